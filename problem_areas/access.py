"""The door to people, events and areas, through the client they belong to. What `user` may not write answers 404."""

from django.http import Http404

from clients.access import treated_by

from .models import ImportantPerson, LifeEvent, ProblemArea


def treated_person_for(user, pk):
    """The person with this id, if `user` may write in the chart. Raises Http404."""
    return _treated(user, ImportantPerson, pk)


def treated_event_for(user, pk):
    """The life event with this id, if `user` may write in the chart. Raises Http404."""
    return _treated(user, LifeEvent, pk)


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
