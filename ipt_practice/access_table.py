"""Who may ask for what: one line for each URL. A URL without a line answers 403, and the tests fail.

`methods` are the HTTP methods that exist (HEAD goes with GET). `of` names the kind of row that the URL's `pk` addresses,
and `reach` who among the roles finds it: "read" (visible to them), "treat" (may write in the chart), "author", "any".
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
    # clients
    # intake
    # scheduling
    # the case file
    # problem areas
    # sessions
    # measures
    # safety
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
    # reminders and messages
    # audit
}

__all__ = ["ACCESS", "ADMIN", "CLINICAL", "EVERY_CLIENT_ROLE", "OFFICE", "PUBLIC", "Rule", "SUPERVISOR"]
