import datetime as dt

import pytest
from django.utils import timezone

from outbox.actions import enqueue

from . import backends
from .sink import mail_goes_to, running_sink


@pytest.fixture
def sink():
    """A mail server on this machine that our mail goes to."""
    with running_sink() as found, mail_goes_to(found):
        yield found


@pytest.fixture
def wires(settings):
    """Mail goes to a backend that can be interrupted; `wires.delivered` holds what went through."""
    settings.EMAIL_BACKEND = "tests.outbox.backends.Backend"
    backends.reset()
    yield backends
    backends.reset()


def make_message(key="a", **fields):
    now = timezone.now()
    defaults = {
        "recipient": "casey@client.example",
        "subject": "Your appointment",
        "body": "Tuesday.",
        "due_at": now - dt.timedelta(minutes=1),
        "useful_until": now + dt.timedelta(hours=5),
        "by": None,
    }
    return enqueue(key=key, **{**defaults, **fields})


@pytest.fixture
def message(db):
    return make_message()
