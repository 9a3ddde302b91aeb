"""The case file of a course as its story has it: people, events, focus, formulation, contract, ratings, ending."""

import datetime as dt

from problem_areas.actions import add_event, add_person, edit_area, edit_person, identify_area, save_formulation
from problem_areas.vocabulary import DEFICITS_CONFIRMATIONS
from sessions.actions.contract import AgreedGoal, agree_contract, rate_goals
from sessions.actions.ending import save_ending
from sessions.actions.focus import choose_focus

TERMS = {
    "missed_session_rule": "Called off 24 hours before: moved. Later than that: it is missed, and does not count as held.",
    "client_tasks": "Bring feelings and what happened with people. Fill in the questionnaires before each session.",
    "therapist_tasks": "Keep the focus, name the number of sessions left, review at the middle.",
    "who_may_be_told": "The referring doctor, with a signed form.",
}
DETAIL = {"grief": "loss_kind", "role_dispute": "dispute_stage", "role_transition": "transition_type"}
AT_FIRST = {"impasse": "impasse", "renegotiation": "impasse", "dissolution": "renegotiation"}


class CaseFile:
    """Writes one client's case file, by their therapist."""

    def __init__(self, story, client, therapist):
        self.story, self.client, self.therapist = story, client, therapist
        self.people, self.events, self.area, self.ending = {}, [], None, None

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
        }
        self.events.append(add_event(client=self.client, values=values, now=now, by=self.therapist))

    def choose_focus(self, course, on, now):
        story = self.story
        values = {"about": story.about, "evidence": story.link}
        if story.area in DETAIL:
            values[DETAIL[story.area]] = AT_FIRST.get(story.detail, story.detail)
        else:
            values["exclusion_confirmed"] = [key for key, _label in DEFICITS_CONFIRMATIONS]
        self.area = self._identify(story.area, values, on, now)
        reason = "Agreed with the client after the formulation."
        choose_focus(course=course, area=self.area, rank="primary", reason=reason, on=on, now=now, by=self.therapist)
        if story.second_area:
            second = self._identify(story.second_area, {"about": story.second_about}, on, now)
            choose_focus(course=course, area=second, rank="secondary", on=on, now=now, by=self.therapist)

    def _identify(self, kind, values, on, now):
        return identify_area(client=self.client, kind=kind, values=values, on=on, now=now, by=self.therapist)

    def formulate(self, on, now):
        story = self.story
        onset = next((event for event in self.events if event.kind == "onset"), None)
        values = {
            "syndrome_label": story.syndrome,
            "onset_on": onset.happened_on if onset else None,
            "precipitants": [event for event in self.events if event.area],
            "link_statement": story.link,
            "maintaining_patterns": story.patterns,
            "strengths": story.strengths,
            "given_on": on,
            "client_response": "agreed",
            "client_words": story.said,
        }
        save_formulation(client=self.client, version=None, values=values, now=now, by=self.therapist)

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

    def move_on(self, now):
        """Where people and the dispute stand by the middle of the course."""
        if self.story.area == "role_dispute":
            self.area = edit_area(
                area=self.area,
                version=self.area.version,
                values={"dispute_stage": self.story.detail},
                now=now,
                by=self.therapist,
            )
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
            "planned_end_reason": "completed",
            "confidence": 7,
        }
        values = begun | rest if whole else begun
        version = self.ending.version if self.ending else 0
        self.ending = save_ending(course=course, version=version, values=values, now=now, by=self.therapist)
