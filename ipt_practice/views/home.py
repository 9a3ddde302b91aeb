"""The first page after signing in: each role's own."""

from django.shortcuts import redirect, render
from django.utils import timezone

from accounts import roles
from audit.actions import record

from ..today import today_of

ELSEWHERE = {roles.OFFICE_MANAGER: "intake_board", roles.ADMINISTRATOR: "people_list"}
"""Roles that see no client of their own begin where their work is."""


def home(request):
    if request.user.role in ELSEWHERE:
        return redirect(ELSEWHERE[request.user.role])
    today = today_of(request.user, now=timezone.now())
    record("today.viewed", details={"appointments": today.booked}, by=request.user)
    return render(request, "ipt_practice/home.html", {"today": today})
