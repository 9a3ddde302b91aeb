"""Reports: gathered from the chart, drafted, signed, frozen, rendered."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from clients.models import Client
from sessions.models import Course


class ReportQuerySet(models.QuerySet):
    def drafts(self):
        return self.filter(signed_at__isnull=True)

    def signed(self):
        return self.filter(signed_at__isnull=False)

    def with_its_course(self):
        """With what every page about a report shows."""
        return self.select_related("client", "course__client", "course__therapist", "author", "signed_by")

    def with_file_state(self):
        """With `has_file`, without loading the file."""
        return self.annotate(has_file=models.Exists(ReportFile.objects.filter(report=models.OuterRef("pk"))))


class Report(models.Model):
    """A document about a course. `text` maps part keys to text: in a draft only what the clinician wrote over (the rest
    follows the chart, see `drafts`); signing freezes all of it with the gathered `snapshot`.
    """

    MIDCOURSE, END_OF_TREATMENT = "midcourse", "end_of_treatment"
    KINDS = [(MIDCOURSE, "Progress summary"), (END_OF_TREATMENT, "End-of-treatment report")]

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    client = models.ForeignKey(Client, on_delete=models.PROTECT, related_name="reports")
    course = models.ForeignKey(Course, on_delete=models.PROTECT, related_name="reports")
    kind = models.CharField(max_length=20, choices=KINDS)
    text = models.JSONField(default=dict, help_text="Section key to the clinician's text")
    snapshot = models.JSONField(null=True, help_text="What was gathered, frozen at signing")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="reports")
    drafted_at = models.DateTimeField(default=timezone.now)
    signed_at = models.DateTimeField(null=True)
    signed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = ReportQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(signed_at__isnull=True, signed_by__isnull=True, snapshot__isnull=True)
                | Q(signed_at__isnull=False, signed_by__isnull=False, snapshot__isnull=False),
                name="report_is_signed_by_someone_at_a_time_and_frozen",
            ),
            models.UniqueConstraint(
                fields=["course", "kind"],
                condition=Q(signed_at__isnull=True),
                name="one_draft_of_a_kind_for_each_course",
            ),
        ]
        indexes = [models.Index(fields=["author", "signed_at"], name="report_by_author")]

    def __str__(self):
        return self.get_kind_display()

    @property
    def is_signed(self):
        return self.signed_at is not None

    @property
    def stored_file(self):
        """Its PDF, or None while it is not rendered."""
        return getattr(self, "file", None)


class ReportFile(models.Model):
    """The final PDF of a signed report, rendered from its snapshot, with its hash. Addressed by UUID, never by name."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    report = models.OneToOneField(Report, on_delete=models.PROTECT, related_name="file")
    pdf = models.BinaryField()
    sha256 = models.CharField(max_length=64)
    rendered_at = models.DateTimeField(default=timezone.now)

    def __str__(self):
        return str(self.id)


class PrintedPage(models.Model):
    """A page as it was printed for a client: the PDF with its hash, when and by whom. The same words are kept once."""

    LETTER, CONTRACT, TAKE_HOME = "letter", "contract", "take_home"
    KINDS = [(LETTER, "Letter to the client"), (CONTRACT, "Contract"), (TAKE_HOME, "Page to take home")]

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    client = models.ForeignKey(Client, on_delete=models.PROTECT, related_name="printed_pages")
    kind = models.CharField(max_length=10, choices=KINDS)
    of = models.UUIDField(help_text="The formulation, contract or course that it prints")
    edition = models.CharField(max_length=64, help_text="Hash of its words: other words make another page")
    pdf = models.BinaryField()
    sha256 = models.CharField(max_length=64)
    printed_at = models.DateTimeField(default=timezone.now)
    printed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["-printed_at"]
        constraints = [
            models.UniqueConstraint(fields=["kind", "of", "edition"], name="the_same_page_is_kept_once"),
        ]

    def __str__(self):
        return self.get_kind_display()
