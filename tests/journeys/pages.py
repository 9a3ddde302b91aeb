"""A person who works through the pages over HTTP, as a browser would: opens a page, changes some fields, sends the whole form."""

import datetime as dt
import html
import re

from django.forms import BaseForm, BaseFormSet
from django.test import Client as Browser
from django.urls import reverse


def text_of(answer):
    """What the page says, without its tags."""
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", answer.content.decode())).split())


def held_by(page):
    """What the forms of a page hold before anything is typed, hidden fields that stand in the page alone among it."""
    hidden = re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', page.content.decode())
    data = {name: html.unescape(value) for name, value in hidden if name != "csrfmiddlewaretoken"}
    for each in _forms(page):
        data |= {field.html_name: _sent(field.value()) for field in each if _sent(field.value()) is not None}
    return data


def _forms(page):
    for each in [value for layer in page.context or () for value in layer.flatten().values()]:
        if isinstance(each, BaseFormSet):
            yield each.management_form
            yield from each
        elif isinstance(each, BaseForm):
            yield each
        elif isinstance(each, list) and each and all(isinstance(one, BaseForm) for one in each):
            yield from each


def _sent(value):
    if value is None or value is False or value == "":
        return None
    if value is True:
        return "on"
    if isinstance(value, list | tuple | set):
        return [str(each) for each in value]
    if isinstance(value, dt.date | dt.time):
        return value.isoformat()
    return str(getattr(value, "pk", value))


class Worker:
    """One of the practice, signed in at the moment of the story."""

    def __init__(self, user):
        self.user = user

    def opens(self, name, *args, query=""):
        """The page, which must be there for this person."""
        self.browser = Browser()
        self.browser.force_login(self.user, backend="accounts.sign_in.Backend")
        self.address = reverse(name, args=[getattr(each, "pk", each) for each in args]) + query
        self.page = self.browser.get(self.address, follow=True)
        assert self.page.status_code == 200, f"{name} answers {self.page.status_code}"
        return self.page

    def sees(self, *words):
        said = text_of(self.page)
        for each in words:
            assert each in said, f"{each!r} is not on {self.address}"

    def sees_not(self, *words):
        said = text_of(self.page).casefold()
        for each in words:
            assert each.casefold() not in said, f"{each!r} is on {self.address}"

    def sends(self, name, /, *args, to="", query="", **changes):
        """Opens the page, changes these fields, sends everything to where the form goes."""
        self.opens(name, *args, query=query)
        data = held_by(self.page) | {key.replace("__", "-"): value for key, value in changes.items()}
        address = (
            reverse(to, args=[getattr(each, "pk", each) for each in args])
            if to
            else self.page.request["PATH_INFO"] + query
        )
        answer = self.browser.post(address, {key: value for key, value in data.items() if value is not None})
        assert answer.status_code == 302, f"{name} answers {answer.status_code}: {_errors(answer)}"
        self.page = self.browser.get(answer.headers["Location"], follow=True)
        assert self.page.status_code == 200
        return self.page

    def needs(self, client):
        """What the case file says needs doing, each with the page where it is done."""
        self.opens("client_detail", client)
        return {need.text: need.url for need in self.page.context["needs"]}


def _errors(answer):
    found = {each.errors.as_text() for each in _forms(answer) if each.errors}
    return " ".join(found) or text_of(answer)[:400]
