"""Addresses of a client's inventory, timeline, problem areas and formulation."""

from django.urls import path

from .views import areas, assessment, circles, events, formulation, people

urlpatterns = [
    path("clients/<uuid:pk>/assessment/", assessment.assessment_detail, name="assessment_detail"),
    path("clients/<uuid:pk>/assessment/edit/", assessment.assessment_edit, name="assessment_edit"),
    path("clients/<uuid:pk>/people/", people.important_people, name="important_people"),
    path("clients/<uuid:pk>/people/all/", people.inventory_detail, name="inventory_detail"),
    path("clients/<uuid:pk>/people/new/", people.important_person_new, name="important_person_new"),
    path("clients/<uuid:pk>/people/arrange/", circles.circles_arrange, name="circles_arrange"),
    path("clients/<uuid:pk>/people/keep/", circles.circles_keep, name="circles_keep"),
    path("clients/<uuid:pk>/people/then-and-now/", circles.circles_compare, name="circles_compare"),
    path("important-people/<uuid:pk>/", people.important_person_edit, name="important_person_edit"),
    path("important-people/<uuid:pk>/take-out/", people.important_person_remove, name="important_person_remove"),
    path("clients/<uuid:pk>/events/new/", events.life_event_new, name="life_event_new"),
    path("events/<uuid:pk>/", events.life_event_edit, name="life_event_edit"),
    path("events/<uuid:pk>/take-out/", events.life_event_remove, name="life_event_remove"),
    path("clients/<uuid:pk>/areas/new/", areas.problem_area_new, name="problem_area_new"),
    path("areas/<uuid:pk>/", areas.problem_area_detail, name="problem_area_detail"),
    path("areas/<uuid:pk>/edit/", areas.problem_area_edit, name="problem_area_edit"),
    path("areas/<uuid:pk>/rate/", areas.area_rate, name="area_rate"),
    path("clients/<uuid:pk>/formulation/", formulation.formulation_detail, name="formulation_detail"),
    path("clients/<uuid:pk>/formulation/edit/", formulation.formulation_edit, name="formulation_edit"),
    path("clients/<uuid:pk>/formulation/letter/", formulation.formulation_letter, name="formulation_letter"),
    path(
        "clients/<uuid:pk>/formulation/letter/print/",
        formulation.formulation_letter_print,
        name="formulation_letter_print",
    ),
]
