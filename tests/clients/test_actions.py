"""Registering, consents, forms, therapists."""

import datetime as dt

import pytest

from accounts.access import today_for
from accounts.models import Practice
from audit.models import AuditEvent
from audit.versions import StaleVersion
from clients import actions
from clients.access import current_therapist_of
from clients.models import Assignment, Client, SignedForm
from tests import make

pytestmark = pytest.mark.django_db


def test_file_numbers_follow_each_other(cast):
    first = actions.register_client(first_name="Harriet", phone="+12125550177", by=cast.kim)
    second = actions.register_client(first_name="Emma", email="emma@client.example", by=cast.kim)
    assert second.file_number == first.file_number + 1
    assert (first.preferred_contact, second.preferred_contact) == ("phone", "email")
    assert first.time_zone == Practice.current().time_zone


def test_edit_with_an_old_version_changes_nothing(cast):
    actions.edit_client(client=cast.casey, version=1, values={"phone": "+12125550111"}, by=cast.kim)
    with pytest.raises(StaleVersion):
        actions.edit_client(client=cast.casey, version=1, values={"phone": "+12125550122"}, by=cast.kim)
    assert str(Client.objects.get(pk=cast.casey.pk).phone) == "+12125550111"


def test_the_audit_trail_names_fields_and_not_what_is_in_them(cast):
    actions.edit_client(client=cast.casey, version=1, values={"address": "12 Secret Street"}, by=cast.kim)
    assert AuditEvent.objects.get(verb="client.edited").details == {"fields": ["address"]}


def test_consent_is_given_once_and_taken_back(cast):
    day = dt.date(2026, 3, 2)
    for _turn in range(2):
        consent = actions.give_consent(client=cast.casey, channel="email", given_on=day, by=cast.kim)
    actions.withdraw_consent(client=cast.casey, channel="email", withdrawn_on=day + dt.timedelta(3), by=cast.kim)
    consent.refresh_from_db()
    assert (consent.given_on, consent.withdrawn_on) == (day, dt.date(2026, 3, 5))
    assert actions.withdraw_consent(client=cast.casey, channel="email", withdrawn_on=day, by=cast.kim) is None
    actions.give_consent(client=cast.casey, channel="email", given_on=day + dt.timedelta(9), by=cast.kim)
    assert cast.casey.consents.count() == 2


def test_both_forms_are_needed_and_the_optional_one_is_not(cast):
    assert cast.casey.missing_forms() == list(SignedForm.REQUIRED)
    for kind in SignedForm.REQUIRED:
        assert not Client.objects.get(pk=cast.casey.pk).may_be_booked()
        actions.receive_form(client=cast.casey, kind=kind, received_on=dt.date(2026, 3, 2), by=cast.kim)
    assert Client.objects.get(pk=cast.casey.pk).may_be_booked()
    assert cast.casey.signed_forms.first().policy_version == Practice.current().form_policy_version


def test_only_the_director_overrides_the_forms(cast):
    with pytest.raises(actions.NotTheDirector):
        actions.override_forms(client=cast.casey, reason="In a hurry", by=cast.kim)
    actions.override_forms(client=cast.casey, reason="Brings them along", by=cast.dee)
    assert Client.objects.get(pk=cast.casey.pk).may_be_booked()


def test_the_next_therapist_ends_the_one_before(cast):
    actions.assign(client=cast.casey, clinician=cast.ben, by=cast.dee)
    assert current_therapist_of(cast.casey) == cast.ben
    first = Assignment.objects.get(client=cast.casey, clinician=cast.ada)
    assert first.until_on == today_for(cast.dee) - dt.timedelta(days=1)


def test_only_an_active_clinician_becomes_the_therapist(cast):
    cast.ben.is_active = False
    for nobody in (cast.ben, cast.kim, cast.ali):
        with pytest.raises(actions.NotAClinician):
            actions.assign(client=cast.casey, clinician=nobody, by=cast.dee)


def test_guardians_are_saved_under_the_clients_version(cast):
    rows = [{"name": "Robin Quill", "relation": "mother", "phone": "", "email": "", "holds_consent": True}]
    actions.save_guardians(client=cast.casey, version=1, guardians=rows, by=cast.kim)
    with pytest.raises(StaleVersion):
        actions.save_guardians(client=cast.casey, version=1, guardians=[], by=cast.kim)
    assert [guardian.name for guardian in cast.casey.guardians.all()] == ["Robin Quill"]


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ({"email": "CASEY@client.example"}, True),
        ({"phone": "+12125550199"}, False),
        ({"first_name": "casey", "last_name": "QUILL", "born_on": dt.date(1990, 5, 4)}, True),
        ({"first_name": "casey", "last_name": "QUILL", "born_on": dt.date(1991, 5, 4)}, False),
        ({"first_name": "Casey"}, False),
    ],
)
def test_who_may_be_the_same_person(cast, typed, found):
    assert (cast.casey in Client.objects.like(**typed)) is found


@pytest.mark.parametrize("words", ["cas", "Quill", "quill cas", "1", "0001"])
def test_search_by_the_beginning_of_names_or_file_number(cast, words):
    assert list(Client.objects.matching(words)) == [cast.casey]


def test_paging_walks_through_everybody_once(cast):
    for number in range(7):
        make.make_client(f"Sam{number % 2}", "Quill")
    walked, after = [], None
    while True:
        page = Client.objects.by_name()
        page = list((page.behind(after) if after else page)[:2])
        if not page:
            break
        walked, after = walked + page, page[-1]
    assert walked == list(Client.objects.by_name())
