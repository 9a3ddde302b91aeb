"""The case file of a course as its story has it: people, events, focus, formulation, contract, ratings, ending."""

import datetime as dt

from problem_areas.actions import (
    add_event,
    add_person,
    edit_person,
    identify_area,
    rate_area,
    save_formulation,
    save_letter,
)
from problem_areas.vocabulary import DEFICITS_CONFIRMATIONS
from sessions.actions.contract import AgreedGoal, agree_contract, rate_goals
from sessions.actions.ending import save_ending
from sessions.actions.focus import choose_focus

from .stories.depth import DEPTH, Depth

TERMS = {
    "missed_session_rule": "Called off 24 hours before: moved. Later than that: it is missed, and does not count as held.",
    "client_tasks": "Bring feelings and what happened with people. Fill in the questionnaires before each session.",
    "therapist_tasks": "Keep the focus, name the number of sessions left, review at the middle.",
    "measures_plan": "Both questionnaires before each session; all of it looked at together in the middle.",
    "risk_plan": "Thoughts of not wanting to live: told in the session, or call or text 988 at any hour. The practice calls back on working days.",
    "who_may_be_told": "The referring doctor, with a signed form.",
    "frequency": "Once a week",
}
DETAIL = {"grief": "loss_kind", "role_dispute": "dispute_stage", "role_transition": "transition_type"}
PEOPLE = ("supports_then", "supports_now")
BEGAN_WITH = {"grief": ("death", "death_date", ""), "role_transition": ("change", "event_date", "event")}
AT_FIRST = {"impasse": "impasse", "renegotiation": "impasse", "dissolution": "renegotiation"}


class CaseFile:
    """Writes one client's case file, by their therapist."""

    def __init__(self, story, client, therapist):
        self.story, self.client, self.therapist = story, client, therapist
        self.people, self.events, self.area, self.ending = {}, [], None, None
        self.depth = DEPTH.get(story.person, Depth({}))

    def meet_people(self, now):
        for figure in self.story.people:
            values = {
                "name": figure.name,
                "relation": figure.relation,
                "status": figure.status,
                "closeness": figure.rings[0],
                "desired_closeness": figure.rings[2],
                "contact_frequency": "none"
                if figure.status == "deceased"
                else ("daily", "weekly", "monthly")[figure.rings[0] - 1],
                "dislikes" if figure.worsens else "likes": figure.note,
                "wanted_change": figure.wish,
                "confides": figure.confides,
                "supports": figure.supports,
                "worsens_mood": figure.worsens,
                "conflict_level": figure.conflict,
                "emotional_support": 2 + figure.supports if figure.confides else None,
                "knows_about_symptoms": "yes" if figure.confides else "unsure",
            }
            self.people[figure.name] = add_person(client=self.client, values=values, now=now, by=self.therapist)

    def draw_timeline(self, first_on, now):
        for happening in (each for each in self.story.events if not each.after):
            self._event(happening, first_on - dt.timedelta(days=happening.days_before), now, precision="month")

    def events_after(self, number, on, now):
        for happening in (each for each in self.story.events if each.after == number):
            self._event(happening, on, now, precision="day")

    def _event(self, happening, on, now, *, precision):
        values = {
            "kind": happening.kind,
            "happened_on": on,
            "precision": precision,
            "title": happening.title,
            "person": self.people.get(happening.who),
            "area": self.story.area if happening.kind in ("death", "conflict", "change", "isolation") else "",
            "printable": bool(happening.after),
        }
        self.events.append(add_event(client=self.client, values=values, now=now, by=self.therapist))

    def identify(self, on, now):
        story = self.story
        values = {"about": story.about, "evidence": story.link}
        if story.area in DETAIL:
            values[DETAIL[story.area]] = AT_FIRST.get(story.detail, story.detail)
        else:
            values["exclusion_confirmed"] = [key for key, _label in DEFICITS_CONFIRMATIONS]
        values["details"] = self._details()
        values["person"] = self._about_whom()
        self.area = self._identify(story.area, values, on, now)
        rate_area(
            area=self.area, version=1, rated_on=on, progress=1, mastery=self.depth.mastery and self.depth.mastery[0],
            now=now, by=self.therapist,
        )  # fmt: skip

    def choose_focus(self, course, on, now):
        story = self.story
        reason = "Agreed with the client after the formulation."
        choose_focus(course=course, area=self.area, rank="primary", reason=reason, on=on, now=now, by=self.therapist)
        if story.second_area:
            second = self._identify(story.second_area, {"about": story.second_about}, on, now)
            choose_focus(course=course, area=second, rank="secondary", on=on, now=now, by=self.therapist)

    def _details(self):
        """What the story knows of the area, with the day its event happened and the people by their ids."""
        details = dict(self.depth.details)
        for key in PEOPLE:
            if key in details:
                details[key] = [str(self.people[name].pk) for name in details[key]]
        kind, day, title = BEGAN_WITH.get(self.story.area, ("", "", ""))
        event = next((each for each in self.events if each.kind == kind), None)
        if event:
            details |= {day: event.happened_on.isoformat(), day.replace("date", "precision"): "month"}
            details |= {title: event.title} if title else {}
        return details

    def _about_whom(self):
        wanted = {"grief": lambda figure: figure.status == "deceased", "role_dispute": lambda figure: figure.worsens}
        chosen = filter(wanted.get(self.story.area, lambda figure: False), self.story.people)
        return next((self.people[figure.name] for figure in chosen if figure.name in self.people), None)

    def _identify(self, kind, values, on, now):
        return identify_area(client=self.client, kind=kind, values=values, on=on, now=now, by=self.therapist)

    def formulate(self, on, now):
        story = self.story
        onset = next((event for event in self.events if event.kind == "onset"), None)
        values = {
            "syndrome_label": story.syndrome,
            "onset_on": onset.happened_on if onset else None,
            "precipitants": [event for event in self.events if event.area],
            "primary_area": self.area,
            "link_statement": story.link,
            "maintaining_patterns": story.patterns,
            "strengths": story.strengths,
            "given_on": on,
            "client_response": "agreed",
            "client_words": story.said,
            **self.depth.formulation,
        }
        made = save_formulation(client=self.client, version=None, values=values, now=now, by=self.therapist)
        if self.depth.letter:
            save_letter(formulation=made, version=0, text=self.depth.letter, now=now, by=self.therapist)

    def contract(self, course, on, last_on, now):
        goals = [AgreedGoal(aim.kind, aim.statement, aim.baseline, aim.target) for aim in self.story.aims]
        weeks = (last_on - course.sessions.in_order().first().appointment.wall_date).days // 7 + 1
        agree_contract(
            course=course,
            planned_sessions=course.planned_sessions,
            planned_weeks=weeks,
            planned_end_on=last_on,
            goals=goals,
            terms=TERMS,
            agreed_on=on,
            now=now,
            by=self.therapist,
        )

    def rate(self, course, index, on, now):
        """The goals rated at the middle (0) or at the end (1), as far as the story has it."""
        goals = {goal.statement: goal for goal in course.goals.all()}
        ratings = {goals[aim.statement]: aim.ratings[index] for aim in self.story.aims if len(aim.ratings) > index}
        rate_goals(ratings=ratings, rated_on=on, now=now, by=self.therapist)

    def move_on(self, on, now):
        """Where people and the dispute stand by the middle of the course."""
        stage = self.story.detail if self.story.area == "role_dispute" else ""
        rate_area(
            area=self.area, version=self.area.version, rated_on=on, progress=4, stage=stage, markers=self.depth.seen,
            mastery=self.depth.mastery and self.depth.mastery[1], now=now, by=self.therapist,
        )  # fmt: skip
        self.area.refresh_from_db()
        for figure in self.story.people:
            person = self.people[figure.name]
            if figure.rings[1] != figure.rings[0]:
                edit_person(
                    person=person,
                    version=person.version,
                    values={"closeness": figure.rings[1]},
                    now=now,
                    by=self.therapist,
                )

    def end(self, course, on, now, *, whole):
        """The ending checklist, begun or whole."""
        support = (self.story.words or {}).get("support", "someone")
        begun = {
            "ending_raised_on": on,
            "feelings_discussed": True,
            "gains": "\n".join(f"{aim.statement}: began to happen" for aim in self.story.aims[:2]),
            "attribution": "I said it instead of waiting for someone to guess.",
        }
        rest = {
            "focus_resolution": "improved",
            "remaining_difficulties": "Poor sleep now and then; goes quiet under pressure.",
            "early_warning_signs": "Cancelling the weekly date twice running\nWaking before five for a week\nNot answering calls",
            "coping_plan": f"Tell {support} the same day, keep the walks, call the practice if it lasts two weeks.",
            "support_people": "\n".join(figure.name for figure in self.story.people if figure.supports),
            "maintenance_decision": "booster",
            "follow_up_on": on + dt.timedelta(days=90),
            "carried_strategies": "Say what I want before it turns into anger\nAsk one person, on the day\nLook at the week: who was there when it dropped?",
            "contingency_plan": "Two bad weeks: look at this page, tell someone, take the walks up again.\nA third one: call the practice and come in.",
            "planned_end_reason": "completed",
            "confidence": 7,
        }
        values = begun | rest if whole else begun
        version = self.ending.version if self.ending else 0
        self.ending = save_ending(course=course, version=version, values=values, now=now, by=self.therapist)
