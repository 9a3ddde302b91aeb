from django.urls import path

from . import views

urlpatterns = [
    path("clients/<uuid:pk>/contact/edit/", views.client_edit, name="client_edit"),
    path("clients/<uuid:pk>/guardians/", views.guardians_edit, name="guardians_edit"),
    path("clients/<uuid:pk>/consents/", views.consent_set, name="consent_set"),
    path("clients/<uuid:pk>/forms/", views.form_received, name="form_received"),
    path("clients/<uuid:pk>/forms/override/", views.forms_override, name="forms_override"),
    path("clients/<uuid:pk>/therapist/", views.therapist_assign, name="therapist_assign"),
]
