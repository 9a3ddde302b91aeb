"""What goes on beside the sessions of a story: the assessment, engagement, an adjunct modality, a meeting with the parents."""

import datetime as dt

from clients.actions import receive_form, save_guardians
from clients.models import SignedForm
from problem_areas.assessing import save_assessment
from problem_areas.presenting import populations_for
from sessions.actions.around import add_adjunct, rate_engagement, sign_family_note
from sessions.actions.booking import Slot
from sessions.models import FamilyMeeting

from .stage import clock

CONCERNS = {
    "grief": ["loss"],
    "role_dispute": ["conflict", "expression"],
    "role_transition": ["transition", "cycles"],
    "interpersonal_deficits": ["isolation", "expression"],
    "": ["mood"],
}
TRIED_BEFORE = {
    "wren": {
        "what": "Cognitive therapy",
        "when": "three years ago",
        "helpful": "partly",
        "note": "Skills, but it came back",
    },
    "mortimer": {"what": "Bereavement group", "when": "last spring", "helpful": "no", "note": "Too soon"},
}
ADJUNCTS = {
    "tansy": ("art", "elsewhere", "Painting group at school, to put things without words."),
    "magnus": ("mbct", "ours", "To notice the rise before a meeting with his manager."),
}
YOUNG = "tansy"
PARENTS = "18:00"
"""The hour, on the day of a session, at which the parents of the youngest are met."""

_RATED = {"start": (7, 4, 8), "midpoint": (8, 7, 8)}


def begin(telling, now):
    """The assessment, the first ratings, and what stands beside IPT."""
    story, client, by = telling.story, telling.client, telling.therapist
    values = {
        "concerns": CONCERNS[story.area],
        "transitions": ["other_event"] if story.area == "role_transition" else [],
        "words": story.said or story.seeks,
        "populations": populations_for(client.age_on(now.date())),
        "covered": ["symptoms", "relationships"],
        "indications": ["ptsd"] if story.template == "ipt_ptsd" else ["depression"],
        "diagnosis": story.syndrome[:200],
        "medication_view": "taking" if story.medication else "not_needed",
        "suitability": "suited",
    }
    earlier = [TRIED_BEFORE[story.person]] if story.person in TRIED_BEFORE else []
    save_assessment(client=client, version=0, values=values, treatments=earlier, now=now, by=by)
    rate(telling, "start", now)
    if story.person in ADJUNCTS:
        modality, provider, purpose = ADJUNCTS[story.person]
        add_adjunct(
            course=telling.course,
            modality=modality,
            provider=provider,
            purpose=purpose,
            from_on=now.date(),
            now=now,
            by=by,
        )


def rate(telling, occasion, now):
    motivation, awareness, commitment = _RATED[occasion]
    rate_engagement(
        course=telling.course,
        occasion=occasion,
        motivation=motivation,
        awareness=awareness,
        commitment=commitment,
        now=now,
        by=telling.therapist,
    )


def with_parents(stage, story, slots):
    """(moment, Slot) of the meetings with the parents of the youngest: after the first, the middle and the last session."""
    if story.person != YOUNG:
        return []
    chosen = {"start": slots[0], "middle": slots[(len(slots) - 1) // 2], "end": slots[-1]}
    return [
        (moment, Slot(slot.wall_date, clock(PARENTS), slot.location, slot.room, slot.modality, fold=0))
        for moment, slot in chosen.items()
    ]


def agree_with_parents(stage, client, now):
    """Who may be told what, whom to reach at school, and the agreement that says so."""
    by = stage.user("kim")
    guardians = [
        {"name": each.name, "relation": each.relation, "may_be_told": told, "released_on": now.date()}
        for each, told in zip(client.guardians.order_by("pk"), ("progress", "attendance"), strict=True)
    ]
    school = {"school": "Hollow Oak High School", "name": "Mr. Pell, counselor", "released_on": now.date()}
    client.refresh_from_db()
    save_guardians(client=client, version=client.version, guardians=guardians, school=school, now=now, by=by)
    receive_form(client=client, kind=SignedForm.GUARDIANS, received_on=now.date(), now=now, by=by)


def meet_parents(telling):
    """The first meeting with the parents of the youngest, held and written down. A generator."""
    meeting = (
        FamilyMeeting.objects.select_related("appointment", "course")
        .filter(course=telling.course, moment="start")
        .first()
    )
    if meeting is None or telling.number != 1:
        return
    now = yield meeting.appointment.ends_at + dt.timedelta(minutes=10)
    values = {
        "attended": [f"{each.name} ({each.relation})" for each in telling.client.guardians.order_by("pk")],
        "discussed": "What depression is at fifteen, and that nobody caused it. School and the flute go on as far as she is able. "
        "Both want fewer rows at the door on Sundays.",
        "may_be_shared": "That she comes, and how it goes in outline. What she says stays with her, except for her safety.",
    }
    sign_family_note(meeting=meeting, version=meeting.version, values=values, now=now, by=telling.therapist)
