"""Addresses of safety alerts and assessments."""

from django.urls import path

from . import views

urlpatterns = [
    path("clients/<uuid:pk>/safety/raise/", views.alert_raise, name="alert_raise"),
    path("clients/<uuid:pk>/safety/", views.safety_record, name="safety_record"),
    path("safety/<uuid:pk>/acknowledge/", views.alert_acknowledge, name="alert_acknowledge"),
    path("safety/<uuid:pk>/assessment/", views.assessment_new, name="assessment_new"),
]
