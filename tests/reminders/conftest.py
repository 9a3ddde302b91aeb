import datetime as dt

import pytest

from accounts.models import Practice
from clients.models import ContactConsent
from tests import make

NOON = dt.datetime(2027, 6, 9, 16, tzinfo=dt.UTC)  # noon in New York, a Wednesday


@pytest.fixture
def practice(cast):
    """The practice's settings, with an address to be read in messages."""
    Practice.objects.update(message_name="Marlow Street", phone="212 555 0199")
    location = make.make_location()
    location.address = "12 Marlow Street\nFloor 3\nNew York, NY"
    location.save()
    return Practice.current()


def agree(person, by, channel="email"):
    return ContactConsent.objects.create(client=person, channel=channel, given_on=dt.date(2027, 1, 1), recorded_by=by)


@pytest.fixture
def appointment(cast, practice):
    """Casey's, tomorrow at two in the afternoon; Casey agreed to e-mail."""
    agree(cast.casey, cast.kim)
    return make.make_appointment(cast.casey, cast.ada, NOON + dt.timedelta(hours=26))
