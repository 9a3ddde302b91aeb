"""Addresses of questionnaires. One that belongs to a session is addressed through the session, in `sessions`."""

from django.urls import path

from . import views

urlpatterns = [
    path("clients/<uuid:pk>/measures/<slug:instrument>/new/", views.administration_new, name="administration_new"),
]
