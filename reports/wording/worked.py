"""Which focus strategies were worked on, and what came of the tasks between sessions: told from the signed notes."""

from collections import Counter

from django.utils.translation import gettext as _

from sessions.note_parts import TASK_OUTCOMES, strategy_text

from ..phrases import lower_first, sourced, worded


def strategies_used(notes):
    """Each strategy with the sessions that it comes from."""
    sessions = {}
    for note in notes:
        for code in note.strategies:
            if strategy_text(code):
                sessions.setdefault(code, []).append(note.session)
    said = [sourced(f"{worded(strategy_text(code)).rstrip('.')}.", numbers) for code, numbers in sessions.items()]
    return _("Strategies: %(strategies)s") % {"strategies": " ".join(said)} if said else ""


def tasks_tried(notes):
    """How many tasks between sessions were asked about, and how they went."""
    counts = Counter(outcome for note in notes for outcome in note.tried)
    words = [f"{counts[key]} {lower_first(worded(label))}" for key, label in TASK_OUTCOMES if counts[key]]
    return _("Tasks between sessions: %(outcomes)s.") % {"outcomes": ", ".join(words)} if words else ""
