"""The roles, what each is for, and what the page says about them. Pure."""

from dataclasses import dataclass

THERAPIST = "therapist"
SUPERVISOR = "supervisor"
DIRECTOR = "director"
OFFICE_MANAGER = "office_manager"
ADMINISTRATOR = "administrator"


@dataclass(frozen=True)
class Role:
    """A role: its code, its name on the page, and one sentence on what it may see and do."""

    key: str
    label: str
    description: str


ROLES = {
    role.key: role
    for role in (
        Role(
            THERAPIST,
            "Therapist",
            "Sees and writes the cases on their own caseload, and a colleague's while a dated cover lasts.",
        ),
        Role(
            SUPERVISOR,
            "Supervisor",
            "A therapist who also reads, comments on and co-signs supervisees' cases while the relation lasts.",
        ),
        Role(
            DIRECTOR, "Director", "Holds consultations, assigns therapists and reads every case. Each read is recorded."
        ),
        Role(
            OFFICE_MANAGER,
            "Office manager",
            "Sees contact data, forms, schedule and reminders. Never a clinical word or score.",
        ),
        Role(ADMINISTRATOR, "Administrator", "Manages people and settings. Reads no case."),
    )
}

CLINICAL = frozenset({THERAPIST, SUPERVISOR, DIRECTOR})
STAFF = frozenset(ROLES)
CHOICES = [(role.key, role.label) for role in ROLES.values()]
