"""Every URL of the product. Each has its line in `access_table.py`."""

from django.urls import include, path

from . import views

urlpatterns = [
    path("", views.home, name="home"),
    path("health/", views.health, name="health"),
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
