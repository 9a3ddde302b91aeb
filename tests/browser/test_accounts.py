"""Signing in, lost passwords and the second step, looked over by axe-core: pages that the crawl of the roles does not reach."""

import time

import pytest
from allauth.mfa.totp.internal import auth as totp
from django.urls import reverse

from .visitor import Visitor

REAUTHENTICATE = ("account_reauthenticate", "mfa_reauthenticate")
PROTECTED = ("mfa_index", "mfa_deactivate_totp", "mfa_view_recovery_codes", "mfa_generate_recovery_codes")


def code_of(secret, later=0):
    return totp.format_hotp_value(totp.hotp_value(secret, int(time.time()) // 30 + later))


@pytest.fixture
def stranger(demo, chromium):
    """Somebody who has not signed in."""
    visitor = Visitor("nobody", chromium.new_context(base_url=demo, viewport={"width": 1280, "height": 900}))
    yield visitor
    visitor.context.close()


@pytest.mark.parametrize(
    "name", ["login", "signup", "reset_password", "reset_password_done", "reset_password_from_key_done"]
)
def test_pages_before_signing_in(stranger, name):
    stranger.open(reverse(f"account_{name}"))
    assert stranger.complaints == []


def test_a_refused_sign_in_and_a_dead_link(stranger):
    stranger.expected = {400, 404, 422}
    stranger.open(reverse("account_login"))
    stranger.write("Email", "ada@practice.example")
    stranger.page.get_by_label("Password", exact=True).fill("not-the-password")
    stranger.press("Sign in", role="button")
    stranger.open(reverse("account_reset_password_from_key", args=["x", "y-z"]))


def test_the_second_step_from_setting_up_to_signing_in(visit, stranger):
    ada = visit("ada")
    ada.open(reverse("mfa_activate_totp"))
    if ada.page.get_by_label("Password", exact=True).count():
        ada.page.get_by_label("Password", exact=True).fill("demo-practice")
        ada.press("Go on", role="button")
    secret = ada.page.locator(".secret").inner_text()
    ada.page.locator("input[name=code]").fill(code_of(secret))
    ada.press("Use this app", role="button")
    for name in (*PROTECTED, *REAUTHENTICATE):
        ada.open(reverse(name))
    stranger.page.goto(reverse("account_login"))
    stranger.write("Email", "ada@practice.example")
    stranger.page.get_by_label("Password", exact=True).fill("demo-practice")
    stranger.press("Sign in", role="button")
    assert stranger.page.url.endswith(reverse("mfa_authenticate"))
