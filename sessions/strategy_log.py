"""What was worked on and what was tried in a course: each focus strategy with its sessions and results. For the case file."""

from dataclasses import dataclass

from .course_plan import MIDDLE
from .models import PracticeTask
from .note_parts import strategy_choices, strategy_text


@dataclass(frozen=True)
class LoggedStrategy:
    """A strategy of the focus: in which sessions it was worked on, and what was tried with it."""

    text: str
    sessions: tuple
    tried: tuple


@dataclass(frozen=True)
class StrategyLog:
    """`others`: tasks that belong to no strategy. `silent`: middle sessions that name neither a strategy nor a reason."""

    strategies: tuple
    others: tuple
    silent: tuple

    @property
    def is_empty(self):
        return not (self.others or any(each.sessions or each.tried for each in self.strategies))


def strategy_log(course, sessions, numbers, area_kinds):
    """The StrategyLog of a course, from its sessions `with_note_state`. One query. `area_kinds`: those of the current focus."""
    signed = [each for each in sessions if each.note_signed_at and each.number]
    codes = [code for kind in area_kinds for code, _text in strategy_choices(kind)]
    codes += [code for each in signed for code in each.strategies or () if code not in codes]
    tasks = list(
        PracticeTask.objects.filter(course=course)
        .select_related("person")
        .order_by("set_in__appointment__starts_at", "position")
    )
    for task in tasks:
        task.set_number, task.reviewed_number = numbers.get(task.set_in_id), numbers.get(task.reviewed_in_id)
    logged = [
        LoggedStrategy(
            strategy_text(code),
            tuple(each.number for each in signed if code in (each.strategies or ())),
            tuple(task for task in tasks if task.strategy == code),
        )
        for code in dict.fromkeys(codes)
        if strategy_text(code)
    ]
    shown = {task.pk for each in logged for task in each.tried}
    silent = [
        each.number for each in signed if each.phase == MIDDLE and not each.strategies and not each.off_focus_because
    ]
    return StrategyLog(
        tuple(logged), tuple(task for task in tasks if task.pk not in shown), tuple(silent if area_kinds else ())
    )
