"""The administrator's pages on people, relations and settings."""

import datetime as dt

import pytest
from django.core import mail
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from accounts import actions
from accounts.models import Cover, Practice, Supervision, User
from audit.actions import record
from audit.models import AuditEvent
from tests import make

pytestmark = pytest.mark.django_db
ROWS = {"licences-TOTAL_FORMS": "1", "licences-INITIAL_FORMS": "0"}
PERSON = {
    "full_name": "Nia New",
    "credentials": "PhD",
    "email": "nia@practice.example",
    "role": "supervisor",
    "time_zone": "America/Chicago",
}


def url(name, row=None):
    return reverse(name, args=[row.pk] if row else [])


def person_fields(user, **changes):
    names = ("full_name", "credentials", "email", "role", "time_zone", "version")
    return {name: getattr(user, name) for name in names} | ROWS | changes


def last_event(verb):
    return AuditEvent.objects.filter(verb=verb).order_by("-id").first()


class TestPersonNew:
    def test_person_new_adds_and_invites(self, as_ali):
        licence = {"licences-0-kind": "PhD", "licences-0-number": "12", "licences-0-state": "NY"}
        assert as_ali.post(url("person_new"), PERSON | ROWS | licence)["Location"] == url("people_list")
        nia = User.objects.get(email="nia@practice.example")
        assert (nia.role, nia.has_usable_password(), nia.is_active) == ("supervisor", False, True)
        assert [str(each) for each in nia.licences.all()] == ["PhD 12, NY"]
        assert mail.outbox[0].to == ["nia@practice.example"]
        assert [last_event(verb).actor_id for verb in ("person.added", "person.invited")] == [as_ali.user.pk] * 2

    def test_person_new_refuses_an_address_in_use_and_keeps_the_text(self, as_ali):
        page = as_ali.post(url("person_new"), PERSON | ROWS | {"email": "ADA@practice.example"})
        assert "somebody signs in with this one" in page.content.decode() and "Nia New" in page.content.decode()
        assert mail.outbox == []

    @pytest.mark.parametrize(
        "change",
        [
            {"full_name": ""},
            {"full_name": "\x00"},
            {"full_name": "x" * 5000},
            {"email": "nobody"},
            {"email": "a@b.example\nBcc: c@d.example"},
            {"role": "superuser"},
            {"time_zone": "Mars/Olympus"},
            {"licences-0-number": "1"},
            {"licences-TOTAL_FORMS": "x"},
            {"licences-TOTAL_FORMS": "999999"},
        ],
    )
    def test_person_new_refuses_what_it_cannot_use(self, as_ali, change):
        before = User.objects.count()
        page = as_ali.post(url("person_new"), PERSON | ROWS | change)
        assert page.status_code == 200 and User.objects.count() == before

    def test_person_new_ignores_fields_that_are_not_on_the_form(self, as_ali):
        extra = {"is_demo": "1", "is_active": "", "id": str(as_ali.user.pk), "password": "x", "version": "9"}
        as_ali.post(url("person_new"), PERSON | ROWS | extra)
        nia = User.objects.get(email="nia@practice.example")
        assert (nia.is_demo, nia.is_active, nia.version, nia.has_usable_password()) == (False, True, 1, False)

    def test_person_new_says_when_the_mail_server_is_down(self, as_ali, settings):
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 9
        page = as_ali.post(url("person_new"), PERSON | ROWS, follow=True)
        assert "did not take the link" in page.content.decode()


class TestPersonEdit:
    def test_person_edit_saves(self, as_ali, cast):
        as_ali.post(
            url("person_edit", cast.ben), person_fields(cast.ben, role="supervisor", email="Benno@practice.example")
        )
        cast.ben.refresh_from_db()
        assert (cast.ben.role, cast.ben.email, cast.ben.version) == ("supervisor", "benno@practice.example", 2)
        assert last_event("person.edited").details["role"] == "supervisor"

    def test_person_edit_overwrites_nothing_that_was_saved_in_between(self, as_ali, cast):
        fields = person_fields(cast.ben, full_name="Ben B")
        actions.edit_person(user=cast.ben, version=1, values={"full_name": "Ben C"}, by=cast.ali)
        page = as_ali.post(url("person_edit", cast.ben), fields)
        text = page.content.decode()
        assert page.status_code == 409 and "Ben B" in text and "Ben C" in text
        assert User.objects.get(pk=cast.ben.pk).full_name == "Ben C"

    def test_person_edit_refuses_ones_own_role(self, as_ali, cast):
        page = as_ali.post(url("person_edit", cast.ali), person_fields(cast.ali, role="director"))
        assert "nobody changes their own role" in page.content.decode()
        assert User.objects.get(pk=cast.ali.pk).role == "administrator"

    def test_the_last_administrator_stays(self, cast):
        with pytest.raises(actions.LastAdministrator):
            actions.edit_person(user=cast.ali, version=1, values={"role": "director"}, by=cast.dee)
        with pytest.raises(actions.LastAdministrator):
            actions.deactivate_person(user=cast.ali, by=cast.dee)

    def test_person_edit_takes_a_licence_out(self, as_ali, cast):
        actions.edit_person(
            user=cast.ada, version=1, values={}, licences=[{"kind": "LCSW", "number": "7", "state": "NY"}], by=cast.ali
        )
        cast.ada.refresh_from_db()
        gone = {"licences-INITIAL_FORMS": "1", "licences-0-kind": "", "licences-0-number": "", "licences-0-state": ""}
        as_ali.post(url("person_edit", cast.ada), person_fields(cast.ada) | gone)
        assert cast.ada.licences.count() == 0


class TestPersonDeactivate:
    def test_person_deactivate_asks_and_takes_the_access_away(self, as_ali, as_ben, cast):
        assert "Remove the access of Ben Test" in as_ali.get(url("person_deactivate", cast.ben)).content.decode()
        assert as_ben.get("/profile/").status_code == 200
        as_ali.post(url("person_deactivate", cast.ben))
        assert as_ben.get("/profile/").status_code == 302
        assert last_event("person.deactivated").object_id == str(cast.ben.pk)

    def test_person_deactivate_gives_it_back_with_a_new_password(self, as_ali, cast):
        actions.deactivate_person(user=cast.ben, by=cast.ali)
        as_ali.post(url("person_deactivate", cast.ben))
        cast.ben.refresh_from_db()
        assert (cast.ben.is_active, cast.ben.has_usable_password()) == (True, False)
        assert mail.outbox[0].to == [cast.ben.email]

    def test_person_deactivate_is_not_for_oneself(self, as_ali, cast):
        page = as_ali.post(url("person_deactivate", cast.ali), follow=True)
        assert "nobody ends their own access" in page.content.decode()
        assert User.objects.get(pk=cast.ali.pk).is_active


def test_person_invite_sends_another_link(as_ali, cast):
    as_ali.post(url("person_invite", cast.ben))
    assert mail.outbox[0].to == [cast.ben.email]


class TestRelations:
    def test_supervision_new_opens_the_cases(self, as_ali, as_sam, cast):
        today = timezone.localdate().isoformat()
        as_ali.post(url("supervision_new"), {"supervisor": cast.sam.pk, "supervisee": cast.ben.pk, "from_on": today})
        assert Supervision.objects.filter(supervisor=cast.sam, supervisee=cast.ben).count() == 1
        assert last_event("supervision.begun").details == {
            "supervisor": str(cast.sam.pk),
            "supervisee": str(cast.ben.pk),
        }

    @pytest.mark.parametrize(
        ("change", "sentence"),
        [
            ({"supervisor": ""}, "Choose who supervises"),
            ({"supervisor": "ada"}, "Select a valid choice"),
            ({"supervisor": "x\x00"}, "Select a valid choice"),
            ({"supervisee": "sam"}, "nobody supervises themselves"),
            ({"until_on": "2020-01-01"}, "not before the first one"),
            ({"from_on": "9999-99-99"}, "Enter a date"),
        ],
    )
    def test_supervision_new_refuses_in_a_sentence(self, as_ali, cast, change, sentence):
        people = {"sam": cast.sam.pk, "ada": cast.ada.pk}
        fields = {"supervisor": cast.sam.pk, "supervisee": cast.ben.pk, "from_on": "2026-01-01"}
        fields |= {name: people.get(value, value) for name, value in change.items()}
        assert sentence in as_ali.post(url("supervision_new"), fields).content.decode()
        assert Supervision.objects.count() == 1

    def test_supervision_end_from_yesterday_closes_the_cases_at_the_next_request(self, as_ali, as_sam, cast):
        supervision = Supervision.objects.get()
        yesterday = timezone.localdate() - dt.timedelta(days=1)
        as_ali.post(url("supervision_end", supervision), {"last_day": yesterday.isoformat()})
        supervision.refresh_from_db()
        assert supervision.until_on == yesterday

    def test_a_relation_that_had_not_begun_is_taken_out(self, cast):
        soon = timezone.localdate() + dt.timedelta(days=7)
        cover = actions.arrange_cover(absent=cast.ada, covering=cast.ben, from_on=soon, until_on=soon, by=cast.ali)
        assert actions.end_relation(relation=cover, last_day=timezone.localdate(), by=cast.ali) is None
        assert Cover.objects.count() == 0

    def test_cover_new_and_cover_end(self, as_ali, cast):
        days = {"from_on": "2026-05-04", "until_on": "2026-05-08"}
        as_ali.post(url("cover_new"), {"absent": cast.ada.pk, "covering": cast.ben.pk} | days)
        cover = Cover.objects.get()
        as_ali.post(url("cover_end", cover), {"last_day": "2026-05-06"})
        cover.refresh_from_db()
        assert str(cover) == f"{cast.ben.pk} covers {cast.ada.pk} from 2026-05-04 until 2026-05-06"


def settings_fields(**changes):
    practice = Practice.current()
    fields = {
        "name": "Test Practice",
        "short_name": "Test",
        "time_zone": "America/New_York",
        "message_name": "Marlow Street",
        "reminder_hours_before": "48",
        "quiet_from": "20:00",
        "quiet_until": "09:00",
        "form_policy_version": "2026-01",
        "alert_due_minutes": "120",
        "version": practice.version,
    }
    return fields | changes


class TestPracticeEdit:
    def test_practice_edit_saves(self, as_ali):
        as_ali.post(url("practice_edit"), settings_fields(reminders_paused="on", mfa_roles=["director"]))
        practice = Practice.current()
        assert (practice.reminder_hours_before, practice.reminders_paused, practice.mfa_roles, practice.version) == (
            48,
            True,
            ["director"],
            2,
        )
        assert practice.require_consultation is False

    def test_practice_edit_overwrites_nothing_that_was_saved_in_between(self, as_ali, cast):
        fields = settings_fields(name="Mine")
        actions.edit_practice(version=1, values={"name": "Theirs"}, by=cast.ali)
        page = as_ali.post(url("practice_edit"), fields)
        assert page.status_code == 409
        assert "Mine" in page.content.decode() and "Theirs" in page.content.decode()
        assert Practice.current().name == "Theirs"

    @pytest.mark.parametrize(
        ("change", "sentence"),
        [
            ({"message_name": "Grief Center"}, "do not say what kind of help"),
            ({"reminder_hours_before": "0"}, "greater than or equal to 1"),
            ({"reminder_hours_before": "9" * 40}, "less than or equal to 168"),
            ({"quiet_from": "25:00"}, "Enter a time"),
            ({"mfa_roles": ["wizard"]}, "Select a valid choice"),
            ({"version": ""}, "Open the page again"),
            ({"name": "\x00"}, "Null characters are not allowed"),
        ],
    )
    def test_practice_edit_refuses_in_a_sentence(self, as_ali, change, sentence):
        page = as_ali.post(url("practice_edit"), settings_fields(**change))
        assert page.status_code == 200 and sentence in page.content.decode()
        assert Practice.current().version == 1


class TestProfile:
    def test_profile_edit_sets_the_time_zone(self, as_kim):
        as_kim.post(url("profile_edit"), {"time_zone": "America/Chicago", "version": 1, "role": "director"})
        kim = User.objects.get(pk=as_kim.user.pk)
        assert (kim.time_zone, kim.role) == ("America/Chicago", "office_manager")

    def test_profile_edit_tells_of_another_tab(self, as_kim):
        as_kim.post(url("profile_edit"), {"time_zone": "America/Chicago", "version": 1})
        page = as_kim.post(url("profile_edit"), {"time_zone": "America/Denver", "version": 1})
        assert page.status_code == 409 and User.objects.get(pk=as_kim.user.pk).time_zone == "America/Chicago"

    def test_theme_set(self, as_kim):
        as_kim.post(url("theme_set"), {"theme": "dark"})
        assert 'data-bs-theme="dark"' in as_kim.get(url("profile_edit")).content.decode()
        as_kim.post(url("theme_set"), {"theme": "<script>"})
        assert User.objects.get(pk=as_kim.user.pk).theme == "dark"


class TestAuditList:
    def test_audit_list_shows_who_did_what(self, as_ali, as_kim, cast):
        as_kim.post(url("theme_set"), {"theme": "dark"})
        text = as_ali.get(url("audit_list")).content.decode()
        assert "profile.theme_set" in text and "Kim Test" in text

    @pytest.mark.parametrize(
        ("query", "verbs"),
        [
            ("verb=a.one", ["a.one"]),
            ("person={kim}", ["b.two"]),
            ("on=2026-03-03", ["a.one"]),
            ("on=2026-03-02", []),
            ("verb=nonsense", None),
            ("person=nonsense", None),
            ("on=nonsense", None),
            ("before=nonsense", None),
            ("before=1", []),
            ("before=99999999999999999999", None),
        ],
    )
    def test_audit_list_filters(self, as_ali, cast, query, verbs):
        record("a.one", at=dt.datetime(2026, 3, 4, 3, tzinfo=dt.UTC), by=cast.ada)  # still the 3rd in New York
        record("b.two", at=dt.datetime(2026, 3, 5, 12, tzinfo=dt.UTC), by=cast.kim)
        page = as_ali.get(url("audit_list") + "?" + query.format(kim=cast.kim.pk))
        assert page.status_code == 200
        if verbs is not None:
            assert [row["event"].verb for row in page.context["rows"]] == verbs

    def test_audit_list_shortens_ids_in_lists(self, as_ali, cast):
        clients = [str(cast.casey.pk), str(cast.drew.pk)]
        record("caseload.viewed", details={"page": "board", "clients": clients, "cases": []}, by=cast.ada)
        (row,) = as_ali.get(url("audit_list") + "?verb=caseload.viewed").context["rows"]
        assert row["details"] == f"cases 0, clients {clients[0][:8]} {clients[1][:8]}, page board"

    def test_audit_list_pages(self, as_ali, cast):
        for _ in range(150):
            record("a.one", by=cast.ada)
        first = as_ali.get(url("audit_list") + "?verb=a.one")
        second = as_ali.get(url("audit_list") + "?" + first.context["following"])
        assert [len(page.context["rows"]) for page in (first, second)] == [100, 50]
        assert second.context["following"] == ""

    def test_audit_list_is_for_administrator_and_director(self, as_ali, as_dee, as_kim, as_ada):
        assert [each.get(url("audit_list")).status_code for each in (as_ali, as_dee, as_kim, as_ada)] == [
            200,
            200,
            403,
            403,
        ]


@pytest.mark.parametrize("name", ["people_list", "audit_list", "place_list"])
def test_lists_ask_the_same_of_the_database_for_1_and_30(as_ali, cast, name):
    as_ali.get(url(name))
    counts = []
    for _ in range(2):
        with CaptureQueriesContext(connection) as queries:
            assert as_ali.get(url(name)).status_code == 200
        counts.append(len(queries))
        for n in range(30 if len(counts) == 1 else 0):
            person = make.make_user(f"N{n}", role="supervisor")
            actions.begin_supervision(supervisor=person, supervisee=cast.ben, from_on=dt.date(2026, 1, 1), by=cast.ali)
            actions.arrange_cover(
                absent=cast.ada, covering=person, from_on=dt.date(2026, 1, 1), until_on=dt.date(2030, 1, 1), by=cast.ali
            )
            make.make_room(make.make_location(f"Place {n}"))
            record(f"test.{n}", by=person)
    assert counts[0] == counts[1] <= 12
