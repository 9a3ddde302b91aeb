"""One builder for each kind of row that a URL addresses: `MAKERS[kind](cast, "casey")` makes the row of that client.

The access walk and the privacy canaries use them; a new kind of row in the access table needs its line here.
"""

import datetime as dt

from django.utils import timezone

from problem_areas.models import Formulation, ImportantPerson, LifeEvent, ProblemArea
from safety.models import SafetyAlert

from . import make


def person_of(cast, who):
    return getattr(cast, who)


def therapist_of(cast, who):
    return {"casey": cast.ada, "drew": cast.ben}[who]


def course(cast, who):
    return getattr(cast, f"{who}_course")


def therapy_session(cast, who):
    return course(cast, who).sessions.filter(number=None).order_by("appointment__starts_at").first()


def important_person(cast, who):
    return ImportantPerson.objects.create(client=person_of(cast, who), name="Robin", relation="friend", closeness=1)


def life_event(cast, who):
    return LifeEvent.objects.create(
        client=person_of(cast, who), kind="life_event", happened_on=dt.date(2026, 1, 5), title="Moved house"
    )


def problem_area(cast, who):
    return ProblemArea.objects.create(
        client=person_of(cast, who), kind="role_dispute", identified_on=dt.date(2026, 1, 5),
        identified_by=therapist_of(cast, who),
    )


def formulation(cast, who):
    return Formulation.objects.create(
        client=person_of(cast, who), written_by=therapist_of(cast, who), link_statement="Since the move"
    )


def safety_alert(cast, who):
    return SafetyAlert.objects.create(
        client=person_of(cast, who), source="clinician", what="Said so", owner=therapist_of(cast, who),
        raised_by=therapist_of(cast, who), due_at=timezone.now() + dt.timedelta(hours=4),
    )


MAKERS = {
    "client": person_of,
    "course": course,
    "therapy_session": therapy_session,
    "appointment": lambda cast, who: therapy_session(cast, who).appointment,
    "important_person": important_person,
    "life_event": life_event,
    "problem_area": problem_area,
    "formulation": formulation,
    "safety_alert": safety_alert,
    "user": lambda cast, who: therapist_of(cast, who),
    "location": lambda cast, who: make.make_location(),
}

PARAMETERS = {"instrument": "phq9", "kind": "midcourse", "uidb36": "x", "key": "y-z"}
"""What the walk puts where a URL has a parameter other than `pk`."""
