"""Every write of the schedule: appointments, and the places and hours they need."""

from .appointments import CANCELLATIONS, MOVES, NotPossible, book, cancel, mark, move
from .places import NameTaken, add_location, add_room, edit_location, set_opening_hours, set_working_hours

__all__ = [
    "CANCELLATIONS",
    "MOVES",
    "NameTaken",
    "NotPossible",
    "add_location",
    "add_room",
    "book",
    "cancel",
    "edit_location",
    "mark",
    "move",
    "set_opening_hours",
    "set_working_hours",
]
