"""The door to people, events, areas and formulations, through the client they belong to. What `user` may not see answers 404."""

from django.http import Http404

from clients.access import treated_by, visible_to

from .models import Formulation, ImportantPerson, LifeEvent, ProblemArea


def read_client_for(user, pk):
    """The client with this id, if `user` may read their chart: the office sees clients, not charts. Raises Http404."""
    return _one(_read_clients(user), pk)


def formulation_for(user, pk):
    """The formulation with this id, with its client, if `user` may read the chart. Raises Http404."""
    rows = Formulation.objects.filter(client__in=_read_clients(user)).select_related("client", "written_by")
    return _one(rows.prefetch_related("precipitants"), pk)


def treated_person_for(user, pk):
    """The person with this id, if `user` may write in the chart. Raises Http404."""
    return _treated(user, ImportantPerson, pk)


def treated_event_for(user, pk):
    """The life event with this id, if `user` may write in the chart. Raises Http404."""
    return _treated(user, LifeEvent, pk)


def treated_area_for(user, pk):
    """The problem area with this id, if `user` may write in the chart. Raises Http404."""
    return _treated(user, ProblemArea, pk)


def _read_clients(user):
    return visible_to(user) if user.is_clinical else treated_by(user)


def _treated(user, model, pk):
    return _one(model.objects.filter(client__in=treated_by(user)).select_related("client"), pk)


def _one(rows, pk):
    row = rows.filter(pk=pk).first()
    if row is None:
        raise Http404
    return row
