"""What was agreed and how it ended: focus, formulation, contract, goals, timeline, ending."""

from problem_areas.models import LifeEvent, ProblemArea
from sessions.models import Contract, CourseFocus, Goal

from .. import facts
from ..relations import printed_as
from .people import circles_drawn_on, end_of, networks


def gathered(course, sessions, zone, now, discreet, history):
    """Focus, formulation, contracts, goals, timeline, people and ending, as keyword arguments of Facts."""
    agreed_on, versions = formulation(course, discreet), contracts(course, discreet)
    return {
        "focuses": focuses(course, zone, discreet),
        "formulation": agreed_on,
        "contracts": versions,
        "goals": goals(course, discreet),
        "events": events(course.client, discreet),
        "networks": networks(history, circles_drawn_on(agreed_on, versions, sessions), zone, now),
        "ending": ending(course, discreet),
    }


def focuses(course, zone, discreet):
    rows = list(CourseFocus.objects.filter(course=course).select_related("area__person"))
    stages = _stages_at_start(rows, zone)
    return tuple(
        facts.Focus(
            kind=row.area.kind,
            label=row.area.label,
            rank=row.rank,
            from_on=row.from_on,
            until_on=row.until_on,
            about=discreet(row.area.about),
            evidence=discreet(row.area.evidence),
            reason=discreet(row.reason),
            relation=printed_as(row.area.person.name, row.area.person.relation) if row.area.person else "",
            loss_kind=row.area.loss_kind,
            transition_type=row.area.transition_type,
            stage_at_start=stages.get(row.pk, row.area.dispute_stage),
            stage=row.area.dispute_stage,
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
        )
        for row in Goal.objects.filter(course=course).prefetch_related("ratings")
    )


def _event(row, discreet):
    return facts.Event(row.kind, discreet(row.title), row.happened_on, row.precision, row.area)


def events(client, discreet):
    return tuple(_event(row, discreet) for row in LifeEvent.objects.filter(client=client))


def ending(course, discreet):
    row = getattr(course, "ending", None)
    if row is None:
        return facts.Ending(reason=course.end_reason)
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
    )


def _lines(text):
    return tuple(line.strip().lstrip("-• ").strip() for line in text.splitlines() if line.strip(" -•\t"))
