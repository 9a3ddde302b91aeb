"""Every URL of the product. Each has its line in `access_table.py`."""

from django.urls import include, path

from . import views

urlpatterns = [
    path("", views.home, name="home"),
    path("health/", views.health, name="health"),
    path("clients/", views.client_list, name="client_list"),
    path("clients/<uuid:pk>/contact/", views.client_contact, name="client_contact"),
    path("appointments/new/", views.appointment_client, name="appointment_client"),
    path("clients/<uuid:pk>/appointments/new/", views.appointment_new, name="appointment_new"),
    path("appointments/<uuid:pk>/", views.appointment_detail, name="appointment_detail"),
    path("clients/<uuid:pk>/", views.client_detail, name="client_detail"),
    path("clients/<uuid:pk>/sessions/", views.client_sessions, name="client_sessions"),
    path("clients/<uuid:pk>/scores/", views.client_scores, name="client_scores"),
    path("clients/<uuid:pk>/timeline/", views.client_timeline, name="client_timeline"),
    path("clients/<uuid:pk>/documents/", views.client_documents, name="client_documents"),
    path("caseload/", views.caseload_board, name="caseload_board"),
    path("caseload/<uuid:pk>/handover/", views.handover_sheet, name="handover_sheet"),
    path("caseload/<uuid:pk>/handover/pdf/", views.handover_print, name="handover_print"),
    path("supervision/", views.supervision_queue, name="supervision_queue"),
    path("account/", include("ipt_practice.sign_in_urls")),
    path("", include("accounts.urls")),
    path("", include("clients.urls")),
    path("", include("intake.urls")),
    path("", include("scheduling.urls")),
    path("", include("problem_areas.urls")),
    path("", include("sessions.urls")),
    path("", include("measures.urls")),
    path("", include("safety.urls")),
    path("", include("reports.urls")),
    path("", include("reminders.urls")),
]
