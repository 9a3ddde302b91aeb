"""What every answer carries, and what no request gets past: headers, hosts, tokens, errors."""

import re

import pytest
from django.conf import settings as project
from django.core.exceptions import ImproperlyConfigured
from django.core.management import call_command
from django.core.management.base import SystemCheckError
from django.test import Client as Browser
from django.urls import path, reverse

from accounts.models import Practice, User
from ipt_practice import urls as ours
from ipt_practice import wsgi
from tests import make

pytestmark = pytest.mark.django_db

POLICY = {
    "default-src": "'none'",
    "script-src": "'self'",
    "style-src": "'self'",
    "font-src": "'self'",
    "img-src": "'self'",
    "connect-src": "'self'",
    "form-action": "'self'",
    "base-uri": "'none'",
    "frame-ancestors": "'none'",
}


def boom(request):
    raise RuntimeError("casey@client.example")


class WithError:
    """Our URLs and one that fails."""

    urlpatterns = [*ours.urlpatterns, path("boom/", boom, name="health")]


def hardened(answer):
    policy = dict(part.strip().split(" ", 1) for part in answer["Content-Security-Policy"].split(";"))
    assert policy == POLICY
    assert answer["X-Frame-Options"] == "DENY"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Referrer-Policy"] == "same-origin"
    assert answer["Cross-Origin-Opener-Policy"] == "same-origin"
    assert "camera=()" in answer["Permissions-Policy"]
    assert "no-store" in answer["Cache-Control"]
    assert answer["X-Robots-Tag"] == "noindex"
    assert "unsafe" not in answer["Content-Security-Policy"]


@pytest.mark.parametrize(
    ("address", "status"),
    [("/", 302), ("/account/login/", 200), ("/health/", 200), ("/no/such/page", 404), ("/profile", 404)],
)
def test_headers_on_every_answer(browser, db, address, status):
    answer = browser.get(address)
    assert answer.status_code == status
    hardened(answer)


def test_headers_on_a_signed_in_page_on_403_404_and_405(as_kim):
    for answer, status in (
        (as_kim.get("/profile/"), 200),
        (as_kim.get("/people/"), 403),
        (as_kim.get("/nothing/"), 404),
        (as_kim.delete("/profile/"), 405),
        (as_kim.options("/profile/"), 405),
    ):
        assert answer.status_code == status
        hardened(answer)


def test_an_error_shows_a_page_and_no_detail(settings, db):
    settings.ROOT_URLCONF = WithError
    answer = Browser(raise_request_exception=False).get("/boom/")
    assert answer.status_code == 500
    hardened(answer)
    text = answer.content.decode()
    assert "Something went wrong on our side" in text
    assert not {"RuntimeError", "casey@client.example", "Traceback"} & set(text.split())


def test_a_host_that_is_not_ours_is_refused(db):
    answer = Browser().get("/account/login/", headers={"host": "evil.example"})
    assert answer.status_code == 400
    hardened(answer)
    assert "evil.example" not in answer.content.decode()


@pytest.mark.parametrize("header", ["X-Forwarded-Host", "X-Original-URL", "X-Rewrite-URL", "X-HTTP-Method-Override"])
def test_headers_that_rewrite_a_request_are_not_listened_to(as_kim, header):
    assert as_kim.get("/profile/", headers={header: "/people/"}).status_code == 200
    assert as_kim.get("/people/", headers={header: "/profile/"}).status_code == 403


def test_signing_in_without_the_token_gives_our_page(db):
    answer = Browser(enforce_csrf_checks=True).post(reverse("account_login"), {"login": "a@b.example", "password": "x"})
    assert answer.status_code == 403 and "<h1" in answer.content.decode()
    hardened(answer)


def test_cookies_are_kept_from_scripts_and_other_sites(browser, db):
    make.make_user("Ada")
    browser.post(reverse("account_login"), {"login": "ada@practice.example", "password": make.PASSWORD})
    cookie = browser.cookies[project.SESSION_COOKIE_NAME]
    assert (cookie["httponly"], cookie["samesite"]) == (True, "Lax")
    assert cookie["max-age"] == ""  # it leaves with the browser


def test_no_page_has_an_inline_script_style_or_handler(as_ali, as_kim):
    pages = [
        as_ali.get(address)
        for address in ("/people/", "/people/new/", "/practice/", "/places/", "/audit/", "/profile/")
    ]
    pages += [as_kim.get("/messages/"), Browser().get("/account/login/")]
    for page in pages:
        text = page.content.decode()
        assert page.status_code == 200
        assert re.findall(r"<script(?![^>]*\bsrc=)[^>]*>|<style|\sstyle=|\son[a-z]+=|javascript:", text) == []


class TestProduction:
    def test_a_demo_practice_is_refused(self, settings, db):
        make.make_practice(is_demo=True)
        call_command("check")
        settings.MODE = "production"
        with pytest.raises(SystemCheckError, match="demo practice"):
            call_command("check")
        with pytest.raises(ImproperlyConfigured, match="demo practice"):
            wsgi.refuse_demo_in_production()

    def test_demo_people_are_refused(self, settings, db):
        make.make_user("Ada", is_demo=True)
        settings.MODE = "production"
        with pytest.raises(SystemCheckError, match="sign-ins are public"):
            call_command("check")

    def test_a_real_practice_starts(self, settings, cast):
        settings.MODE = "production"
        call_command("check")
        wsgi.refuse_demo_in_production()

    def test_mail_that_is_printed_is_warned_of(self, settings, db, capsys):
        settings.MODE, settings.EMAIL_BACKEND = "production", "django.core.mail.backends.console.EmailBackend"
        call_command("check", deploy=True)
        assert "Mail is printed, not sent" in capsys.readouterr().err

    def test_a_setting_that_means_nothing_is_refused(self, settings, db):
        settings.OUTBOX_UNKNOWN = "maybe"
        with pytest.raises(SystemCheckError, match="hold"):
            call_command("check")


class TestStartPractice:
    ANSWERS = {
        "name": "Marlow Street",
        "time_zone": "America/Chicago",
        "full_name": "Nia New",
        "email": "Nia@practice.example",
    }

    def test_start_practice_makes_one_and_its_administrator(self, db, capsys):
        call_command("start_practice", **self.ANSWERS)
        assert (Practice.current().name, Practice.current().is_demo) == ("Marlow Street", False)
        nia = User.objects.get()
        assert (nia.email, nia.role, nia.has_usable_password()) == ("nia@practice.example", "administrator", False)
        link = capsys.readouterr().out.split()[-1]
        browser = Browser()
        form = browser.get(link.replace("http://127.0.0.1:8000", "")).headers["Location"]
        browser.post(form, {"password1": "another-long-word-9", "password2": "another-long-word-9"})
        answer = browser.post(
            reverse("account_login"), {"login": "nia@practice.example", "password": "another-long-word-9"}
        )
        assert answer["Location"] == "/"

    def test_start_practice_asks_for_the_password(self, db, monkeypatch):
        answers = iter(["short", "short", "one-long-word-9", "another", "another-long-word-9", "another-long-word-9"])
        monkeypatch.setattr("getpass.getpass", lambda prompt: next(answers))
        call_command("start_practice", ask_password=True, **self.ANSWERS)
        assert User.objects.get().check_password("another-long-word-9")

    def test_start_practice_refuses_a_second(self, cast):
        with pytest.raises(Exception, match="There is a practice in this database already"):
            call_command("start_practice", **self.ANSWERS)

    @pytest.mark.parametrize(
        ("change", "sentence"),
        [
            ({"email": "nobody"}, "valid email"),
            ({"time_zone": "Mars"}, "time zone"),
            ({"name": " "}, "Nothing was given for: name"),
            ({"name": "x" * 200}, "Shorter than 120"),
            ({"name": None}, "Give --name"),
        ],
    )
    def test_start_practice_says_what_is_wrong(self, db, change, sentence):
        with pytest.raises(Exception, match=sentence):
            call_command("start_practice", **self.ANSWERS | change)
        assert User.objects.count() == Practice.objects.count() == 0
