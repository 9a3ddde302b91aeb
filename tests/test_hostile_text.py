"""Every field of every form, with text that breaks things: stored as given, or a clear message, never a 500."""

import itertools
import uuid
from html.parser import HTMLParser

import pytest
from django.test import Client as Browser

from ipt_practice.access_table import ACCESS

from . import objects
from .test_access import ROLE_OF, address

pytestmark = pytest.mark.django_db

HOSTILE = (
    "<script>alert(1)</script>",
    "'; DROP TABLE clients_client; --",
    "{{ settings.SECRET_KEY }}{% debug %}",
    "nul\x00inside",
    "\u202eright to left\u202c \U0001f469\u200d\U0001f469\u200d\U0001f467 e\u0301",
    "line\r\nBcc: someone@else.example",
    "9" * 400,
    "-1",
    "2026-13-45",
    "x" * 30_000,
    "",
)


class Forms(HTMLParser):
    """The forms of a page: [(action, {name: value as the page has it})]."""

    def __init__(self, html):
        super().__init__()
        self.forms, self._select = [], None
        self.feed(html)

    def handle_starttag(self, tag, attributes):
        given = dict(attributes)
        if tag == "form" and (given.get("method") or "").lower() == "post":
            self.forms.append((given.get("action") or "", {}))
        elif self.forms and given.get("name") and tag in ("input", "textarea", "select", "button"):
            name, value = given["name"], given.get("value") or ""
            if given.get("type") in ("checkbox", "radio") and "checked" not in given:
                self.forms[-1][1].setdefault(name, None)
            else:
                self.forms[-1][1][name] = value
            self._select = name if tag == "select" else None
        elif self.forms and tag == "option" and "selected" in given and self._select:
            self.forms[-1][1][self._select] = given.get("value") or ""


PARTS = {"ada": 6, "dee": 3}
"""Who reaches many forms: their walk is cut into so many tests, which run beside each other."""


def pages_with_forms(user, cast, part=0, parts=1):
    """(path, fields) of every form this user can reach about Casey; of each `parts` addresses, the one numbered `part`."""
    browser = Browser(raise_request_exception=False)
    browser.force_login(user, backend="accounts.sign_in.Backend")
    for name, rule in itertools.islice(ACCESS.items(), part, None, parts):
        if rule.roles and user.role in rule.roles and "GET" in rule.methods.split() and not name.startswith("account_"):
            path = address(name, objects.found(rule.of, cast, "casey") or uuid.uuid4())
            answer = browser.get(path)
            if answer.status_code == 200 and "html" in answer.headers.get("Content-Type", "") and not answer.streaming:
                for action, fields in Forms(answer.content.decode()).forms:
                    if not action.startswith("/account/"):
                        yield browser, action.split("#")[0] or path, fields


@pytest.mark.parametrize(("who", "part"), [(who, part) for who in ROLE_OF for part in range(PARTS.get(who, 1))])
def test_no_form_breaks(cast, who, part):
    objects.full_chart(cast, "casey")
    tried = 0
    for browser, path, fields in list(pages_with_forms(getattr(cast, who), cast, part, PARTS.get(who, 1))):
        names = [name for name in fields if name != "csrfmiddlewaretoken"]
        kept = {name: value for name, value in fields.items() if value is not None}
        for text in HOSTILE:
            answer = browser.post(path, dict.fromkeys(names, text))
            assert answer.status_code < 500, (path, "every field", text[:40])
            tried += 1
        for name, text in zip(names, itertools.cycle(HOSTILE), strict=False):
            answer = browser.post(path, {**kept, name: text})
            assert answer.status_code < 500, (path, name, text[:40])
            tried += 1
    assert tried > 0
