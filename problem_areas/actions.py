"""Every write to a client's inventory, timeline, problem areas and formulation. What was there before stays in the history.

`values` holds fields of the model by name. A person or an event that is named must be the client's own.
"""

import json
from dataclasses import dataclass

from django.db import transaction
from django.db.models import F, ProtectedError
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from accounts.access import today_for
from audit.actions import record
from audit.versions import StaleVersion, update_version
from rendering.circles import ring_at

from .closeness import figure_of, frozen
from .models import (
    AreaProgress,
    ClosenessSnapshot,
    Formulation,
    FormulationLetter,
    ImportantPerson,
    LifeEvent,
    ProblemArea,
    StageChange,
)

_NAMES_ROWS = ("person", "primary_area", "secondary_area")


class NotOfThisClient(Exception):
    """A person or an event that belongs to somebody else's chart."""


class StillNamed(Exception):
    """A person or an event that something else in the chart names, and that is not taken out before that is changed."""


class ConcernStands(Exception):
    """A safety concern that is to be cleared without saying how one knows."""


class StageTooEarly(Exception):
    """A stage that is to begin before the one that it follows, `before` (a StageChange)."""

    def __init__(self, before):
        words = {"stage": before.get_stage_display(), "date": date_format(before.from_on, "M j, Y")}
        super().__init__(_("Enter %(date)s or a later day: the stage before, %(stage)s, began then") % words)
        self.before = before


class StaleCircles(Exception):
    """Somebody saved people of the circles in between: `current` has them as they are now. Nothing was written."""

    def __init__(self, current):
        super().__init__("These people were changed in the meantime.")
        self.current = current


@dataclass(frozen=True)
class Placing:
    """Where one person goes: a place in the picture (0 to 1, which tells the ring), or a ring; neither takes them out."""

    person: ImportantPerson
    version: int
    ring: int | None = None
    x: float | None = None
    y: float | None = None

    def changes(self):
        if self.x is None or self.y is None:
            return {"closeness": self.ring, "x": None, "y": None}
        if not (0 <= self.x <= 1 and 0 <= self.y <= 1):
            raise ValueError("a place lies between 0 and 1")
        return {"closeness": ring_at(self.x, self.y), "x": self.x, "y": self.y}


def add_person(*, client, values, now=None, by):
    """Put a person in the interpersonal inventory. `name` and `relation` are enough."""
    return _add("person.added", ImportantPerson, client, values, now or timezone.now(), by, created_at=True)


def edit_person(*, person, version, values, now=None, by):
    """Write `values` to a person of the inventory. Raises StaleVersion when somebody saved in between."""
    return _edit("person.edited", person, version, values, now or timezone.now(), by)


def take_out(*, row, version, now=None, by):
    """Take a person or an event out of the chart that was entered by mistake. What it said stays in the history.

    Raises StillNamed while anything else names it, StaleVersion when somebody saved in between.
    """
    with transaction.atomic():
        row = update_version(row, version)
        if _is_named(row):
            raise StillNamed
        row._history_user, row._history_date = by, now or timezone.now()
        details, client = {"version": row.version}, row.client_id
        try:
            verb = "person.taken_out" if isinstance(row, ImportantPerson) else "life_event.taken_out"
            record(verb, row, client=client, details=details, at=now, by=by)
            row.delete()
        except ProtectedError as error:
            raise StillNamed from error


def _is_named(row):
    """Does a formulation, or an area in its fields, name it? What points to it by a key is found when it is deleted."""
    if isinstance(row, LifeEvent):
        return row.client.formulations.filter(precipitants=row).exists()
    return any(str(row.pk) in json.dumps(area.details) for area in row.client.problem_areas.all())


def arrange_circles(*, client, placings, now=None, by):
    """Move people of the inventory in the closeness circles, all of them or none. Returns them.

    Raises StaleCircles when somebody saved one of them in between, NotOfThisClient.
    """
    now = now or timezone.now()
    moved, stale = [], []
    with transaction.atomic():
        for placing in placings:
            _check_own(client, {"person": placing.person})
            try:
                moved.append(_change(placing.person, placing.version, placing.changes(), now, by))
            except StaleVersion as late:
                stale.append(late.current)
        if stale:
            raise StaleCircles(stale)
        if moved:
            record("circles.arranged", client, client=client, details={"moved": len(moved)}, at=now, by=by)
    return moved


def take_snapshot(*, client, occasion, now=None, by):
    """Keep the closeness circles as they are now, for the then-and-now. Returns the snapshot.

    None while the inventory is empty; the same again on the same day for the same occasion gives the one there is.
    """
    now = now or timezone.now()
    people = frozen(figure_of(person) for person in client.important_people.order_by("created_at", "pk"))
    if not people:
        return None
    with transaction.atomic():
        on = today_for(by, now)
        same = client.closeness_snapshots.filter(occasion=occasion, taken_on=on).last()
        if same is not None and same.people == people:
            return same
        snapshot = ClosenessSnapshot.objects.create(
            client=client, occasion=occasion, taken_on=on, taken_at=now, taken_by=by, people=people
        )
        record("circles.kept", snapshot, client=client, details={"occasion": occasion}, at=now, by=by)
    return snapshot


def add_event(*, client, values, now=None, by):
    """Put an event on the timeline: `kind`, `happened_on` and `title` are enough. Raises NotOfThisClient."""
    return _add("life_event.added", LifeEvent, client, values, now or timezone.now(), by, created_at=True)


def edit_event(*, event, version, values, now=None, by):
    """Write `values` to an event of the timeline. Raises StaleVersion, NotOfThisClient."""
    return _edit("life_event.edited", event, version, values, now or timezone.now(), by)


def identify_area(*, client, kind, values=None, on=None, stage_on=None, now=None, by):
    """Record that one of the four areas is at work for this client, with what speaks for it. Raises NotOfThisClient.

    `stage_on`: since when a dispute is at its stage, if not since it was identified. Choosing it as the focus of a course is another step (sessions.actions.focus).
    """
    now = now or timezone.now()
    found = {"kind": kind, "identified_on": on or today_for(by, now), "identified_by": by}
    with transaction.atomic():
        area = _add("problem_area.identified", ProblemArea, client, {**(values or {}), **found}, now, by)
        if area.dispute_stage:
            _note_stage(area, stage_on or found["identified_on"], "", now, by)
    return area


def edit_area(*, area, version, values, stage_on=None, stage_note="", now=None, by):
    """Write `values` to a problem area; its kind stays. A stage that moved is kept with its day and a word on it.

    Raises StaleVersion, NotOfThisClient, ConcernStands, StageTooEarly.
    """
    now = now or timezone.now()
    kept = {name: value for name, value in values.items() if name != "kind"}
    with transaction.atomic():
        before = ProblemArea.objects.get(pk=area.pk)  # `area` may carry what a form has typed over it
        if before.version != version:
            raise StaleVersion(before)
        _check_concern(before, kept.get("details"))
        stage_on = stage_on or today_for(by, now)
        moves = kept.get("dispute_stage") not in (None, "", before.dispute_stage)
        if moves and (last := before.stage_changes.last()) and stage_on < last.from_on:
            raise StageTooEarly(last)
        area = _edit("problem_area.edited", area, version, kept, now, by)
        if moves:
            _note_stage(area, stage_on, stage_note, now, by)
    return area


def rate_area(*, area, version, rated_on, progress, mastery=None, markers=(), stage="", note="", now=None, by):
    """Record how an area stands on a day, 0 to 10, and where a dispute has come to. Returns the AreaProgress.

    When the stage moves: raises StaleVersion when somebody saved the area in between, StageTooEarly; nothing is written.
    """
    now = now or timezone.now()
    with transaction.atomic():
        if stage and stage != area.dispute_stage:
            moved = {"stage_on": rated_on, "stage_note": note.partition("\n")[0][:200], "now": now}
            area = edit_area(area=area, version=version, values={"dispute_stage": stage}, by=by, **moved)
        rating = AreaProgress.objects.create(
            area=area, rated_on=rated_on, progress=progress, mastery=mastery, markers=list(markers), note=note,
            recorded_at=now, recorded_by=by,
        )  # fmt: skip
        record("problem_area.rated", rating, client=area.client_id, at=now, by=by)
    return rating


def _note_stage(area, on, note, now, by):
    return StageChange.objects.create(
        area=area, stage=area.dispute_stage, from_on=on, note=note, recorded_at=now, recorded_by=by
    )


def _check_concern(area, details):
    """A safety concern is cleared by saying how one knows, and in no other way."""
    if area.has_safety_concern and details is not None and details.get("safety_concern") != "yes":
        if not details.get("safety_cleared"):
            raise ConcernStands


def save_formulation(*, client, version, values, now=None, by):
    """Write the client's formulation. `precipitants` are events of the timeline. Returns it. Raises NotOfThisClient.

    `version`: that of the latest one, to edit it; 0 when the page knew of none; None to begin a new one beside it,
    for another course. Raises StaleVersion when somebody saved in between. The first time it is marked as given, the
    closeness circles are kept as they stand.
    """
    now = now or timezone.now()
    values = dict(values)
    _check_own(client, values)
    precipitants = values.pop("precipitants", None)
    with transaction.atomic():
        latest = None if version is None else client.formulations.first()
        was_given = latest is not None and latest.history.filter(given_on__isnull=False).exists()
        if latest is None:
            if version:
                raise StaleVersion(None)
            formulation = _create(Formulation, client, {**values, "written_at": now, "written_by": by}, now, by)
        elif version == 0:
            raise StaleVersion(latest)
        else:
            formulation = _change(latest, version, values, now, by)
        if precipitants is not None:
            formulation.precipitants.set(precipitants)
        if formulation.given_on and not was_given:
            take_snapshot(client=client, occasion="formulation", now=now, by=by)
        record("formulation.saved", formulation, client=client, details={"version": formulation.version}, at=now, by=by)
    return formulation


def save_letter(*, formulation, version, text, now=None, by):
    """Write the formulation's letter to the client. `version`: of the one that was read, 0 for none. Raises StaleVersion."""
    now = now or timezone.now()
    with transaction.atomic():
        Formulation.objects.filter(pk=formulation.pk).update(version=F("version"))  # one letter at a time
        letter = FormulationLetter.objects.filter(formulation=formulation).first()
        if (letter.version if letter else 0) != version:
            raise StaleVersion(letter)
        if letter is None:
            letter = FormulationLetter(formulation=formulation, text=text, saved_at=now, saved_by=by)
            letter._history_user, letter._history_date = by, now
            letter.save(force_insert=True)
        else:
            letter = _change(letter, version, {"text": text, "saved_at": now, "saved_by": by}, now, by)
        details = {"version": letter.version}
        record("formulation.letter_saved", letter, client=formulation.client_id, details=details, at=now, by=by)
    return letter


def _add(verb, model, client, values, now, by, *, created_at=False):
    _check_own(client, values)
    with transaction.atomic():
        row = _create(model, client, {**values, "created_at": now} if created_at else values, now, by)
        record(verb, row, client=client, at=now, by=by)
    return row


def _edit(verb, row, version, values, now, by):
    _check_own(row.client, values)
    with transaction.atomic():
        row = _change(row, version, values, now, by)
        record(verb, row, client=row.client_id, details={"version": row.version}, at=now, by=by)
    return row


def _create(model, client, values, now, by):
    row = model(client=client, **values)
    row._history_user, row._history_date = by, now
    row.save(force_insert=True)
    return row


def _change(row, version, values, now, by):
    """One conditional UPDATE, and the content as it is now in the history, with who wrote it."""
    row = update_version(row, version, **values)
    row._history_user, row._history_date = by, now
    type(row).history.bulk_history_create([row], update=True)
    return row


def _check_own(client, values):
    named = [*(values.get(name) for name in _NAMES_ROWS), *(values.get("precipitants") or ())]
    if any(each is not None and each.client_id != client.pk for each in named):
        raise NotOfThisClient
