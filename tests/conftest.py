"""The standing cast and their browsers. Ada is Casey's therapist, Ben is Drew's; Drew always has data that could leak."""

import pytest
from django.db import connection
from django.test import Client as Browser

from ipt_practice import database_rules

from . import make


@pytest.fixture
def client():
    pytest.fail("Our Client is a person. For an HTTP browser use as_ada, as_kim, ... or `browser`.")


@pytest.fixture
def browser():
    """An HTTP browser that nobody has signed in to."""
    return Browser()


@pytest.fixture(autouse=True)
def _rules_stand_aside_for_the_flush(request):
    """A transactional test ends with a flush, which the append-only triggers would refuse.

    They are taken away just before it; the flush sends `post_migrate`, which puts them back.
    """
    marker = request.node.get_closest_marker("django_db")
    transactional = {"transactional_db", "live_server"} & set(request.fixturenames)
    if not transactional and not (marker and marker.kwargs.get("transaction")):
        yield
        return
    request.getfixturevalue("transactional_db")
    yield
    database_rules.remove(connection)


@pytest.fixture
def cast(db):
    """Ada, Ben, Sam (supervises Ada), Kim, Dee, Ali; Casey with a running course of Ada's, Drew with one of Ben's."""
    return make.cast()


def _signed_in(user):
    browser = Browser()
    browser.force_login(user, backend="accounts.sign_in.Backend")
    browser.user = user
    return browser


@pytest.fixture
def as_ada(cast):
    return _signed_in(cast.ada)


@pytest.fixture
def as_ben(cast):
    return _signed_in(cast.ben)


@pytest.fixture
def as_sam(cast):
    return _signed_in(cast.sam)


@pytest.fixture
def as_kim(cast):
    return _signed_in(cast.kim)


@pytest.fixture
def as_dee(cast):
    return _signed_in(cast.dee)


@pytest.fixture
def as_ali(cast):
    return _signed_in(cast.ali)
