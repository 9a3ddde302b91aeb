"""The administrator's pages, and everybody's own settings."""

from .audit_trail import audit_list
from .people import (
    person_deactivate,
    person_edit,
    person_invite,
    person_new,
    person_second_factor_remove,
)
from .practice import practice_edit
from .profile import keepalive, profile_edit, theme_set
from .relations import cover_end, cover_new, people_list, supervision_end, supervision_new
from .words import words_edit

__all__ = [
    "audit_list",
    "cover_end",
    "cover_new",
    "keepalive",
    "people_list",
    "person_deactivate",
    "person_edit",
    "person_invite",
    "person_new",
    "person_second_factor_remove",
    "practice_edit",
    "profile_edit",
    "supervision_end",
    "supervision_new",
    "theme_set",
    "words_edit",
]
