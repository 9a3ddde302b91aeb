"""What is typed into a report: one text for each part, and the reason for ending."""

from django import forms
from django.utils.translation import gettext_lazy as _

from audit.text import LineFormField
from problem_areas.catalogue import AREAS
from sessions.endings import END_REASONS

from .drafts import END_REASON
from .facts import END_OF_TREATMENT
from .sections import SECTIONS

LONGEST = 20_000
_LINE = 90


def _rows(text):
    """Tall enough for the text as it is, within reason."""
    lines = sum(1 + len(line) // _LINE for line in text.splitlines())
    return min(max(2, lines + 1), 14)


class ReportForm(forms.Form):
    """A text area for each part of this kind of report. Nothing is required: what is missing stands on the sign page."""

    mark_optional = False

    def __init__(self, *args, kind, texts=None, reason="", focus=None, reason_is_fixed=False, **kwargs):
        super().__init__(*args, **kwargs)
        self.kind, texts = kind, texts or {}
        for section in SECTIONS[kind]:
            for part in section.parts:
                said = texts.get(part.key, "")
                hint = part.hint or (AREAS[focus.kind].report_line if focus and part.key == "focus_outcome" else "")
                self.fields[part.key] = LineFormField(
                    label=part.label or section.heading,
                    required=False,
                    strip=True,
                    max_length=LONGEST,
                    initial=said,
                    help_text=hint,
                    widget=forms.Textarea(attrs={"rows": _rows(said)}),
                )
        if kind == END_OF_TREATMENT and not reason_is_fixed:
            self.fields[END_REASON] = forms.ChoiceField(
                label=_("How treatment ended"),
                choices=[("", _("Choose")), *END_REASONS],
                required=False,
                initial=reason,
                help_text=_(
                    "Signing closes the course for this reason. Where it ends unplanned, what is missing reads “Not completed.”"
                ),
            )

    @property
    def typed(self):
        """Part key to text, of the fields that the page sent: what it did not send stays as it is."""
        return {key: text for key, text in self.cleaned_data.items() if key in self.data}

    def sections(self):
        """For the page: each printed section with its fields, in order."""
        printed = [section for section in SECTIONS[self.kind] if section.parts or section.shows]
        return [
            {
                "section": section,
                "fields": [self[part.key] for part in section.parts],
                "reason": self[END_REASON] if section.key == "reason" and END_REASON in self.fields else None,
                "shows": [SHOWN[name] for name in section.shows],
                "names_itself": len(section.parts) == 1 and not section.parts[0].label and section.key != "reason",
            }
            for section in printed
        ]


SHOWN = {
    "strip": _("the course in dots"),
    "goals": _("the goals and their ratings"),
    "measures": _("scores and change"),
    "scores": _("every score"),
    "chart": _("the score chart"),
    "markers": _("the signs of benefit at start, middle and end"),
    "circles": _("the circles, then and now"),
}
"""What a section prints by itself, in words."""


def labels(kind):
    """Part key to the label its field has."""
    return {part.key: part.label or section.heading for section in SECTIONS[kind] for part in section.parts}


class VersionForm(forms.Form):
    """The version a page was made from. Anything else than a whole number is version 0, which nothing has."""

    version = forms.IntegerField(min_value=0, max_value=2**31 - 1)

    @classmethod
    def read(cls, data):
        form = cls(data)
        return form.cleaned_data["version"] if form.is_valid() else 0


class SignForm(forms.Form):
    """The page that was read: the draft's version and the fingerprint of what it said."""

    version = forms.IntegerField(min_value=0, max_value=2**31 - 1, widget=forms.HiddenInput)
    seen = forms.CharField(max_length=64, widget=forms.HiddenInput)
