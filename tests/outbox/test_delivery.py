"""A message is sent once, or somebody is told (threats 2.3 and 2.6)."""

import datetime as dt
from email import message_from_bytes

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from audit.models import AuditEvent
from outbox.actions import NotOpen, TooLate, cancel, settle
from outbox.delivery import CLAIM_LEASE, MAX_ATTEMPTS, Drop, Wait, send_due
from outbox.models import Message

from .conftest import make_message
from .sink import free_port

pytestmark = pytest.mark.django_db
HOUR = dt.timedelta(hours=1)


def state_of(message):
    message.refresh_from_db()
    return message.state


def in_(**later):
    moment = timezone.now() + dt.timedelta(**later)
    return lambda: moment


def test_a_due_message_is_sent_to_its_one_recipient_with_its_own_id(message, sink):
    assert send_due() == 1
    assert state_of(message) == "sent"
    [(recipients, raw)] = sink.mails
    mail = message_from_bytes(raw)
    assert recipients == ["casey@client.example"]
    assert (mail["To"], mail["Subject"], mail["Message-ID"]) == (
        "casey@client.example",
        "Your appointment",
        f"<{message.pk.hex}@practice.example>",
    )
    assert message.reply == "250 OK queued as 1"
    assert message.data_started_at and message.settled_at
    assert send_due() == 0 and len(sink.mails) == 1


def test_each_step_is_in_the_audit_trail(message, sink):
    send_due()
    verbs = AuditEvent.objects.filter(object_id=str(message.pk)).order_by("id").values_list("verb", flat=True)
    assert list(verbs) == ["message.enqueued", "message.sent"]


def test_a_line_that_begins_with_a_dot_arrives_whole(sink):
    make_message(body="One\n.\n..two\n")
    send_due()
    assert message_from_bytes(sink.mails[0][1]).get_payload(decode=True).replace(b"\r\n", b"\n") == b"One\n.\n..two\n"


def test_one_message_for_each_key(message):
    assert make_message(recipient="other@client.example") == message
    assert Message.objects.count() == 1


@pytest.mark.parametrize(
    "recipient", ["", "a", "a@b.example, c@d.example", "a@b.example\nBcc: c@d.example", "a@b.example\r\nX: y"]
)
def test_what_is_not_one_address_is_refused(db, recipient):
    with pytest.raises(ValidationError):
        make_message(recipient=recipient)
    assert Message.objects.count() == 0


def test_a_subject_cannot_bring_in_a_header(sink):
    make_message(subject="Hello\r\nBcc: c@d.example\n\nbody")
    send_due()
    mail = message_from_bytes(sink.mails[0][1])
    assert mail["Bcc"] is None and mail["Subject"] == "Hello Bcc: c@d.example body"


def test_not_before_it_is_due_and_not_after_it_is_of_use(sink):
    early = make_message("early", due_at=timezone.now() + HOUR)
    late = make_message("late", useful_until=timezone.now() - HOUR)
    assert send_due() == 0
    assert (state_of(early), state_of(late)) == ("pending", "expired")
    assert sink.connections == 0


def test_what_is_not_wanted_is_never_sent(message, sink):
    assert send_due(verdict=lambda message, now: Drop("moved")) == 0
    assert (state_of(message), message.reply) == ("cancelled", "moved")
    assert sink.connections == 0


def test_what_becomes_unwanted_while_the_connection_opens_is_not_sent(message, sink):
    asked = []

    def verdict(message, now):
        asked.append(message.state)
        return Drop("moved") if len(asked) == 2 else None

    assert send_due(verdict=verdict) == 0
    assert (state_of(message), message.data_started_at, sink.mails, len(asked)) == ("cancelled", None, [], 2)


def test_what_shall_wait_waits_without_using_up_an_attempt(message, sink):
    until = timezone.now() + HOUR
    send_due(verdict=lambda message, now: Wait(until))
    assert (state_of(message), message.attempts, message.lease_until) == ("pending", 0, until)
    assert send_due() == 0
    assert send_due(clock=in_(hours=2)) == 1


def test_a_cancelled_message_is_not_sent_even_when_it_was_claimed(message, sink):
    def verdict(message, now):
        cancel(message=message, reason="moved", by=None)

    assert send_due(verdict=verdict) == 0
    assert (state_of(message), sink.mails) == ("cancelled", [])


def test_a_sent_message_cannot_be_called_off(message, sink):
    send_due()
    assert cancel(message=message, reason="moved", by=None) is False
    assert state_of(message) == "sent"


@pytest.mark.parametrize("stage", ["MAIL", "RCPT", "DATA"])
def test_a_refusal_for_good_fails_at_once_and_blocks_no_other(sink, stage):
    first, second = make_message("a"), make_message("b")
    sink.answers[stage] = "550 no such user\r\n here"[:16]
    send_due()
    sink.answers.clear()
    assert state_of(first) == state_of(second) == "failed"
    assert first.reply == "550 no such user"
    third = make_message("c")
    assert send_due() == 1 and state_of(third) == "sent"


@pytest.mark.parametrize("stage", ["MAIL", "RCPT", "DATA"])
def test_a_refusal_for_now_is_tried_again_with_growing_pauses_and_then_fails(message, sink, stage):
    sink.answers[stage] = "451 try later"
    moment, pauses = timezone.now(), []
    message.useful_until = moment + dt.timedelta(days=9)
    message.save()
    for attempt in range(1, MAX_ATTEMPTS + 1):
        assert send_due(clock=lambda: moment) == 0  # noqa: B023
        assert message.attempts + 1 == attempt
        if state_of(message) == "pending":
            pauses.append(message.lease_until - moment)
            moment = message.lease_until
    assert (message.state, message.reply, sink.mails) == ("failed", "451 try later", [])
    assert pauses[0] < dt.timedelta(minutes=2) and pauses[-1] > dt.timedelta(minutes=10)


def test_the_server_hanging_up_before_the_text_is_tried_again(message, sink):
    sink.hang_up_at = "RCPT"
    assert send_due() == 0
    assert (state_of(message), message.data_started_at) == ("pending", None)
    sink.hang_up_at = None
    assert send_due(clock=in_(minutes=10)) == 1


def test_the_server_hanging_up_after_the_text_leaves_it_to_a_person(message, sink):
    sink.hang_up_at = "DATA"
    assert send_due() == 0
    assert state_of(message) == "unknown"
    assert send_due(clock=in_(hours=1)) == 0
    assert len(sink.mails) == 1


def test_the_server_hanging_up_after_the_text_sends_it_once_more_where_that_is_the_setting(message, sink, settings):
    settings.OUTBOX_UNKNOWN = "resend"
    sink.hang_up_at = "DATA"
    send_due()
    sink.hang_up_at = None
    assert send_due(clock=in_(minutes=10)) == 1
    assert len({message_from_bytes(raw)["Message-ID"] for _, raw in sink.mails}) == 1 and len(sink.mails) == 2


def test_no_server_at_all_tries_one_message_and_leaves_the_others_alone(db, settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", free_port()
    messages = [make_message(key) for key in "abc"]
    assert send_due() == 0
    assert sorted((state_of(m), m.attempts) for m in messages) == [("pending", 0), ("pending", 0), ("pending", 1)]
    assert "refused" in next(m.reply for m in messages if m.attempts)


def test_a_server_without_tls_gets_nothing_where_tls_is_asked_for(message, sink, settings):
    settings.EMAIL_USE_TLS = True
    assert send_due() == 0
    assert (state_of(message), sink.mails) == ("pending", [])


def test_a_sender_that_died_before_the_text_is_replaced_after_its_lease(message, sink):
    Message.objects.filter(pk=message.pk).update(state="sending", attempts=1, lease_until=timezone.now() + CLAIM_LEASE)
    assert send_due() == 0 and state_of(message) == "sending"
    assert send_due(clock=in_(seconds=100)) == 0 and state_of(message) == "pending"
    assert send_due(clock=in_(minutes=5)) == 1


def test_a_sender_that_keeps_dying_is_given_up(message, sink):
    Message.objects.filter(pk=message.pk).update(state="sending", attempts=MAX_ATTEMPTS, lease_until=timezone.now())
    send_due(clock=in_(seconds=1))
    assert state_of(message) == "failed"


def left_open(message):
    now = timezone.now()
    Message.objects.filter(pk=message.pk).update(state="sending", attempts=1, data_started_at=now, lease_until=now)


def test_a_sender_that_died_with_the_text_under_way_is_left_to_a_person(message, sink):
    left_open(message)
    send_due(clock=in_(seconds=1))
    assert state_of(message) == "unknown"
    assert list(Message.objects.for_a_person(timezone.now())) == [message]


class TestSettle:
    @pytest.fixture
    def unknown(self, message, sink):
        left_open(message)
        send_due(clock=in_(seconds=1))
        message.refresh_from_db()
        return message

    def test_it_looks_sent(self, unknown, sink):
        assert settle(message=unknown, sent=True, by=None).state == "sent"
        assert send_due() == 0 and sink.mails == []

    def test_send_it_again(self, unknown, sink):
        assert settle(message=unknown, sent=False, by=None).state == "pending"
        assert send_due() == 1 and len(sink.mails) == 1

    def test_only_once(self, unknown):
        settle(message=unknown, sent=True, by=None)
        with pytest.raises(NotOpen):
            settle(message=unknown, sent=False, by=None)

    def test_not_when_it_is_too_late(self, unknown):
        with pytest.raises(TooLate):
            settle(message=unknown, sent=False, now=unknown.useful_until, by=None)

    def test_what_failed_may_be_sent_again_but_not_called_sent(self, message, sink):
        sink.answers["RCPT"] = "550 no"
        send_due()
        sink.answers.clear()
        message.refresh_from_db()
        with pytest.raises(NotOpen):
            settle(message=message, sent=True, by=None)
        settle(message=message, sent=False, by=None)
        assert send_due() == 1

    def test_an_answer_that_comes_after_the_office_decided_changes_nothing(self, message, wires):
        def office_decides(email):
            Message.objects.filter(pk=message.pk).update(state="unknown")
            settle(message=message, sent=False, by=None)

        wires.on["after"] = office_decides
        send_due()
        assert (state_of(message), len(wires.delivered)) == ("pending", 1)
        assert AuditEvent.objects.filter(verb="message.answered_late", object_id=str(message.pk)).count() == 1

    def test_an_answer_that_comes_after_the_lease_settles_it(self, message, wires):
        wires.on["after"] = lambda email: Message.objects.filter(pk=message.pk).update(state="unknown")
        send_due()
        assert state_of(message) == "sent"


def test_a_recipient_that_cannot_be_written_fails_alone(sink, db):
    bad, good = make_message("bad"), make_message("good")
    Message.objects.filter(pk=bad.pk).update(recipient="a@b.example\nBcc: c@d.example")
    assert send_due() == 1
    assert (state_of(bad), state_of(good)) == ("failed", "sent")
    assert [recipients for recipients, _ in sink.mails] == [["casey@client.example"]]


def test_enqueue_needs_a_storable_text(db):
    with pytest.raises(ValidationError):
        make_message(body="\x00")
