"""What was agreed and how it ended: focus, formulation, contract, goals, timeline, ending."""

from problem_areas.area_facts import facts_of
from problem_areas.at_start import details_at_start
from problem_areas.models import LifeEvent, ProblemArea
from sessions.models import Contract, CourseFocus, Goal

from .. import facts
from ..phrases import worded
from ..relations import printed_as
from .looking_back import attempts
from .people import circles_drawn_on, end_of, kept_circles, networks


def gathered(course, sessions, zone, now, discreet, history):
    """Focus, formulation, contracts, goals, timeline, people and ending, as keyword arguments of Facts."""
    agreed_on, versions = formulation(course, discreet), contracts(course, discreet)
    return {
        "focuses": focuses(course, zone, discreet),
        "formulation": agreed_on,
        "contracts": versions,
        "goals": goals(course, discreet),
        "events": events(course.client, agreed_on.precipitants, discreet),
        "networks": networks(
            history, circles_drawn_on(agreed_on, versions, sessions), zone, now, kept_circles(course, now)
        ),
        "ending": ending(course, discreet),
    }


def focuses(course, zone, discreet):
    chosen = CourseFocus.objects.filter(course=course).select_related("area")
    rows = list(chosen.prefetch_related("area__ratings"))
    stages, first = _stages_at_start(rows, zone), details_at_start(row.area_id for row in rows)
    people = {str(each.pk): printed_as(each.name, each.relation) for each in course.client.important_people.all()}
    return tuple(
        facts.Focus(
            kind=row.area.kind,
            label=worded(row.area.label),
            rank=row.rank,
            from_on=row.from_on,
            until_on=row.until_on,
            about=discreet(row.area.about),
            evidence=discreet(row.area.evidence),
            reason=discreet(row.reason),
            relation=people.get(str(row.area.person_id), ""),
            loss_kind=row.area.loss_kind,
            transition_type=row.area.transition_type,
            stage_at_start=stages.get(row.pk, row.area.dispute_stage),
            stage=row.area.dispute_stage,
            known=facts_of(
                row.area,
                relation=people.get(str(row.area.person_id), ""),
                relations=people,
                ratings=row.area.ratings.all(),
                stage_at_start=stages.get(row.pk, ""),
                first=first.get(row.area_id),
                discreet=discreet,
            ),
        )
        for row in rows
    )


def _stages_at_start(rows, zone):
    """The stage of each dispute on the day it became the focus, by focus: the first one noted if there was none yet."""
    past = ProblemArea.history.filter(id__in=[row.area_id for row in rows]).exclude(dispute_stage="")
    noted = {}
    for old in past.order_by("history_date"):
        noted.setdefault(old.id, []).append(old)
    stages = {}
    for row in rows:
        known = noted.get(row.area_id, [])
        then = [old for old in known if old.history_date <= end_of(row.from_on, zone)]
        if known:
            stages[row.pk] = (then or known[:1])[-1].dispute_stage
    return stages


def formulation(course, discreet):
    row = course.formulation or course.client.formulations.first()
    if row is None:
        return facts.Formulation()
    return facts.Formulation(
        syndrome=discreet(row.syndrome_label),
        onset_on=row.onset_on,
        link=discreet(row.link_statement),
        maintaining=discreet(row.maintaining_patterns),
        strengths=discreet(row.strengths),
        why_now=discreet(row.why_now),
        pattern=discreet(row.interpersonal_pattern),
        supports=discreet(row.supports),
        plan=discreet(row.plan),
        given_on=row.given_on,
        response=row.client_response,
        words=discreet(row.client_words),
        precipitants=tuple(_event(event, discreet) for event in row.precipitants.all()),
    )


def contracts(course, discreet):
    return tuple(
        facts.Contract(row.number, row.agreed_on, row.planned_sessions, row.planned_end_on, discreet(row.reason))
        for row in Contract.objects.filter(course=course)
    )


def goals(course, discreet):
    return tuple(
        facts.Goal(
            statement=discreet(row.statement),
            kind=row.kind,
            baseline=row.baseline,
            target=row.target,
            set_on=row.set_on,
            ratings=tuple(facts.Rating(each.rated_on, each.rating) for each in row.ratings.all()),
            let_go_on=row.ended_on,
        )
        for row in Goal.objects.filter(course=course).prefetch_related("ratings")
    )


def _event(row, discreet):
    return facts.Event(row.kind, discreet(row.title), row.happened_on, row.precision, row.area)


def events(client, named, discreet):
    """The events that may be printed, and those `named` in the formulation; the others stay in the chart."""
    printable = (_event(row, discreet) for row in LifeEvent.objects.filter(client=client, printable=True))
    return tuple(sorted(dict.fromkeys([*named, *printable]), key=lambda event: event.on))


def ending(course, discreet):
    row = getattr(course, "ending", None)
    if row is None:
        return facts.Ending(reason=course.end_reason, attempts=attempts(course, discreet))
    return facts.Ending(
        raised_on=row.ending_raised_on,
        feelings_discussed=row.feelings_discussed,
        gains=discreet(row.gains.strip()),
        attribution=discreet(row.attribution.strip()),
        focus_resolution=row.focus_resolution,
        remaining_difficulties=discreet(row.remaining_difficulties.strip()),
        warning_signs=_lines(discreet(row.early_warning_signs)),
        coping_plan=discreet(row.coping_plan.strip()),
        support_people=_lines(discreet(row.support_people)),
        decision=row.maintenance_decision,
        follow_up_on=row.follow_up_on,
        final_measures_done=row.final_measures_done,
        reason=course.end_reason or row.planned_end_reason,
        outreach=discreet(row.outreach.strip()),
        confidence=row.confidence,
        referral=discreet(row.referral),
        strategies=_lines(discreet(row.carried_strategies)),
        contingency_plan=discreet(row.contingency_plan.strip()),
        alternative_offered=discreet(row.alternative_offered.strip()),
        attempts=attempts(course, discreet),
    )


def _lines(text):
    return tuple(line.strip().lstrip("-• ").strip() for line in text.splitlines() if line.strip(" -•\t"))
