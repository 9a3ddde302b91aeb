"""Writes to the assessment of a client. What was there before stays in the history."""

from django.db import IntegrityError, transaction
from django.utils import timezone

from audit.actions import record
from audit.versions import StaleVersion, update_version

from .models import Assessment, PriorTreatment


@transaction.atomic
def save_assessment(*, client, version, values, treatments=None, now=None, by):
    """Write `values` (fields of Assessment) and, unless None, `treatments` (dicts of PriorTreatment, in order). Returns it.

    `version` is that of the assessment that was read, 0 when there was none. Raises StaleVersion.
    """
    now = now or timezone.now()
    assessment = Assessment.objects.filter(client=client).first()
    if assessment is None and not version:
        assessment = _begin(client, values, now, by)
    elif assessment is None or not version:
        raise StaleVersion(assessment)
    else:
        assessment = update_version(assessment, version, **values)
        assessment._history_user, assessment._history_date = by, now
        Assessment.history.bulk_history_create([assessment], update=True)
    if treatments is not None:
        _keep_treatments(client, treatments, now, by)
    record("client.assessed", assessment, client=client, details={"version": assessment.version}, at=now, by=by)
    return assessment


def _begin(client, values, now, by):
    assessment = Assessment(client=client, written_at=now, written_by=by, **values)
    assessment._history_user, assessment._history_date = by, now
    try:
        with transaction.atomic():
            assessment.save(force_insert=True)
    except IntegrityError as error:
        raise StaleVersion(Assessment.objects.get(client=client)) from error
    return assessment


def note_concerns(*, client, concerns, concern_other, version, now=None, by):
    """The reasons for seeking help alone, as the consultation finds them; the rest of the assessment stays.

    `version` is that of the assessment that was read, 0 when there was none. Raises StaleVersion. None where nothing was said.
    """
    there = Assessment.objects.filter(client=client).first()
    values = {"concerns": list(concerns), "concern_other": concern_other}
    if there is None and not any(values.values()):
        return None
    if there is not None and all(getattr(there, name) == value for name, value in values.items()):
        return there
    return save_assessment(client=client, version=version, values=values, now=now, by=by)


def _keep_treatments(client, treatments, now, by):
    """Make these the client's earlier treatments; rows that stay the same are left alone."""
    rows = list(client.prior_treatments.all())
    for row in rows[len(treatments) :]:
        row._history_user, row._history_date = by, now
        row.delete()
    for position, values in enumerate(treatments):
        row = rows[position] if position < len(rows) else PriorTreatment(client=client)
        fields = {**values, "position": position}
        if row.pk is None or any(getattr(row, name) != value for name, value in fields.items()):
            for name, value in fields.items():
                setattr(row, name, value)
            row._history_user, row._history_date = by, now
            row.save()
