"""Every write of the schedule: appointments, and the places and hours they need."""

from .absences import add_absences, call_off, remove_absence
from .appointments import CANCELLATIONS, MOVES, NotPossible, book, cancel, mark, move
from .places import NameTaken, add_location, add_room, edit_location, set_opening_hours, set_working_hours

__all__ = [
    "CANCELLATIONS",
    "MOVES",
    "NameTaken",
    "NotPossible",
    "add_absences",
    "add_location",
    "add_room",
    "book",
    "call_off",
    "cancel",
    "edit_location",
    "mark",
    "move",
    "remove_absence",
    "set_opening_hours",
    "set_working_hours",
]
