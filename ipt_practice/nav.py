"""What the frame of every page shows: the places of the user's role, the practice, who is signed in. Two queries."""

from dataclasses import dataclass

from django.conf import settings
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts import roles
from sessions.access import sessions_treated_by

from .access_table import ACCESS
from .heartbeat import is_late, practice_with_heartbeat


@dataclass(frozen=True)
class Place:
    """One item of the navigation: the URL name it leads to, and the paths on which it is where the reader is."""

    name: str
    label: str
    icon: str
    short: str = ""
    also: tuple = ()


TODAY = Place("home", _("Today"), "sun", also=("/sessions/",))
CHART = ("/areas/", "/important-people/", "/events/", "/courses/", "/contracts/", "/adjuncts/", "/family-meetings/")
CLIENTS = Place("client_list", _("Clients"), "people", also=CHART)
CALENDAR = Place("calendar", _("Calendar"), "calendar3", also=("/appointments/", "/absences/"))
NOTES = Place("notes_to_sign", _("Notes to sign"), "pen", short=_("To sign"))
REPORTS = Place("report_list", _("Reports"), "file-earmark-text")
INTAKE = Place("intake_board", _("Intake"), "inboxes")
MESSAGES = Place("message_list", _("Messages"), "envelope")
CASELOAD = Place("caseload_board", _("Caseload"), "kanban")
KINDS_OF_COURSE = Place("template_list", _("Kinds of course"), "sliders", also=("/techniques/",))
WORDS = Place("words_edit", _("Words"), "fonts")
AUDIT = Place("audit_list", _("Audit trail"), "journal-text", short=_("Audit"))
SUPERVISION = Place("supervision_queue", _("Supervision"), "chat-square-text")

PLACES = {
    roles.THERAPIST: (TODAY, CLIENTS, CALENDAR, NOTES, CASELOAD, REPORTS),
    roles.SUPERVISOR: (TODAY, CLIENTS, CALENDAR, NOTES, CASELOAD, SUPERVISION, REPORTS),
    roles.DIRECTOR: (
        TODAY,
        CLIENTS,
        CALENDAR,
        NOTES,
        CASELOAD,
        INTAKE,
        REPORTS,
        MESSAGES,
        KINDS_OF_COURSE,
        WORDS,
        AUDIT,
    ),
    roles.OFFICE_MANAGER: (INTAKE, CLIENTS, CALENDAR, MESSAGES),
    roles.ADMINISTRATOR: (
        Place("people_list", _("People"), "people"),
        Place("practice_edit", _("Practice"), "gear"),
        WORDS,
        Place("place_list", _("Places"), "geo-alt"),
        AUDIT,
    ),
}


def navigation(request):
    """The context variable `nav` (templates/base.html). Works on pages without a signed-in user, too."""
    practice = getattr(request, "practice", None) or practice_with_heartbeat()
    nav = {
        "items": [],
        "practice_name": practice.short_name,
        "demo": practice.is_demo,
        "theme": "light",
        "home_url": "/",
    }
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return {"nav": nav}
    return {
        "nav": nav
        | {
            "items": _items(user, request.path),
            "user_name": user.signature_name,
            "role_label": user.role_label,
            "theme": user.theme,
            "theme_url": _url("theme_set"),
            "account_url": _url("profile_edit"),
            "keepalive_url": _url("keepalive"),
            "idle_seconds": settings.IDLE_SECONDS,
            "late": is_late(practice.tick_at, timezone.now()),
            "late_since": practice.tick_at,
        }
    }


def _items(user, path):
    """The places of this role; the one whose address is the longest beginning of `path` is where the reader is."""
    open_to = [place for place in PLACES[user.role] if _url(place.name) and user.role in ACCESS[place.name].roles]
    here = max(open_to, key=lambda place: _closeness(place, path), default=None)
    return [
        {
            "url": _url(place.name),
            "label": place.label,
            "short": place.short,
            "icon": place.icon,
            "current": place is here and _closeness(place, path) > 0,
            "count": sessions_treated_by(user).awaiting_note(timezone.now()).count() if place is NOTES else 0,
        }
        for place in open_to
    ]


def _closeness(place, path):
    """How many characters of `path` are this place's own address, or that of pages reached from it."""
    url = _url(place.name)
    beginnings = place.also if url == "/" else (url, *place.also)
    return max((len(start) for start in beginnings if path.startswith(start)), default=int(path == url))


def _url(name):
    try:
        return reverse(name) if name in ACCESS else ""
    except NoReverseMatch:
        return ""
