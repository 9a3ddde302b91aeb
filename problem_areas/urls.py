"""Addresses of a client's inventory, timeline, problem areas and formulation."""

from django.urls import path

from . import views

urlpatterns = [
    path("clients/<uuid:pk>/people/", views.important_people, name="important_people"),
    path("clients/<uuid:pk>/people/new/", views.important_person_new, name="important_person_new"),
    path("important-people/<uuid:pk>/", views.important_person_edit, name="important_person_edit"),
    path("clients/<uuid:pk>/events/new/", views.life_event_new, name="life_event_new"),
    path("events/<uuid:pk>/", views.life_event_edit, name="life_event_edit"),
    path("clients/<uuid:pk>/areas/new/", views.problem_area_new, name="problem_area_new"),
    path("areas/<uuid:pk>/", views.problem_area_edit, name="problem_area_edit"),
    path("clients/<uuid:pk>/formulation/", views.formulation_detail, name="formulation_detail"),
    path("clients/<uuid:pk>/formulation/edit/", views.formulation_edit, name="formulation_edit"),
]
