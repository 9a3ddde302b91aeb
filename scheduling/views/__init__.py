"""The calendar and its appointments; the administrator's pages on places and hours."""

from .absences import absence_detail, absence_list
from .appointments import appointment_cancel, appointment_move, calendar
from .places import hours_edit, location_edit, location_new, place_list, room_new, working_hours_edit

__all__ = [
    "absence_detail",
    "absence_list",
    "appointment_cancel",
    "appointment_move",
    "calendar",
    "hours_edit",
    "location_edit",
    "location_new",
    "place_list",
    "room_new",
    "working_hours_edit",
]
