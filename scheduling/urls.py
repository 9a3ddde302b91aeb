from django.urls import path

from . import views

urlpatterns = [
    path("places/", views.place_list, name="place_list"),
    path("places/new/", views.location_new, name="location_new"),
    path("places/<uuid:pk>/", views.location_edit, name="location_edit"),
    path("places/<uuid:pk>/hours/", views.hours_edit, name="hours_edit"),
    path("places/<uuid:pk>/rooms/new/", views.room_new, name="room_new"),
    path("people/<uuid:pk>/hours/", views.working_hours_edit, name="working_hours_edit"),
    path("absences/", views.absence_list, name="absence_list"),
    path("absences/<uuid:pk>/", views.absence_detail, name="absence_detail"),
    path("calendar/", views.calendar, name="calendar"),
    path("appointments/<uuid:pk>/move/", views.appointment_move, name="appointment_move"),
    path("appointments/<uuid:pk>/cancel/", views.appointment_cancel, name="appointment_cancel"),
]
