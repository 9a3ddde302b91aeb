"""Tasks of the phase guide that a practice writes itself, one a line, beside the usual ones."""

from hashlib import sha256

from .phase_tasks import OWN, PhaseTask, is_own


def own_tasks(phase, text):
    """The PhaseTasks of these lines, each due by the end of its phase. The same words in the same phase keep their key."""
    lines = dict.fromkeys(line for each in text.splitlines() if (line := " ".join(each.split())))
    return [
        PhaseTask(OWN + sha256(f"{phase}:{line}".encode()).hexdigest()[:16], phase, line, due=1.0) for line in lines
    ]


def own_lines(tasks):
    """The practice's own among these tasks, as they are typed: one a line."""
    return "\n".join(task.text for task in tasks if is_own(task))
