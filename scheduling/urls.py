from django.urls import path

from . import views

urlpatterns = [
    path("calendar/", views.calendar, name="calendar"),
    path("appointments/<uuid:pk>/move/", views.appointment_move, name="appointment_move"),
    path("appointments/<uuid:pk>/cancel/", views.appointment_cancel, name="appointment_cancel"),
]
