"""The door to people, events and areas, through the client they belong to. What `user` may not write answers 404."""

from django.http import Http404

from accounts import roles
from clients.access import treated_by, visible_to

from .catalogue import AREAS
from .models import ImportantPerson, LifeEvent, ProblemArea
from .presenting import suggested_areas


def assessed_client_for(user, pk):
    """The client with this id, if `user` may write the assessment: who treats, and the director, who consults. Raises Http404."""
    return _one(visible_to(user) if user.role == roles.DIRECTOR else treated_by(user), pk)


def assessment_of(client):
    """The client's assessment, or None."""
    return getattr(client, "assessment", None)


def suggested_areas_of(client):
    """[(area, the reasons that suggest it)] for the areas that are not identified yet."""
    assessment = assessment_of(client)
    found = suggested_areas(assessment.concerns) if assessment else {}
    known = set(client.problem_areas.open().values_list("kind", flat=True)) if found else set()
    return [(AREAS[kind], labels) for kind, labels in found.items() if kind not in known]


def focus_candidates_of(client):
    """The people of the inventory who were noted as pointing to an area: a thought to come back to."""
    return client.important_people.exclude(focus_candidate="").order_by("closeness", "created_at")


def treated_person_for(user, pk):
    """The person with this id, if `user` may write in the chart. Raises Http404."""
    return _treated(user, ImportantPerson, pk)


def treated_event_for(user, pk):
    """The life event with this id, if `user` may write in the chart. Raises Http404."""
    return _treated(user, LifeEvent, pk)


def area_for(user, pk):
    """The problem area with this id, if `user` may read the chart. Raises Http404."""
    clients = visible_to(user) if user.is_clinical else treated_by(user)
    return _one(ProblemArea.objects.filter(client__in=clients).select_related("client", "person"), pk)


def treated_area_for(user, pk):
    """The problem area with this id, if `user` may write in the chart. Raises Http404."""
    return _treated(user, ProblemArea, pk)


def _treated(user, model, pk):
    return _one(model.objects.filter(client__in=treated_by(user)).select_related("client"), pk)


def _one(rows, pk):
    row = rows.filter(pk=pk).first()
    if row is None:
        raise Http404
    return row
