"""Writes to questionnaires: a sheet is recorded, and corrected by another sheet. Danger raises its alert here, at once."""

import uuid

from django.db import IntegrityError, transaction
from django.utils import timezone

from audit.actions import record
from safety.access import who_answers
from safety.actions import raise_alert
from safety.models import SafetyAlert

from .access import sheet_of_session
from .instruments import instrument as definition_of
from .models import Administration
from .scores import danger_in_words
from .scoring import score


class SheetWasReplaced(Exception):
    """Somebody recorded or corrected this sheet in between. `current` is the one that stands now."""

    def __init__(self, current):
        super().__init__("This questionnaire was recorded or corrected in another window.")
        self.current = current


def record_answers(*, client, instrument, answers, taken_on, therapy_session_id=None, owner=None, now=None, by):
    """Keep one answer sheet, partial or whole, with its score. Returns the Administration.

    An answer that means danger opens a safety alert in the same transaction, whatever else is blank; `owner` answers for
    it, by default the client's therapist. Raises InvalidAnswer, UnknownInstrument, and SheetWasReplaced when the session
    has a sheet of this questionnaire already.
    """
    now = now or timezone.now()
    definition = definition_of(instrument)
    with transaction.atomic():
        sheet = _sheet(definition, answers, client=client, therapy_session_id=therapy_session_id, taken_on=taken_on,
                       recorded_at=now, recorded_by=by)  # fmt: skip
        try:
            with transaction.atomic():
                sheet.save(force_insert=True)
        except IntegrityError as error:
            current = sheet_of_session(therapy_session_id, instrument)
            if current is None:
                raise
            raise SheetWasReplaced(current) from error
        record("measure.recorded", sheet, client=client, details={"instrument": instrument}, at=now, by=by)
        _raise_danger(sheet, definition, None, owner, now, by)
    return sheet


def replace_answers(*, administration, answers, owner=None, now=None, by):
    """Correct a sheet: a new one takes its place and the old one is kept. Raises InvalidAnswer and SheetWasReplaced."""
    now = now or timezone.now()
    definition = definition_of(administration.instrument, administration.instrument_version)
    if {key: value for key, value in administration.answers.items() if value is not None} == _given(answers):
        return administration
    with transaction.atomic():
        sheet = _sheet(
            definition, answers, client=administration.client, taken_on=administration.taken_on, recorded_at=now, recorded_by=by,
            therapy_session_id=administration.therapy_session_id,
        )  # fmt: skip
        if not Administration.objects.standing().filter(pk=administration.pk).update(replaced_by_id=sheet.pk):
            administration.refresh_from_db()
            raise SheetWasReplaced(_standing_now(administration))
        sheet.save(force_insert=True)
        details = {"instrument": sheet.instrument, "replaces": str(administration.pk)}
        record("measure.corrected", sheet, client=administration.client_id, details=details, at=now, by=by)
        _raise_danger(sheet, definition, administration, owner, now, by)
    return sheet


def _given(answers):
    return {key: value for key, value in answers.items() if value is not None}


def _sheet(definition, answers, **fields):
    scored = score(definition, answers)
    return Administration(
        pk=uuid.uuid4(), instrument=definition.key, instrument_version=definition.version, answers=_given(answers),
        total=scored.total, missing=scored.n_missing, prorated=scored.prorated, band=scored.band or "", **fields,
    )  # fmt: skip


def _standing_now(administration):
    while administration.replaced_by_id:
        administration = administration.replaced_by
    return administration


def _raise_danger(sheet, definition, replaced, owner, now, by):
    """Open an alert for an answer that means danger, unless the sheet it corrects said as much and is being looked at."""
    risks = dict(score(definition, sheet.answers).risk_items)
    if not risks:
        return
    if replaced is not None and all(replaced.answers.get(key, 0) >= answer for key, answer in risks.items()):
        if SafetyAlert.objects.open().filter(administration_id=replaced.pk).exists():
            return
    raise_alert(
        client=sheet.client, source=SafetyAlert.MEASURE, what=danger_in_words(sheet, definition, risks), administration_id=sheet.pk,
        owner=owner or who_answers(sheet.client, by, now=now), now=now, by=by,
    )  # fmt: skip
