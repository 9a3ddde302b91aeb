"""Signing in end to end: password, second step, recovery codes, reset, invitation, limits, and when it ends."""

import re
import time

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal import auth as totp
from django.core import mail
from django.core.cache import cache
from django.test import Client as Browser
from django.test import RequestFactory
from django.urls import reverse

from accounts import actions
from audit.models import AuditEvent
from ipt_practice.middleware import SEEN, SIGNED_IN, SessionClockMiddleware
from tests import make

pytestmark = pytest.mark.django_db
LOGIN, HOME = "account_login", "/"


@pytest.fixture(autouse=True)
def _no_limits_left_over():
    cache.clear()


@pytest.fixture
def ada(db):
    make.make_practice()
    ada = make.make_user("Ada")
    EmailAddress.objects.create(user=ada, email=ada.email, verified=True, primary=True)
    return ada


def sign_in(browser, email="ada@practice.example", password=make.PASSWORD, **extra):
    return browser.post(reverse(LOGIN), {"login": email, "password": password}, **extra)


def code_of(secret):
    return totp.format_hotp_value(totp.hotp_value(secret, int(time.time()) // 30))


def enrol(browser):
    """Set up the second step over HTTP; the secret and the answer to the last step."""
    page = browser.get(reverse("mfa_activate_totp"))
    secret = page.context["form"].secret
    return secret, browser.post(reverse("mfa_activate_totp"), {"code": code_of(secret)})


def is_in(browser):
    return browser.get(reverse("profile_edit")).status_code == 200


def test_sign_in_with_the_right_password_only(browser, ada):
    assert sign_in(browser, password="wrong").status_code == 200
    assert not is_in(browser)
    assert sign_in(browser)["Location"] == HOME
    assert is_in(browser)
    verbs = AuditEvent.objects.filter(verb__startswith="sign_in").values_list("verb", "actor_id").order_by("id")
    assert list(verbs) == [("sign_in.refused", None), ("sign_in.done", ada.pk)]


def test_sign_in_is_blind_to_case_in_the_address(browser, ada):
    assert sign_in(browser, email="ADA@Practice.Example").status_code == 302


def test_sign_out_needs_a_post_and_ends_the_session(browser, ada):
    sign_in(browser)
    browser.get(reverse("account_logout"))
    assert is_in(browser)
    browser.post(reverse("account_logout"))
    assert not is_in(browser)


def test_the_session_key_changes_at_sign_in(browser, ada):
    browser.get(reverse(LOGIN))
    browser.session["x"] = 1
    before = browser.session.session_key
    sign_in(browser)
    assert browser.session.session_key != before


def errors_of(answer):
    return re.sub(rb'value="[^"]*"', b"", b"".join(line for line in answer.content.splitlines() if b"csrf" not in line))


def test_an_unknown_address_and_a_wrong_password_and_one_who_left_answer_alike(browser, ada):
    make.make_user("Lee", is_active=False)
    pages = [
        sign_in(Browser(), email=email, password=password)
        for email, password in (
            ("ada@practice.example", "wrong"),
            ("nobody@practice.example", "wrong"),
            ("lee@practice.example", make.PASSWORD),
        )
    ]
    assert [page.status_code for page in pages] == [200, 200, 200]
    assert len({errors_of(page) for page in pages}) == 1


def test_reset_answers_alike_for_known_and_unknown(browser, ada):
    answers = [
        Browser().post(reverse("account_reset_password"), {"email": email}, follow=True)
        for email in ("ada@practice.example", "nobody@practice.example")
    ]
    assert errors_of(answers[0]) == errors_of(answers[1])
    assert [message.subject for message in mail.outbox] == ["Set a new password"] * 2


def test_a_mail_server_that_is_down_tells_nothing(browser, ada, settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 9
    answers = [
        Browser().post(reverse("account_reset_password"), {"email": email}).status_code
        for email in ("ada@practice.example", "nobody@practice.example")
    ]
    assert answers == [302, 302]


def test_five_wrong_passwords_lock_this_network_and_no_other(browser, ada):
    for _ in range(5):
        sign_in(browser, password="wrong", REMOTE_ADDR="192.0.2.1")
    page = sign_in(browser, REMOTE_ADDR="192.0.2.1")
    assert "Too many" in page.content.decode() and not is_in(browser)
    assert sign_in(Browser(), REMOTE_ADDR="192.0.2.2").status_code == 302


def test_many_addresses_from_one_network_are_stopped(browser, ada):
    answers = [
        sign_in(Browser(), email=f"a{n}@practice.example", password="wrong", REMOTE_ADDR="192.0.2.1") for n in range(32)
    ]
    assert answers[-1].status_code == 429 or "Too many" in answers[-1].content.decode()


@pytest.mark.parametrize(
    "next_url",
    [
        "https://evil.example/",
        "//evil.example/",
        "/\\evil.example",
        "javascript:alert(1)",
        "http:evil.example",
        "\t//evil.example",
    ],
)
def test_next_leads_nowhere_else(browser, ada, next_url):
    answer = browser.post(reverse(LOGIN), {"login": ada.email, "password": make.PASSWORD, "next": next_url})
    assert answer.status_code == 302 and answer["Location"].startswith("/")
    assert not answer["Location"].startswith(("//", "/\\"))


def test_next_leads_to_our_own_page(browser, ada):
    answer = browser.get(reverse("profile_edit"))
    assert answer["Location"] == f"{reverse(LOGIN)}?next={reverse('profile_edit')}"
    answer = browser.post(answer["Location"], {"login": ada.email, "password": make.PASSWORD, "next": "/profile/"})
    assert answer["Location"] == "/profile/"


class TestSecondStep:
    def test_who_must_have_one_reaches_nothing_else_until_it_is_set_up(self, browser, ada, settings):
        settings.MFA_REQUIRED = True
        sign_in(browser)
        for name in ("home", "profile_edit"):
            assert browser.get(reverse(name))["Location"] == reverse("mfa_activate_totp")
        assert browser.post(reverse("theme_set"), {"theme": "dark"})["Location"] == reverse("mfa_activate_totp")
        _secret, answer = enrol(browser)
        assert answer.status_code == 302
        assert is_in(browser)

    def test_only_the_roles_that_the_practice_names_must(self, browser, ada, settings):
        settings.MFA_REQUIRED = True
        practice = actions.Practice.current()
        practice.mfa_roles = ["director"]
        practice.save()
        sign_in(browser)
        assert is_in(browser)

    @pytest.fixture
    def enrolled(self, ada):
        browser = Browser()
        sign_in(browser)
        secret, answer = enrol(browser)
        assert answer.status_code == 302
        return secret

    def test_after_the_password_only_the_second_step_opens(self, browser, ada, enrolled):
        assert sign_in(browser)["Location"] == reverse("mfa_authenticate")
        for name in ("home", "profile_edit", "mfa_index", "account_change_password", "mfa_generate_recovery_codes"):
            assert browser.get(reverse(name)).status_code == 302
            assert browser.get(reverse(name))["Location"].startswith(reverse(LOGIN))
        assert browser.get(reverse("mfa_authenticate")).status_code == 200

    def test_a_code_opens_once(self, browser, ada, enrolled):
        code = code_of(enrolled)
        sign_in(browser)
        answer = browser.post(reverse("mfa_authenticate"), {"code": code})
        if answer.status_code == 200:  # used up while it was set up: the next one
            code = totp.format_hotp_value(totp.hotp_value(enrolled, int(time.time()) // 30 + 1))
            answer = browser.post(reverse("mfa_authenticate"), {"code": code})
        assert answer.status_code in (200, 302)
        second = Browser()
        sign_in(second)
        assert second.post(reverse("mfa_authenticate"), {"code": code}).status_code == 200
        assert not is_in(second)

    def test_a_wrong_code_opens_nothing(self, browser, ada, enrolled):
        sign_in(browser)
        assert browser.post(reverse("mfa_authenticate"), {"code": "000000"}).status_code == 200
        assert not is_in(browser)

    def test_each_recovery_code_opens_once(self, browser, ada, enrolled):
        codes = (
            RecoveryCodes.activate(ada).get_unused_codes() if not _recovery(ada) else _recovery(ada).get_unused_codes()
        )
        sign_in(browser)
        assert browser.post(reverse("mfa_authenticate"), {"code": codes[0]}).status_code == 302
        assert is_in(browser)
        second = Browser()
        sign_in(second)
        assert second.post(reverse("mfa_authenticate"), {"code": codes[0]}).status_code == 200
        assert not is_in(second)

    def test_secret_and_seed_are_not_readable_in_the_database(self, ada, enrolled):
        for row in Authenticator.objects.filter(user=ada):
            assert enrolled not in str(row.data)
            assert all(str(value).startswith("gAAAA") for name, value in row.data.items() if name in ("secret", "seed"))

    def test_a_password_reset_does_not_skip_it(self, browser, ada, enrolled):
        link = reset_link(Browser())
        browser.get(link)
        answer = browser.post(
            browser.get(link).headers.get("Location", link),
            {"password1": "another-long-word-9", "password2": "another-long-word-9"},
        )
        assert answer.status_code == 302
        assert not is_in(browser)
        assert sign_in(browser, password="another-long-word-9")["Location"] == reverse("mfa_authenticate")

    def test_the_administrator_takes_it_away(self, browser, ada, enrolled):
        actions.remove_second_factor(user=ada, by=None)
        assert sign_in(browser)["Location"] == HOME


def _recovery(user):
    row = Authenticator.objects.filter(user=user, type="recovery_codes").first()
    return row.wrap() if row else None


def reset_link(browser, email="ada@practice.example"):
    browser.post(reverse("account_reset_password"), {"email": email})
    return re.search(r"https?://\S+", mail.outbox[-1].body).group()


def set_password(browser, link, password="another-long-word-9"):
    form_url = browser.get(link).headers.get("Location", link)
    return browser.post(form_url, {"password1": password, "password2": password})


class TestReset:
    def test_it_works_once_and_ends_every_session(self, browser, ada):
        other = Browser()
        sign_in(other)
        link = reset_link(browser)
        assert set_password(browser, link).status_code == 302
        assert not is_in(other)
        assert sign_in(browser, password="another-long-word-9")["Location"] == HOME
        again = Browser()
        assert "no longer works" in again.get(link, follow=True).content.decode()

    def test_the_link_is_of_the_asked_host_and_says_nothing_of_the_password(self, browser, ada):
        assert reset_link(browser).startswith("http://testserver/account/password/reset/key/")

    def test_a_short_password_is_refused_in_a_sentence(self, browser, ada):
        link = reset_link(browser)
        page = set_password(browser, link, "short")
        assert page.status_code == 200 and "12" in page.content.decode()

    def test_it_is_over_after_an_hour(self, browser, ada, settings):
        link = reset_link(browser)
        settings.PASSWORD_RESET_TIMEOUT = -1
        assert "no longer works" in browser.get(link, follow=True).content.decode()


def test_changing_the_password_ends_other_sessions(browser, ada):
    other = Browser()
    sign_in(other)
    sign_in(browser)
    new = "another-long-word-9"
    browser.post(reverse("account_change_password"), {"oldpassword": make.PASSWORD, "password1": new, "password2": new})
    assert not is_in(other)


def test_an_invited_person_sets_a_password_and_signs_in(as_ali, browser):
    person = {
        "full_name": "Nia New",
        "email": "Nia@practice.example",
        "role": "therapist",
        "time_zone": "America/Chicago",
    }
    rows = {"licences-TOTAL_FORMS": "0", "licences-INITIAL_FORMS": "0"}
    assert as_ali.post(reverse("person_new"), person | rows)["Location"] == reverse("people_list")
    [letter] = mail.outbox
    assert letter.to == ["nia@practice.example"] and "Nia New" in letter.body
    link = re.search(r"https?://\S+", letter.body).group()
    assert set_password(browser, link).status_code == 302
    assert sign_in(Browser(), email="nia@practice.example", password="another-long-word-9")["Location"] == HOME


def test_demo_sign_ins_are_refused_in_production(browser, ada, settings):
    type(ada).objects.update(is_demo=True)
    sign_in(browser)
    assert is_in(browser)
    settings.MODE = "production"
    assert not is_in(browser)
    assert sign_in(Browser()).status_code == 200


class TestSessionClock:
    """With a clock of our own: 15 idle minutes, 12 hours in all, and what counts as being there."""

    class Clock:
        now = 1_800_000_000

        def __call__(self):
            return self.now

    @pytest.fixture
    def clock(self):
        return self.Clock()

    @pytest.fixture
    def visit(self, as_ada, clock):
        session = as_ada.session

        def visit(url="/profile/", name="profile_edit", **headers):
            request = RequestFactory().get(url, headers=headers)
            request.session, request.user = session, as_ada.user
            if session.get("_ended"):
                return False
            seen = []

            def view(request):
                seen.append(request.user.is_authenticated)

            middleware = SessionClockMiddleware(view, clock)
            request.resolver_match = type("Match", (), {"view_name": name})
            middleware(request)
            if seen[0]:
                middleware.process_view(request, view, (), {})
            return seen[0]

        return visit

    def test_fifteen_idle_minutes_end_it(self, visit, clock):
        assert visit()
        clock.now += 15 * 60
        assert visit()
        clock.now += 15 * 60 + 1
        assert not visit()

    def test_typing_extends_it_but_not_beyond_twelve_hours(self, visit, clock):
        begun = clock.now
        while visit():
            clock.now += 10 * 60
        assert clock.now - begun == 12 * 3600 + 10 * 60

    @pytest.mark.parametrize(
        "how", [{"headers": {"X-Background": "1"}}, {"name": "note_version"}, {"name": "report_status"}]
    )
    def test_polling_does_not_extend_it(self, visit, clock, how):
        assert visit()
        headers = how.get("headers", {})
        for _ in range(5):
            clock.now += 3 * 60
            assert visit(name=how.get("name", "profile_edit"), **headers)
        clock.now += 1
        assert not visit()


def age(browser, **back):
    session = browser.session
    for name, seconds in back.items():
        session[{"seen": SEEN, "begun": SIGNED_IN}[name]] = int(time.time()) - seconds
    session.save()


def test_an_ended_session_goes_to_the_sign_in_and_a_script_is_told(as_ada):
    assert is_in(as_ada)
    age(as_ada, seen=901)
    answer = as_ada.post(reverse("keepalive"), headers={"X-Requested-With": "fetch"})
    assert (answer.status_code, answer.json()) == (401, {"signin": reverse(LOGIN)})
    assert as_ada.get(reverse("profile_edit"))["Location"].startswith(reverse(LOGIN))


def test_keepalive_extends_the_session(as_ada):
    is_in(as_ada)
    age(as_ada, seen=800)
    assert as_ada.post(reverse("keepalive")).status_code == 204
    assert time.time() - as_ada.session[SEEN] < 5


def test_keepalive_does_not_extend_beyond_twelve_hours(as_ada):
    is_in(as_ada)
    age(as_ada, begun=12 * 3600 + 1)
    assert as_ada.post(reverse("keepalive")).status_code == 302


def test_who_is_deactivated_is_out_at_the_next_request(as_ada, cast):
    assert is_in(as_ada)
    actions.deactivate_person(user=cast.ada, by=cast.ali)
    assert not is_in(as_ada)
    assert sign_in(Browser()).status_code == 200
