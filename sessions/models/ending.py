"""The ending of a course: the checklist that guides it and what was decided (docs/clinical.md 2.9)."""

from django.core.validators import MaxValueValidator
from django.db import models
from django.utils import timezone

from audit.text import Line, Prose

from ..endings import END_REASONS, FOCUS_RESOLUTIONS, MAINTENANCE_DECISIONS
from .course import Course

FIELD_OF = {
    "ending_raised_on": "ending_raised_on",
    "feelings_discussed": "feelings_discussed",
    "gains_listed": "gains",
    "attribution_of_change": "attribution",
    "carried_strategies": "carried_strategies",
    "focus_resolution": "focus_resolution",
    "remaining_difficulties": "remaining_difficulties",
    "early_warning_signs": "early_warning_signs",
    "coping_plan": "coping_plan",
    "support_people": "support_people",
    "contingency_plan": "contingency_plan",
    "competence": "confidence",
    "maintenance_decision": "maintenance_decision",
    "followup_on": "follow_up_on",
    "final_measures_done": "final_measures_done",
    "end_reason": "planned_end_reason",
}
"""Item of the checklist to the field that says it is done."""


class Ending(models.Model):
    """One for each course, filled over its last sessions. Nothing here blocks; the report says what is missing."""

    course = models.OneToOneField(Course, on_delete=models.PROTECT, primary_key=True, related_name="ending")
    ending_raised_on = models.DateField(null=True, blank=True)
    feelings_discussed = models.BooleanField(default=False)
    gains = Prose(help_text="In the client's words")
    attribution = Prose(help_text="Why the client thinks things changed")
    carried_strategies = Prose(help_text="What the client takes along, one a line")
    focus_resolution = models.CharField(max_length=12, choices=FOCUS_RESOLUTIONS, blank=True)
    remaining_difficulties = Prose()
    early_warning_signs = Prose(help_text="One a line")
    coping_plan = Prose()
    support_people = Prose(help_text="One a line")
    contingency_plan = Prose(help_text="What to do if symptoms return, and whom to call")
    alternative_offered = Prose(help_text="Where things are no better: what else was offered, and the answer")
    names_diagnosis = models.BooleanField(default=False, help_text="The client wants it named on the take-home page")
    maintenance_decision = models.CharField(max_length=20, choices=MAINTENANCE_DECISIONS, blank=True)
    follow_up_on = models.DateField(null=True, blank=True)
    final_measures_done = models.BooleanField(default=False)
    planned_end_reason = models.CharField(max_length=20, choices=END_REASONS, blank=True)
    outreach = Prose(help_text="After a dropout: how the practice tried to reach the client")
    confidence = models.PositiveSmallIntegerField(null=True, blank=True, validators=[MaxValueValidator(10)])
    referral = Line(max_length=200, blank=True)
    changed_at = models.DateTimeField(default=timezone.now, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)

    def __str__(self):
        return "ending"

    @property
    def done(self):
        """Keys of the items of `endings.ENDING_CHECKLIST` that are filled."""
        return [key for key, field in FIELD_OF.items() if getattr(self, field) not in (None, "", False)]

    @property
    def done_count(self):
        return len(self.done)
