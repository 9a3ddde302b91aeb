"""Who may ask for what: one line for each URL. A URL without a line answers 403, and the tests fail.

`methods` are the HTTP methods that exist (HEAD goes with GET). `of` names the kind of row that the URL's `pk` addresses,
and `reach` who among the roles finds it: "read" (visible to them), "treat" (may write in the chart), "schedule" (may move
appointments: the office, and who treats), "assess" (who treats, and the director, who consults),
"supervise"
(supervises the author today), "author", "any".
"""

from dataclasses import dataclass

from accounts.roles import ADMINISTRATOR, CLINICAL, DIRECTOR, OFFICE_MANAGER, STAFF, SUPERVISOR

PUBLIC = None
OFFICE = frozenset({OFFICE_MANAGER, DIRECTOR})
ADMIN = frozenset({ADMINISTRATOR})
EVERY_CLIENT_ROLE = CLINICAL | {OFFICE_MANAGER}


@dataclass(frozen=True)
class Rule:
    """One line of the table. `roles` None: anybody, signed in or not. `before_mfa`: open while the second factor is pending."""

    roles: frozenset | None
    methods: str
    of: str = ""
    reach: str = "any"
    before_mfa: bool = False


ACCESS = {
    # the house
    "home": Rule(STAFF, "GET"),
    "health": Rule(PUBLIC, "GET"),
    # signing in (allauth)
    "account_login": Rule(PUBLIC, "GET POST"),
    "account_signup": Rule(PUBLIC, "GET"),
    "account_logout": Rule(PUBLIC, "GET POST"),
    "account_reset_password": Rule(PUBLIC, "GET POST"),
    "account_reset_password_done": Rule(PUBLIC, "GET"),
    "account_reset_password_from_key": Rule(PUBLIC, "GET POST"),
    "account_reset_password_from_key_done": Rule(PUBLIC, "GET"),
    "account_change_password": Rule(STAFF, "GET POST", before_mfa=True),
    "account_reauthenticate": Rule(STAFF, "GET POST", before_mfa=True),
    "mfa_authenticate": Rule(PUBLIC, "GET POST"),
    "mfa_reauthenticate": Rule(STAFF, "GET POST", before_mfa=True),
    "mfa_index": Rule(STAFF, "GET", before_mfa=True),
    "mfa_activate_totp": Rule(STAFF, "GET POST", before_mfa=True),
    "mfa_deactivate_totp": Rule(STAFF, "GET POST", before_mfa=True),
    "mfa_view_recovery_codes": Rule(STAFF, "GET", before_mfa=True),
    "mfa_generate_recovery_codes": Rule(STAFF, "GET POST", before_mfa=True),
    "mfa_download_recovery_codes": Rule(STAFF, "GET", before_mfa=True),
    # accounts
    "profile_edit": Rule(STAFF, "GET POST"),
    "theme_set": Rule(STAFF, "POST"),
    "keepalive": Rule(STAFF, "POST"),
    "people_list": Rule(ADMIN, "GET"),
    "person_new": Rule(ADMIN, "GET POST"),
    "person_edit": Rule(ADMIN, "GET POST", "user"),
    "person_deactivate": Rule(ADMIN, "GET POST", "user"),
    "person_invite": Rule(ADMIN, "POST", "user"),
    "person_second_factor_remove": Rule(ADMIN, "POST", "user"),
    "supervision_new": Rule(ADMIN, "GET POST"),
    "supervision_end": Rule(ADMIN, "GET POST", "supervision"),
    "cover_new": Rule(ADMIN, "GET POST"),
    "cover_end": Rule(ADMIN, "GET POST", "cover"),
    "practice_edit": Rule(ADMIN, "GET POST"),
    "words_edit": Rule(ADMIN | {DIRECTOR}, "GET POST"),
    "place_list": Rule(ADMIN, "GET"),
    "location_new": Rule(ADMIN, "GET POST"),
    "location_edit": Rule(ADMIN, "GET POST", "location"),
    "hours_edit": Rule(ADMIN, "GET POST", "location"),
    "room_new": Rule(ADMIN, "GET POST", "location"),
    "working_hours_edit": Rule(ADMIN, "GET POST", "user"),
    # clients
    "client_list": Rule(EVERY_CLIENT_ROLE, "GET"),
    "client_contact": Rule(EVERY_CLIENT_ROLE, "GET", "client", "read"),
    "client_edit": Rule(OFFICE, "GET POST", "client", "read"),
    "guardians_edit": Rule(OFFICE, "GET POST", "client", "read"),
    "consent_set": Rule(OFFICE, "GET POST", "client", "read"),
    "form_received": Rule(OFFICE, "GET POST", "client", "read"),
    "forms_override": Rule(frozenset({DIRECTOR}), "GET POST", "client", "read"),
    "therapist_assign": Rule(frozenset({DIRECTOR}), "GET POST", "client", "read"),
    # intake
    "intake_board": Rule(OFFICE, "GET"),
    "inquiry_new": Rule(OFFICE, "GET POST"),
    "inquiry_detail": Rule(EVERY_CLIENT_ROLE, "GET", "inquiry", "read"),
    "inquiry_close": Rule(OFFICE, "GET POST", "inquiry", "read"),
    "consultation_book": Rule(OFFICE, "GET POST", "inquiry", "read"),
    "consultation_record": Rule(frozenset({DIRECTOR}), "GET POST", "consultation", "read"),
    # scheduling
    "calendar": Rule(EVERY_CLIENT_ROLE, "GET"),
    "absence_list": Rule(EVERY_CLIENT_ROLE, "GET POST"),
    "absence_detail": Rule(EVERY_CLIENT_ROLE, "GET POST", "user", "schedule"),
    "appointment_detail": Rule(EVERY_CLIENT_ROLE, "GET", "appointment", "read"),
    "appointment_client": Rule(EVERY_CLIENT_ROLE, "GET"),
    "appointment_new": Rule(EVERY_CLIENT_ROLE, "GET POST", "client", "schedule"),
    "appointment_move": Rule(EVERY_CLIENT_ROLE, "GET POST", "appointment", "schedule"),
    "appointment_cancel": Rule(EVERY_CLIENT_ROLE, "GET POST", "appointment", "schedule"),
    # the caseload
    "caseload_board": Rule(CLINICAL, "GET"),
    "handover_sheet": Rule(CLINICAL, "GET", "user", "read"),
    "handover_print": Rule(CLINICAL, "POST", "user", "read"),
    # the case file
    "client_detail": Rule(EVERY_CLIENT_ROLE, "GET", "client", "read"),
    "client_sessions": Rule(CLINICAL, "GET", "client", "read"),
    "client_scores": Rule(CLINICAL, "GET", "client", "read"),
    "client_timeline": Rule(CLINICAL, "GET", "client", "read"),
    "client_documents": Rule(CLINICAL, "GET", "client", "read"),
    # problem areas
    "assessment_detail": Rule(CLINICAL, "GET", "client", "read"),
    "assessment_edit": Rule(CLINICAL, "GET POST", "client", "assess"),
    "important_people": Rule(CLINICAL, "GET", "client", "read"),
    "inventory_detail": Rule(CLINICAL, "GET", "client", "read"),
    "important_person_new": Rule(CLINICAL, "GET POST", "client", "treat"),
    "important_person_edit": Rule(CLINICAL, "GET POST", "important_person", "treat"),
    "important_person_remove": Rule(CLINICAL, "POST", "important_person", "treat"),
    "circles_arrange": Rule(CLINICAL, "GET POST", "client", "treat"),
    "circles_keep": Rule(CLINICAL, "POST", "client", "treat"),
    "circles_compare": Rule(CLINICAL, "GET", "client", "read"),
    "life_event_new": Rule(CLINICAL, "GET POST", "client", "treat"),
    "life_event_edit": Rule(CLINICAL, "GET POST", "life_event", "treat"),
    "life_event_remove": Rule(CLINICAL, "POST", "life_event", "treat"),
    "problem_area_new": Rule(CLINICAL, "GET POST", "client", "treat"),
    "problem_area_detail": Rule(CLINICAL, "GET", "problem_area", "read"),
    "problem_area_edit": Rule(CLINICAL, "GET POST", "problem_area", "treat"),
    "area_rate": Rule(CLINICAL, "GET POST", "problem_area", "treat"),
    "formulation_detail": Rule(CLINICAL, "GET", "client", "read"),
    "formulation_edit": Rule(CLINICAL, "GET POST", "client", "treat"),
    "formulation_letter": Rule(CLINICAL, "GET POST", "client", "treat"),
    "formulation_letter_print": Rule(CLINICAL, "GET", "client", "read"),
    # sessions
    "course_book": Rule(OFFICE, "GET POST", "client", "read"),
    "offer_not_taken": Rule(EVERY_CLIENT_ROLE, "GET POST", "client", "schedule"),
    "focus_choose": Rule(CLINICAL, "GET POST", "course", "treat"),
    "contract_new": Rule(CLINICAL, "GET POST", "course", "treat"),
    "contract_detail": Rule(CLINICAL, "GET", "contract", "read"),
    "contract_sign": Rule(CLINICAL, "POST", "contract", "treat"),
    "goal_rate": Rule(CLINICAL, "GET POST", "course", "treat"),
    "adjunct_list": Rule(CLINICAL, "GET POST", "course", "treat"),
    "adjunct_edit": Rule(CLINICAL, "GET POST", "adjunct", "treat"),
    "adjunct_end": Rule(CLINICAL, "GET POST", "adjunct", "treat"),
    "engagement_rate": Rule(CLINICAL, "GET POST", "course", "treat"),
    "family_meeting_book": Rule(EVERY_CLIENT_ROLE, "GET POST", "client", "schedule"),
    "family_meeting_detail": Rule(CLINICAL, "GET", "family_meeting", "read"),
    "family_note_edit": Rule(CLINICAL, "GET POST", "family_meeting", "treat"),
    "family_note_autosave": Rule(CLINICAL, "POST", "family_meeting", "treat"),
    "family_note_version": Rule(CLINICAL, "GET", "family_meeting", "treat"),
    "ending_edit": Rule(CLINICAL, "GET POST", "course", "treat"),
    "ending_detail": Rule(CLINICAL, "GET", "course", "read"),
    "take_home_page": Rule(CLINICAL, "GET", "course", "read"),
    "outreach_new": Rule(CLINICAL, "GET POST", "course", "treat"),
    "midpoint_edit": Rule(CLINICAL, "GET POST", "course", "treat"),
    "midpoint_detail": Rule(CLINICAL, "GET", "midpoint_review", "read"),
    "outcomes_rate": Rule(CLINICAL, "GET POST", "course", "treat"),
    "outcomes_detail": Rule(CLINICAL, "GET", "course", "read"),
    "follow_up_list": Rule(CLINICAL, "GET", "course", "read"),
    "follow_up_new": Rule(CLINICAL, "GET POST", "course", "treat"),
    "course_approve": Rule(frozenset({DIRECTOR}), "GET POST", "course", "read"),
    "supervision_queue": Rule(frozenset({SUPERVISOR, DIRECTOR}), "GET"),
    "notes_to_sign": Rule(CLINICAL, "GET"),
    "note_edit": Rule(CLINICAL, "GET", "therapy_session", "read"),
    "note_autosave": Rule(CLINICAL, "POST", "therapy_session", "treat"),
    "note_version": Rule(CLINICAL, "GET", "therapy_session", "treat"),
    "note_sign": Rule(CLINICAL, "POST", "therapy_session", "treat"),
    "private_note_edit": Rule(CLINICAL, "GET POST", "therapy_session", "treat"),
    "private_note_autosave": Rule(CLINICAL, "POST", "therapy_session", "treat"),
    "private_note_version": Rule(CLINICAL, "GET", "therapy_session", "treat"),
    "measure_enter": Rule(CLINICAL, "GET POST", "therapy_session", "treat"),
    "addendum_new": Rule(CLINICAL, "GET POST", "note", "treat"),
    "co_sign": Rule(frozenset({SUPERVISOR, DIRECTOR}), "POST", "note", "supervise"),
    "change_request_new": Rule(frozenset({SUPERVISOR, DIRECTOR}), "GET POST", "note", "supervise"),
    "change_answer": Rule(CLINICAL, "GET POST", "change_request", "treat"),
    "review_comment_new": Rule(frozenset({SUPERVISOR, DIRECTOR}), "GET POST", "note", "supervise"),
    "comments_seen": Rule(CLINICAL, "POST", "note", "author"),
    "template_list": Rule(frozenset({DIRECTOR}), "GET"),
    "template_new": Rule(frozenset({DIRECTOR}), "GET POST"),
    "template_edit": Rule(frozenset({DIRECTOR}), "GET POST", "course_template", "any"),
    "technique_list": Rule(frozenset({DIRECTOR}), "GET POST"),
    "technique_rename": Rule(frozenset({DIRECTOR}), "GET POST", "practice_technique", "any"),
    "technique_retire": Rule(frozenset({DIRECTOR}), "POST", "practice_technique", "any"),
    "guide_detail": Rule(CLINICAL, "GET", "course", "read"),
    "guide_tick": Rule(CLINICAL, "POST", "course", "treat"),
    "phase_move": Rule(CLINICAL, "GET POST", "course", "treat"),
    # measures
    "administration_new": Rule(CLINICAL, "GET POST", "client", "treat"),
    # safety
    "safety_record": Rule(CLINICAL, "GET", "client", "read"),
    "alert_raise": Rule(CLINICAL, "GET POST", "client", "read"),
    "alert_acknowledge": Rule(CLINICAL, "POST", "safety_alert", "read"),
    "assessment_new": Rule(CLINICAL, "GET POST", "safety_alert", "read"),
    # reports
    "report_list": Rule(CLINICAL, "GET"),
    "report_new": Rule(CLINICAL, "GET POST", "course", "treat"),
    "report_autosave": Rule(CLINICAL, "POST", "course", "treat"),
    "report_version": Rule(CLINICAL, "GET", "course", "treat"),
    "report_detail": Rule(CLINICAL, "GET", "report", "read"),
    "report_edit": Rule(CLINICAL, "GET POST", "report", "read"),
    "report_preview": Rule(CLINICAL, "GET", "report", "read"),
    "report_sign": Rule(CLINICAL, "GET POST", "report", "treat"),
    "report_status": Rule(CLINICAL, "GET", "report", "read"),
    "report_file": Rule(CLINICAL, "GET", "report", "read"),
    "letter_print": Rule(CLINICAL, "POST", "client", "read"),
    "contract_print": Rule(CLINICAL, "POST", "contract", "read"),
    "take_home_print": Rule(CLINICAL, "POST", "course", "read"),
    "printed_page": Rule(CLINICAL, "GET", "printed_page", "read"),
    # reminders and messages
    "message_list": Rule(OFFICE, "GET"),
    "message_detail": Rule(OFFICE, "GET", "message", "read"),
    "message_settle": Rule(OFFICE, "POST", "message", "read"),
    # audit
    "audit_list": Rule(ADMIN | {DIRECTOR}, "GET"),
}

__all__ = ["ACCESS", "ADMIN", "CLINICAL", "EVERY_CLIENT_ROLE", "OFFICE", "PUBLIC", "SUPERVISOR", "Rule"]
