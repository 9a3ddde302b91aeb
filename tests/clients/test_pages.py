"""The office's pages about a client, through HTTP."""

import datetime as dt
from urllib.parse import urlencode

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from clients.models import Client
from safety.models import SafetyAlert
from tests import make, objects

pytestmark = pytest.mark.django_db


def path(name, client):
    return reverse(name, args=[client.pk])


def text_of(answer):
    return answer.content.decode()


def contact_data(client, **changes):
    values = {
        "version": client.version,
        "first_name": "Casey",
        "last_name": "Quill",
        "phone": "(212) 555-0101",
        "email": "casey@client.example",
        "preferred_contact": "phone",
        "time_zone": "America/New_York",
    }
    return {**values, **changes}


# the list ---------------------------------------------------------------------------------------------------------


def test_client_list_shows_the_office_everyone_with_forms_and_next_appointment(as_kim, cast):
    page = text_of(as_kim.get(reverse("client_list")))
    assert "Casey Quill" in page and "Drew Marsh" in page
    assert "2 to come" in page
    assert "of 16 held" not in page
    assert path("client_contact", cast.casey) in page


def test_client_list_shows_clinicians_their_own_with_the_course(as_ada, cast):
    page = text_of(as_ada.get(reverse("client_list")))
    assert "Casey Quill" in page and "Drew" not in page
    assert "2 of 16 held, 14 left" in page
    assert path("client_detail", cast.casey) in page


def test_client_list_search_finds_by_name_and_not_others_clients(as_ada, cast):
    assert "Casey" in text_of(as_ada.get(reverse("client_list"), {"q": "qui"}))
    assert "Nobody found" in text_of(as_ada.get(reverse("client_list"), {"q": "marsh"}))


@pytest.mark.parametrize("query", [{"after": "x"}, {"after": "0" * 40}, {"q": "\x00"}, {"q": "x" * 5000}, {"q": "٣"}])
def test_client_list_survives_any_address(as_kim, query):
    assert as_kim.get(reverse("client_list"), query).status_code == 200


def test_client_list_pages_by_name(as_kim, cast):
    for number in range(30):
        make.make_client(f"Person{number:02d}", "Aster")
    first = text_of(as_kim.get(reverse("client_list")))
    assert "Person24" in first and "Person25" not in first
    last = Client.objects.get(first_name="Person24")
    second = text_of(as_kim.get(reverse("client_list"), {"after": last.pk}))
    assert "Person25" in second and "Person24" not in second and "Casey" in second


@pytest.mark.parametrize("who", ["kim", "ada"])
def test_client_list_asks_as_much_for_one_as_for_thirty(cast, who, request):
    browser = request.getfixturevalue(f"as_{who}")
    browser.get(reverse("client_list"))
    with CaptureQueriesContext(
        connection,
    ) as one:
        browser.get(reverse("client_list"))
    for number in range(25):
        person = make.make_client(f"Person{number:02d}", "Aster", therapist=cast.ada)
        make.make_course(person, make.make_user(f"T{number}"), planned=1)
    with CaptureQueriesContext(connection) as many:
        browser.get(reverse("client_list"))
    assert len(many) == len(one)
    assert len(many) <= 14


# contact ----------------------------------------------------------------------------------------------------------


def test_client_contact_shows_what_the_office_needs(as_kim, cast):
    objects.full_chart(cast, "casey")
    page = text_of(as_kim.get(path("client_contact", cast.casey)))
    for words in ("(212) 555-0101", "casey@client.example", "2 of 16 held, 14 left", "Therapist: Ada Test", "Messages"):
        assert words in page


def test_client_contact_says_call_the_therapist_and_nothing_of_why(as_kim, cast):
    alert = {"source": "clinician", "what": "Secretwhat", "owner": cast.ada, "raised_by": cast.ada}
    SafetyAlert.objects.create(client=cast.casey, due_at=dt.datetime(2027, 1, 1, tzinfo=dt.UTC), **alert)
    page = text_of(as_kim.get(path("client_contact", cast.casey)))
    assert "Call Ada Test before booking" in page
    assert "Secretwhat" not in page and "afety" not in page


def test_client_contact_is_closed_to_others_therapists(as_ben, cast):
    assert as_ben.get(path("client_contact", cast.casey)).status_code == 404


def test_client_contact_of_a_minor_asks_for_guardians(as_kim, cast):
    young = make.make_client("Robin", "Small", born_on=dt.date.today() - dt.timedelta(days=15 * 365))
    assert "A minor without a guardian on file." in text_of(as_kim.get(path("client_contact", young)))


# editing ----------------------------------------------------------------------------------------------------------


def test_client_edit_saves_and_returns(as_kim, cast):
    answer = as_kim.post(path("client_edit", cast.casey), contact_data(cast.casey, phone="212 555 0177"))
    assert answer.headers["Location"] == path("client_contact", cast.casey)
    cast.casey.refresh_from_db()
    assert (str(cast.casey.phone), cast.casey.version) == ("+12125550177", 2)


def test_client_edit_keeps_both_texts_when_somebody_was_quicker(as_kim, cast):
    old = contact_data(cast.casey, last_name="Mine")
    as_kim.post(path("client_edit", cast.casey), contact_data(cast.casey, last_name="Theirs"))
    answer = as_kim.post(path("client_edit", cast.casey), old)
    assert answer.status_code == 409
    assert "Mine" in text_of(answer) and "Theirs" in text_of(answer)
    assert Client.objects.get(pk=cast.casey.pk).last_name == "Theirs"
    assert as_kim.post(path("client_edit", cast.casey), old | {"version": 2}).status_code == 302


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"phone": "", "email": ""}, "Enter a phone number or an email address"),
        ({"phone": "12"}, "Enter a phone number with its area code"),
        ({"email": "nobody"}, "Enter an email address"),
        ({"born_on": "1700-01-01"}, "Enter a date"),
        ({"born_on": "2199-01-01"}, "Enter a date of birth between"),
        ({"first_name": ""}, "Fill in: First name"),
        ({"version": "x"}, "Open the page again"),
        ({"version": "9" * 400}, "Open the page again"),
        ({"time_zone": "Mars/Base"}, "Select a valid choice"),
    ],
)
def test_client_edit_says_what_to_correct_and_keeps_the_rest(as_kim, cast, changes, sentence):
    sent = contact_data(cast.casey, address="12 Kept Street", **changes)
    answer = as_kim.post(path("client_edit", cast.casey), sent)
    assert answer.status_code == 200
    assert Client.objects.get(pk=cast.casey.pk).version == 1
    assert sentence in text_of(answer) and "12 Kept Street" in text_of(answer)


def test_client_edit_refuses_half_a_character(as_kim, cast):
    sent = urlencode(contact_data(cast.casey, first_name="a\ud800"), errors="surrogatepass")
    answer = as_kim.post(path("client_edit", cast.casey), sent, content_type="application/x-www-form-urlencoded")
    assert answer.status_code in (200, 302)


def test_client_edit_takes_no_field_that_is_not_in_the_form(as_kim, cast):
    extra = {"file_number": "999", "closed_at": "2026-01-01", "id": str(cast.drew.pk)}
    as_kim.post(path("client_edit", cast.casey), contact_data(cast.casey, **extra))
    cast.casey.refresh_from_db()
    assert (cast.casey.file_number, cast.casey.closed_at) == (1, None)


def test_consent_set_records_the_day(as_kim, cast):
    as_kim.post(path("consent_set", cast.casey), {"channel": "email", "answer": "given", "on": "2026-03-02"})
    assert cast.casey.consents.get().given_on == dt.date(2026, 3, 2)
    as_kim.post(path("consent_set", cast.casey), {"channel": "email", "answer": "withdrawn", "on": "2026-03-04"})
    assert cast.casey.consents.get().withdrawn_on == dt.date(2026, 3, 4)


def test_consent_set_wants_a_day_that_has_come(as_kim, cast):
    answer = as_kim.post(path("consent_set", cast.casey), {"channel": "email", "answer": "given", "on": "2190-03-02"})
    assert "Enter a day that has come" in text_of(answer)


def test_form_received_takes_several_at_once(as_kim, cast):
    sent = {"kind": ["intake", "confidentiality_cancellation"], "received_on": "2026-03-02"}
    assert as_kim.post(path("form_received", cast.casey), sent).status_code == 302
    assert cast.casey.missing_forms() == []


@pytest.mark.parametrize(
    "sent", [{}, {"kind": "x", "received_on": "2026-03-02"}, {"kind": "intake", "received_on": "x"}]
)
def test_form_received_says_what_to_correct(as_kim, cast, sent):
    answer = as_kim.post(path("form_received", cast.casey), sent)
    assert (answer.status_code, "correct" in text_of(answer)) == (200, True)


def test_forms_override_is_the_directors_and_its_reason_is_not_the_offices(as_kim, as_dee, cast):
    assert as_kim.post(path("forms_override", cast.casey), {"reason": "x"}).status_code == 403
    as_dee.post(path("forms_override", cast.casey), {"reason": "Secretreason"})
    page = text_of(as_kim.get(path("client_contact", cast.casey)))
    assert "The director lets session 1 be booked without the forms." in page and "Secretreason" not in page


def test_therapist_assign_wants_a_reason_and_keeps_it_from_the_office(as_kim, as_dee, cast):
    sent = {"clinician": cast.ben.pk, "reason": ""}
    assert "Say why this therapist" in text_of(as_dee.post(path("therapist_assign", cast.casey), sent))
    as_dee.post(path("therapist_assign", cast.casey), sent | {"reason": "Secretreason"})
    page = text_of(as_kim.get(path("client_contact", cast.casey)))
    assert "Therapist: Ben Test" in page and "Secretreason" not in page


def test_therapist_assign_takes_only_clinicians(as_dee, cast):
    answer = as_dee.post(path("therapist_assign", cast.casey), {"clinician": cast.kim.pk, "reason": "x"})
    assert answer.status_code == 200


def test_guardians_edit_saves_and_takes_out(as_kim, cast):
    row = {
        "form-TOTAL_FORMS": 1,
        "form-INITIAL_FORMS": 0,
        "version": 1,
        "form-0-name": "Robin",
        "form-0-relation": "mother",
    }
    assert as_kim.post(path("guardians_edit", cast.casey), row).status_code == 302
    assert as_kim.post(path("guardians_edit", cast.casey), row).status_code == 409
    as_kim.post(path("guardians_edit", cast.casey), row | {"version": 2, "form-0-name": "", "form-0-relation": ""})
    assert cast.casey.guardians.count() == 0


def test_guardians_edit_without_its_management_form_is_no_crash(as_kim, cast):
    assert as_kim.post(path("guardians_edit", cast.casey), {"version": "1"}).status_code == 200
