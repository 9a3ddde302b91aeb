"""Which focus strategies were worked on, and what came of the tasks between sessions: told from the signed notes."""

from collections import Counter

from sessions.note_parts import TASK_OUTCOMES, strategy_text

from ..phrases import lower_first, sourced


def strategies_used(notes):
    """Each strategy with the sessions that it comes from."""
    sessions = {}
    for note in notes:
        for code in note.strategies:
            if strategy_text(code):
                sessions.setdefault(code, []).append(note.session)
    said = [sourced(f"{str(strategy_text(code)).rstrip('.')}.", numbers) for code, numbers in sessions.items()]
    return f"Strategies: {' '.join(said)}" if said else ""


def tasks_tried(notes):
    """How many tasks between sessions were asked about, and how they went."""
    counts = Counter(outcome for note in notes for outcome in note.tried)
    if not counts:
        return ""
    words = [f"{counts[key]} {lower_first(label)}" for key, label in TASK_OUTCOMES if counts[key]]
    return f"Between sessions: {', '.join(words)}."
