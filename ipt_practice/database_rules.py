"""The rules that the database itself keeps, on SQLite and on PostgreSQL alike. Declared here and nowhere else.

SQLite drops triggers without a word when a table is rebuilt, so they are put back after every migration
(`install_after_migrate`), and a test compares what is installed with what is declared.
"""

import re
from dataclasses import dataclass

from django.db import connections

STANDING = "('booked', 'held')"


@dataclass(frozen=True)
class Rule:
    """One refusal: before `event` on `table`, when `condition` holds, with the sentence `says`.

    `condition` is SQL both engines understand, over OLD and NEW. Events are "insert", "update" or "delete".
    """

    table: str
    name: str
    events: tuple
    condition: str
    says: str

    def triggers(self):
        return [(f"{self.name}_{event}", event) for event in self.events]


def _locked(table, name, condition, says):
    return Rule(table, name, ("update", "delete"), condition, says)


def _append_only(table, says):
    return _locked(table, f"{table}_is_append_only", "1 = 1", says)


def _no_overlap(column, who):
    condition = (
        f"NEW.status IN {STANDING} AND NEW.{column} IS NOT NULL AND EXISTS (SELECT 1 FROM scheduling_appointment other "  # noqa: S608  (our own column names)
        f"WHERE other.{column} = NEW.{column} AND other.id <> NEW.id AND other.status IN {STANDING} "
        "AND other.starts_at < NEW.ends_at AND other.ends_at > NEW.starts_at)"
    )
    return Rule(
        "scheduling_appointment",
        f"no_double_booking_of_{who}",
        ("insert", "update"),
        condition,
        f"double booking of {who}",
    )


SQLITE_ONLY = [
    _no_overlap("clinician_id", "clinician"),
    _no_overlap("room_id", "room"),
    _no_overlap("client_id", "client"),
]

EXCLUSIONS = {
    f"no_double_booking_of_{who}": (
        f"ALTER TABLE scheduling_appointment ADD CONSTRAINT no_double_booking_of_{who} EXCLUDE USING gist "
        f"({column} WITH =, tstzrange(starts_at, ends_at, '[)') WITH &&) WHERE (status IN {STANDING})"
    )
    for column, who in (("clinician_id", "clinician"), ("room_id", "room"), ("client_id", "client"))
}

RULES = [
    _append_only("audit_auditevent", "audit events are append-only"),
    _append_only("audit_auditseal", "the audit chain is append-only"),
    _append_only("safety_riskassessment", "a recorded assessment is not changed"),
    _append_only("ipt_sessions_noteaddendum", "an addendum is not changed"),
    _append_only("ipt_sessions_cosignature", "a signature is not changed"),
    Rule(
        "ipt_sessions_reviewcomment", "a_comment_is_not_taken_back", ("delete",), "1 = 1", "a comment is not taken back"
    ),
    Rule(
        "ipt_sessions_reviewcomment",
        "a_comment_stays_as_it_was_written",
        ("update",),
        "NEW.text <> OLD.text OR NEW.note_id <> OLD.note_id OR NEW.written_by_id <> OLD.written_by_id "
        "OR NEW.written_at <> OLD.written_at OR (OLD.seen_at IS NOT NULL AND (NEW.seen_at IS NULL OR NEW.seen_at <> OLD.seen_at))",
        "a comment stays as it was written",
    ),
    _append_only("ipt_sessions_changerequest", "a change request is not changed"),
    _append_only("ipt_sessions_changeanswer", "an answered change request is not changed"),
    _append_only("ipt_sessions_contract", "an agreed contract is not changed"),
    _append_only("ipt_sessions_contractsignature", "a signature once recorded is not changed"),
    _append_only("ipt_sessions_phasemove", "a move of a phase is not changed"),
    _append_only("ipt_sessions_followupreview", "a follow-up review is not changed"),
    _append_only("ipt_sessions_offernottaken", "what a client said about an offer is not changed"),
    _append_only("ipt_sessions_outreachattempt", "an attempt to reach a client is not changed"),
    _append_only("ipt_sessions_courseapproval", "an approval is not changed"),
    _locked(
        "ipt_sessions_midpointreview",
        "a_midpoint_review_is_locked",
        "OLD.done_at IS NOT NULL",
        "a midpoint review is locked",
    ),
    _append_only("problem_areas_closenesssnapshot", "circles once kept are not changed"),
    _append_only("problem_areas_stagechange", "the stages of a dispute are a history"),
    _append_only("problem_areas_areaprogress", "a rating is not changed"),
    _append_only("reports_reportfile", "a rendered report is not changed"),
    _append_only("reports_printedpage", "a printed page is not changed"),
    _locked(
        "ipt_sessions_sessionnote", "a_signed_note_is_locked", "OLD.signed_at IS NOT NULL", "a signed note is locked"
    ),
    _locked(
        "ipt_sessions_practicetask", "a_reviewed_task_is_locked", "OLD.outcome <> ''", "a reviewed task is not changed"
    ),
    Rule(
        "ipt_sessions_practicetask",
        "a_task_stays_as_it_was_set",
        ("update",),
        "NEW.statement <> OLD.statement OR NEW.set_in_id <> OLD.set_in_id OR NEW.course_id <> OLD.course_id",
        "a task stays as it was set",
    ),
    _locked(
        "ipt_sessions_familymeeting",
        "a_signed_family_note_is_locked",
        "OLD.signed_at IS NOT NULL",
        "a signed family note is locked",
    ),
    Rule(
        "ipt_sessions_familymeeting",
        "a_family_meeting_is_booked_for_its_courses_client",
        ("insert", "update"),
        "(SELECT client_id FROM scheduling_appointment WHERE id = NEW.appointment_id) <> "
        "(SELECT client_id FROM ipt_sessions_course WHERE id = NEW.course_id)",
        "a family meeting is for its course's client",
    ),
    _append_only("ipt_sessions_engagementrating", "an engagement rating is not changed"),
    _locked("reports_report", "a_signed_report_is_frozen", "OLD.signed_at IS NOT NULL", "a signed report is frozen"),
    Rule(
        "scheduling_appointment",
        "an_appointment_keeps_its_client",
        ("update",),
        "NEW.client_id <> OLD.client_id",
        "an appointment keeps its client",
    ),
    Rule(
        "scheduling_appointment",
        "an_appointment_stays_as_its_note_was_signed",
        ("update",),
        "NEW.status <> OLD.status AND EXISTS (SELECT 1 FROM ipt_sessions_sessionnote note "
        "JOIN ipt_sessions_therapysession held ON held.id = note.therapy_session_id "
        "WHERE held.appointment_id = OLD.id AND note.signed_at IS NOT NULL)",
        "the note about this appointment is signed",
    ),
    Rule(
        "scheduling_appointment",
        "an_appointment_stays_as_its_family_note_was_signed",
        ("update",),
        "NEW.status <> OLD.status AND EXISTS (SELECT 1 FROM ipt_sessions_familymeeting meeting "
        "WHERE meeting.appointment_id = OLD.id AND meeting.signed_at IS NOT NULL)",
        "the note about this appointment is signed",
    ),
    Rule(
        "ipt_sessions_course",
        "a_course_keeps_its_client",
        ("update",),
        "NEW.client_id <> OLD.client_id",
        "a course keeps its client",
    ),
    Rule(
        "ipt_sessions_therapysession",
        "a_session_is_booked_for_its_courses_client",
        ("insert", "update"),
        "(SELECT client_id FROM scheduling_appointment WHERE id = NEW.appointment_id) <> "
        "(SELECT client_id FROM ipt_sessions_course WHERE id = NEW.course_id)",
        "an appointment is for its course's client",
    ),
    Rule(
        "ipt_sessions_therapysession",
        "a_session_number_lies_within_the_course",
        ("insert", "update"),
        "NEW.number IS NOT NULL AND (NEW.number < 1 OR NEW.number > "
        "(SELECT planned_sessions FROM ipt_sessions_course WHERE id = NEW.course_id))",
        "a session number lies between 1 and the planned number",
    ),
    Rule(
        "ipt_sessions_course",
        "a_course_is_as_long_as_it_was_held",
        ("update",),
        "EXISTS (SELECT 1 FROM ipt_sessions_therapysession held WHERE held.course_id = NEW.id AND held.number > NEW.planned_sessions)",
        "a course is not shorter than what was held",
    ),
    Rule(
        "ipt_sessions_coursefocus",
        "a_focus_is_one_of_the_clients_areas",
        ("insert", "update"),
        "(SELECT client_id FROM problem_areas_problemarea WHERE id = NEW.area_id) <> "
        "(SELECT client_id FROM ipt_sessions_course WHERE id = NEW.course_id)",
        "a focus is one of the client's own areas",
    ),
    Rule(
        "reports_report",
        "a_report_is_about_its_courses_client",
        ("insert", "update"),
        "NEW.client_id <> (SELECT client_id FROM ipt_sessions_course WHERE id = NEW.course_id)",
        "a report is about its course's client",
    ),
]


def rules_for(connection):
    return RULES + (SQLITE_ONLY if connection.vendor == "sqlite" else [])


def declared(connection):
    """The names of all triggers (and, on PostgreSQL, exclusion constraints) that should be there."""
    names = {name for rule in rules_for(connection) for name, _ in rule.triggers()}
    return names | (set(EXCLUSIONS) if connection.vendor == "postgresql" else set())


def installed(connection):
    """The names of those that are there."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'")
        else:
            cursor.execute(
                "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal UNION "
                "SELECT conname FROM pg_constraint WHERE contype = 'x'"
            )
        return {row[0] for row in cursor.fetchall()}


def install(connection):
    """Put every declared rule in place. Repeatable; skips tables that a partial migration has not made yet."""
    tables = set(connection.introspection.table_names())
    with connection.cursor() as cursor:
        for rule in rules_for(connection):
            if rule.table in tables:
                for name, event in rule.triggers():
                    for statement in _statements(connection.vendor, rule, name, event):
                        cursor.execute(statement)
        if connection.vendor == "postgresql" and "scheduling_appointment" in tables:
            cursor.execute("CREATE EXTENSION IF NOT EXISTS btree_gist")
            for name in EXCLUSIONS.keys() - installed(connection):
                cursor.execute(EXCLUSIONS[name])


def remove(connection):
    """Take the triggers away: for a test's flush, and for the audited purge. Exclusion constraints stay."""
    tables = set(connection.introspection.table_names())
    with connection.cursor() as cursor:
        for rule in rules_for(connection):
            if rule.table in tables:
                for name, _ in rule.triggers():
                    on = "" if connection.vendor == "sqlite" else f" ON {rule.table}"
                    cursor.execute(f"DROP TRIGGER IF EXISTS {name}{on}")


def stand_aside_for_migrations(sender, using, plan, **kwargs):
    """SQLite cannot rebuild a table that the trigger of another one names: no trigger is there while tables change."""
    if plan:
        remove(connections[using])


def install_after_migrate(sender, using, **kwargs):
    install(connections[using])


def _statements(vendor, rule, name, event):
    if vendor == "sqlite":
        yield f"DROP TRIGGER IF EXISTS {name}"
        yield (
            f"CREATE TRIGGER {name} BEFORE {event.upper()} ON {rule.table} FOR EACH ROW WHEN {rule.condition} "
            f"BEGIN SELECT RAISE(ABORT, '{_quoted(rule.says)}'); END"
        )
        return
    result = "OLD" if event == "delete" else "NEW"
    yield (
        f"CREATE OR REPLACE FUNCTION refuse_{name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
        f"IF {rule.condition} THEN RAISE EXCEPTION '{_quoted(rule.says)}' USING ERRCODE = 'integrity_constraint_violation'; END IF; "
        f"RETURN {result}; END $$"
    )
    yield f"DROP TRIGGER IF EXISTS {name} ON {rule.table}"
    yield f"CREATE TRIGGER {name} BEFORE {event.upper()} ON {rule.table} FOR EACH ROW EXECUTE FUNCTION refuse_{name}()"


def _quoted(sentence):
    return re.sub("'", "''", sentence)
