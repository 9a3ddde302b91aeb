"""What every request passes: headers, the session's clock, and the access table. Deny by default."""

import time

from django.conf import settings
from django.contrib.auth import logout
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpResponseNotAllowed, JsonResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import SimpleLazyObject

from accounts import terms
from accounts.sign_in import second_factor_missing
from audit.actions import record

from .access_table import ACCESS, PUBLIC
from .heartbeat import practice_with_heartbeat

SIGNED_IN, SEEN = "signed_in_at", "seen_at"
NOTED_EVERY = 20  # seconds between two notes of a person's being there
BACKGROUND = frozenset({"note_version", "report_status"})


class HeadersMiddleware:
    """No page of ours is kept by a cache, and none says more to a search engine than that it is not for it."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        response.setdefault("Cache-Control", "no-store")
        response.setdefault("X-Robots-Tag", "noindex")
        return response


class SessionClockMiddleware:
    """Ends a session after 15 idle minutes, and after 12 hours whatever happens.

    What a page asks by itself is no sign of a person: requests that say so, and the URLs in BACKGROUND, extend nothing.
    """

    def __init__(self, get_response, clock=time.time):
        self.get_response, self.clock = get_response, clock

    def __call__(self, request):
        if request.user.is_authenticated:
            now, session = int(self.clock()), request.session
            begun, seen = session.setdefault(SIGNED_IN, now), session.setdefault(SEEN, now)
            if now - seen > settings.IDLE_SECONDS or now - begun > settings.ABSOLUTE_SECONDS:
                logout(request)
        return self.get_response(request)

    def process_view(self, request, view, args, kwargs):
        by_itself = "X-Background" in request.headers or request.resolver_match.view_name in BACKGROUND
        if request.user.is_authenticated and not by_itself:
            now = int(self.clock())
            if now - request.session.get(SEEN, 0) >= NOTED_EVERY:
                request.session[SEEN] = now


class TimeZoneMiddleware:
    """Shows every time in the zone of whoever is signed in."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        zone = request.user.time_zone if request.user.is_authenticated else settings.TIME_ZONE
        with timezone.override(zone):
            return self.get_response(request)


class WordsMiddleware:
    """Reads the practice's row once a request, when first asked, for the frame of the page and for the practice's words."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        request.practice = SimpleLazyObject(practice_with_heartbeat)
        with terms.using(lambda: request.practice.words):
            return self.get_response(request)


class AccessMiddleware:
    """Asks the access table before any view runs: method, sign-in, second factor, role. In that order of harm."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        if response.status_code in (403, 404) and request.user.is_authenticated and request.resolver_match:
            record(
                "access.denied",
                details={"url": request.resolver_match.view_name, "status": response.status_code},
                by=request.user,
            )
        return response

    def process_view(self, request, view, args, kwargs):
        rule = ACCESS.get(request.resolver_match.view_name)
        if rule is None:
            raise PermissionDenied
        if request.method.replace("HEAD", "GET") not in rule.methods.split():
            return HttpResponseNotAllowed(rule.methods.split())
        if rule.roles is PUBLIC:
            return None
        if not request.user.is_authenticated:
            return _ask_to_sign_in(request)
        if not rule.before_mfa and second_factor_missing(request.user):
            return redirect("mfa_activate_totp")
        if request.user.role not in rule.roles:
            raise PermissionDenied
        return None


def _ask_to_sign_in(request):
    """A page goes to the sign-in; a script in an open page is told, so that the page can keep its text and ask."""
    if request.htmx or request.headers.get("X-Requested-With") == "fetch":
        return JsonResponse({"signin": reverse("account_login")}, status=401)
    return redirect_to_login(request.get_full_path() if request.method == "GET" else reverse("home"))
