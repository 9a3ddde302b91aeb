"""The access table, walked: every URL, every role, every method, own and other client's rows and ids that do not exist."""

import uuid

import pytest
from django.db import connection
from django.test import Client as Browser
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from accounts import roles
from ipt_practice.access_table import ACCESS

from . import objects

METHODS = ("GET", "POST", "PUT", "PATCH", "DELETE", "OPTIONS")
ROLE_OF = {
    "ada": roles.THERAPIST,
    "ben": roles.THERAPIST,
    "sam": roles.SUPERVISOR,
    "kim": roles.OFFICE_MANAGER,
    "dee": roles.DIRECTOR,
    "ali": roles.ADMINISTRATOR,
}
FINDS_CASEYS = {
    "read": {"ada", "sam", "kim", "dee"},
    "treat": {"ada"},
    "schedule": {"ada", "kim", "dee"},
    "assess": {"ada", "dee"},
    "supervise": {"sam"},
    "author": {"ada"},
    "any": set(ROLE_OF),
}
"""Who finds a row of Casey's (Ada's client), by the line's `reach`. Everybody else gets 404."""

ANSWERS = {200, 204, 302, 400, 409, 422}
ABSENT = {name: {404} for name in ("mfa_deactivate_totp", "mfa_view_recovery_codes", "mfa_download_recovery_codes")}
"""Pages about a second factor that the cast has not set up."""


def named_urls(patterns=None, seen=()):
    """Every URL pattern with a name, as (name, converters)."""
    for pattern in patterns if patterns is not None else get_resolver().url_patterns:
        if isinstance(pattern, URLResolver):
            yield from named_urls(pattern.url_patterns, (*seen, *pattern.pattern.converters))
        elif isinstance(pattern, URLPattern):
            yield pattern.name, {*seen, *pattern.pattern.converters, *_groups(pattern)}


def _groups(pattern):
    return getattr(pattern.pattern.regex, "groupindex", {}).keys()


URLS = dict(named_urls())


def test_every_url_has_its_line():
    assert {name or "nameless" for name, _ in named_urls()} - ACCESS.keys() == set()


def test_every_line_has_its_url():
    assert ACCESS.keys() - URLS.keys() == set()


def test_every_kind_of_row_can_be_made():
    assert {rule.of for rule in ACCESS.values() if rule.of} - objects.MAKERS.keys() == set()


def test_every_url_that_addresses_a_row_says_what_kind():
    assert {name for name, names in URLS.items() if "pk" in names and name in ACCESS and not ACCESS[name].of} == set()


def address(name, pk):
    """The URL of this name for the row `pk`; other parameters as `objects.PARAMETERS` has them."""
    names = URLS[name] - {"pk"}
    arguments = {each: objects.PARAMETERS[each] for each in names}
    return reverse(name, kwargs=arguments | ({"pk": pk} if "pk" in URLS[name] else {}))


def signed_in(user):
    browser = Browser(raise_request_exception=False)
    browser.force_login(user, backend="accounts.sign_in.Backend")
    return browser


PRIVATE = sorted(name for name, rule in ACCESS.items() if rule.roles is not None)


@pytest.mark.parametrize("name", PRIVATE)
def test_nobody_gets_in_without_signing_in(db, name):
    path = address(name, uuid.uuid4())
    for method in METHODS:
        answer = Browser(raise_request_exception=False).generic(method, path)
        if method in ACCESS[name].methods.split():
            assert (answer.status_code, answer.headers["Location"].split("?")[0]) == (302, reverse("account_login"))
        else:
            assert answer.status_code == 405, method


@pytest.mark.parametrize("name", PRIVATE)
def test_role_is_asked_first(cast, name):
    """A role that the line does not name gets 403, whatever it addresses."""
    for who, role in ROLE_OF.items():
        if role not in ACCESS[name].roles:
            browser = signed_in(getattr(cast, who))
            for method in ACCESS[name].methods.split():
                assert browser.generic(method, address(name, uuid.uuid4())).status_code == 403, (who, method)


ADDRESSED = sorted(name for name, rule in ACCESS.items() if rule.of)


@pytest.mark.parametrize("name", ADDRESSED)
def test_a_row_that_is_not_theirs_and_one_that_is_not_answer_alike(cast, name):
    """404 and the same page for another's row and for none; an answer that is no error for one's own."""
    rule = ACCESS[name]
    pk = objects.MAKERS[rule.of](cast, "casey").pk
    for who, role in ROLE_OF.items():
        if role not in rule.roles:
            continue
        browser = signed_in(getattr(cast, who))
        for method in rule.methods.split():
            nobodys = browser.generic(method, address(name, uuid.uuid4() if not isinstance(pk, int) else 987654))
            assert nobodys.status_code == 404, (who, method, "an id that does not exist")
            answer = browser.generic(method, address(name, pk))
            if who in FINDS_CASEYS[rule.reach]:
                assert answer.status_code in ANSWERS, (who, method, answer.status_code)
            else:
                assert answer.status_code == 404, (who, method)
                assert _body(answer) == _body(nobodys), (who, method)


@pytest.mark.parametrize("name", sorted(set(PRIVATE) - set(ADDRESSED)))
def test_a_page_without_a_row_answers_its_roles(cast, name):
    for who, role in ROLE_OF.items():
        if role in ACCESS[name].roles:
            for method in ACCESS[name].methods.split():
                answer = signed_in(getattr(cast, who)).generic(method, address(name, None))
                assert answer.status_code in ANSWERS | ABSENT.get(name, set()), (who, method, answer.status_code)


def _body(answer):
    """The page without what differs by nature: its one-time token."""
    return b"".join(line for line in answer.content.splitlines() if b"csrf" not in line.lower())


def rows_of_all_tables():
    """Every row of every table, but for the audit trail and the session store, which reading may write."""
    tables = set(connection.introspection.table_names()) - {"audit_auditevent", "django_session", "cache_entries"}
    with connection.cursor() as cursor:
        for table in sorted(tables):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")
            yield table, sorted(repr([_plain(value) for value in row]) for row in cursor.fetchall())


def _plain(value):
    """PostgreSQL hands bytes over as a view, which shows where it lies and not what it holds."""
    return bytes(value) if isinstance(value, memoryview) else value


@pytest.mark.parametrize("who", ROLE_OF)
def test_reading_changes_nothing(cast, who):
    """A GET may write the audit trail and the session store, nothing else: mail scanners and browsers fetch ahead."""
    objects.full_chart(cast, "casey")
    browser = signed_in(getattr(cast, who))
    pages = [
        address(name, objects.found(rule.of, cast, "casey") or uuid.uuid4())
        for name, rule in ACCESS.items()
        if rule.roles and ROLE_OF[who] in rule.roles and "GET" in rule.methods.split()
    ]
    before = dict(rows_of_all_tables())
    for page in pages:
        browser.get(page)
    after = dict(rows_of_all_tables())
    assert [table for table in before if before[table] != after[table]] == []


@pytest.mark.parametrize("name", sorted(name for name, rule in ACCESS.items() if "POST" in rule.methods.split()))
def test_no_unsafe_request_without_its_token(cast, name):
    rule = ACCESS[name]
    for who, role in ROLE_OF.items():
        if rule.roles is None or role in rule.roles:
            browser = Browser(enforce_csrf_checks=True)
            browser.force_login(getattr(cast, who), backend="accounts.sign_in.Backend")
            assert browser.post(address(name, uuid.uuid4())).status_code == 403, who
