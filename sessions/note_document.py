"""A note in words: as it is read and printed once it is signed, and where two texts of it differ."""

import datetime as dt

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.terms import word

from .forms import ATTENDANCE, GOAL
from .models import SessionNote, WeeklyGoal
from .note_parts import DAY, FEELINGS, PARTS, SICK_ROLES, SKILLS, TASK_KINDS, TASK_OUTCOMES, YES, strategy_text
from .techniques import TECHNIQUES

OF_NO_FIELD = {
    "goal_ratings": gettext_lazy("Last week’s goals"),
    "practice_tasks": gettext_lazy("Until next time"),
    "task_reviews": gettext_lazy("What was tried"),
    "family": gettext_lazy("Family meeting"),
} | {part.key: part.label for part in PARTS.values()}
"""What the texts are called that are made of several fields of the form."""


def document_of(note):
    """A signed note as it is read: pairs of label and text, in the order of docs/clinical.md 6.2. Empty ones left out."""
    rows = [*_what_happened(note), *_what_was_done(note), *_until_next_time(note), *_at_the_end(note)]
    return [(label, text) for label, text in rows if text]


def _what_happened(note):
    moods = [(_("now"), note.mood_now), (_("worst"), note.mood_worst), (_("best"), note.mood_best)]
    return [
        (_("Attendance"), str(dict(ATTENDANCE).get(note.attendance, note.attendance))),
        *family_rows(_signed_family(note)),
        (_("Since last session"), note.opening_answer),
        (_("Mood, 0 to 10"), ", ".join(f"{label} {value}" for label, value in moods if value is not None)),
        (_("Events that mattered"), note.events),
        (_("Link between event and mood"), dict(SessionNote.DIRECTIONS).get(note.mood_direction, "")),
    ]


def _signed_family(note):
    """What is signed of the meeting with the family that the session is: a draft of it is no part of the document."""
    meeting = note.therapy_session.family_meeting
    return meeting.written if meeting and meeting.signed_at else {}


def family_rows(written):
    """What is written of a meeting with the family, as pairs of label and text. `written`: FamilyMeeting.written, or {}."""
    came = [*written.get("attended", ()), written.get("attended_others", "")]
    came += [_("the client")] if written.get("client_present") else []
    return [
        (_("Who came"), ", ".join(each for each in came if each)),
        (_("What was talked about with the family"), written.get("discussed", "")),
        (_("What may be told of it, and to whom"), written.get("may_be_shared", "")),
    ]


def _family_text(written):
    return "\n".join(f"{label}: {text}" for label, text in family_rows(written) if text)


def _what_was_done(note):
    """Intervention, then response."""
    return [
        (word("sick_role"), dict(SICK_ROLES).get(note.sick_role, "")),
        (_("Techniques used"), technique_names(note.techniques, note.own_techniques)),
        (_("Worked on"), str(note.area.label) if note.area else ""),
        (_("Strategies worked on"), strategy_texts(note.strategies)),
        (_("Focus work"), note.focus_work),
        (_("Off the focus because"), note.off_focus_because),
        *((part.label, part_text(part, getattr(note, part.key))) for part in PARTS.values()),
        (_("Affect"), "\n".join(text for text in (_labels(FEELINGS, note.feelings), note.affect) if text)),
        (_("Behavior noticed"), note.behavior),
        (_("Skills and routes of change"), _labels(SKILLS, note.skills)),
    ]


def _until_next_time(note):
    return [
        (_("Progress"), note.progress),
        (_("Challenges"), note.challenges),
        (_("Last week’s goals"), _rated(note)),
        (_("Goals for next week"), note.goals_for_week),
        (_("What was tried"), _reviews_text(note.task_reviews)),
        (_("Until next time"), _tasks_text(note.practice_tasks)),
    ]


def _at_the_end(note):
    risk = dict(SessionNote.RISKS).get(note.risk, "")
    return [
        (_("Safety"), "\n".join(part for part in (risk, note.risk_note) if part)),
        (_("Medication, as reported"), note.medication),
        (_("Plan"), note.plan),
    ]


def technique_names(keys, own=None):
    """The names of these techniques, as one line. `own`: names of the practice's own, as a signed note has kept them."""
    names = {key: str(technique.label) for key, technique in TECHNIQUES.items()} | (own or {})
    return ", ".join(names[key] for key in keys or () if key in names)


def strategy_texts(codes):
    return ". ".join(text for code in codes or () if (text := str(strategy_text(code))))


def part_text(part, answers):
    """What a sub-form holds, a line for each answer: "What the client felt: small"."""
    return "\n".join(f"{label}:{text}" for label, text in part_answers(part, answers))


def part_answers(part, answers):
    """The same as pairs of label and text; the text begins with what stands between the two."""
    for field in part.fields:
        value = answers.get(field.key)
        if value in (None, ""):
            continue
        text = _("Yes") if field.kind == YES else _day(value) if field.kind == DAY else str(value)
        between = "\n" if "\n" in text else " "
        yield str(field.label), between + text


def _day(value):
    return date_format(dt.date.fromisoformat(value), "F j, Y")


def _labels(choices, keys):
    return ", ".join(str(label) for key, label in choices if key in (keys or ()))


def _rated(note):
    """The goals of the week before that this session rated."""
    if not note.goal_ratings:
        return ""
    statements = {str(goal.pk): goal.statement for goal in WeeklyGoal.objects.filter(pk__in=list(note.goal_ratings))}
    ratings = dict(WeeklyGoal.RATINGS)
    rated = ((statements.get(pk), ratings.get(rating)) for pk, rating in note.goal_ratings.items())
    return "\n".join(f"{statement}: {rating.lower()}" for statement, rating in rated if statement and rating)


def _tasks_text(rows):
    return "\n".join(_task_text(row) for row in rows)


def _task_text(row):
    kind = str(dict(TASK_KINDS).get(row.get("kind"), ""))
    about = [
        row.get("with_whom", ""),
        kind.lower() if row.get("statement") else "",
        str(strategy_text(row.get("strategy", ""))),
    ]
    said = ", ".join(each for each in about if each)
    statement = row.get("statement") or kind or _("Practice")
    return f"{statement} ({said})" if said else statement


def _reviews_text(reviews):
    lines = []
    for row in reviews.values():
        outcome = str(dict(TASK_OUTCOMES).get(row.get("outcome"), "")).lower()
        said = ". ".join(each for each in (outcome, row.get("happened", "")) if each)
        lines.append(f"{row.get('statement', '')}: {said}")
    return "\n".join(lines)


def conflict_rows(form, note):
    """Where what was typed and what is stored differ: label, mine, theirs, as words."""
    rows = []
    for name, mine in form.values().items():
        theirs = getattr(note, name)
        if mine != theirs:
            label = OF_NO_FIELD.get(name) or form.fields[name].label
            rows.append({"label": label, "mine": _in_words(form, name, mine), "theirs": _in_words(form, name, theirs)})
    return rows


def _in_words(form, name, value):
    if name == "goal_ratings":
        rated = ((form.fields.get(f"{GOAL}{key}"), rating) for key, rating in value.items())
        return "\n".join(f"{field.label}: {dict(field.choices)[rating]}" for field, rating in rated if field)
    if name in PARTS:
        return part_text(PARTS[name], value)
    if name in _WORDS:
        return _WORDS[name](value)
    if name == "techniques":
        return technique_names(value, dict(form.fields["practice_techniques"].choices))
    if isinstance(value, list):
        return ", ".join(str(label) for key, label in form.fields[name].choices if key in value)
    if hasattr(value, "strftime"):
        return value.strftime("%-I:%M %p")
    choices = dict(getattr(form.fields[name], "choices", ()))
    return str(choices.get(value, value) if value not in (None, "") else "")


_WORDS = {
    "practice_tasks": _tasks_text,
    "task_reviews": _reviews_text,
    "strategies": strategy_texts,
    "family": _family_text,
}
