"""What is typed when a course is looked back on: its middle, its outcome markers, a follow-up, a try to reach the client."""

from django import forms
from django.utils.functional import lazy
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from audit.text import LineFormField
from clients.fields import DayField, VersionField

from .agreement_forms import RatingForm, several_lines
from .endings import OUTCOME_DOMAINS, OUTCOME_RATINGS, OUTREACH_WAYS, markers_of
from .reviews import (
    FOCUS_ANSWERS,
    FOLLOW_UP_STATUSES,
    FOLLOW_UP_STEPS,
    GAIN_RATINGS,
    LASTING_GAINS,
    MIDPOINT_DECISIONS,
)

_BLANK = '<span aria-hidden="true">–</span><span class="visually-hidden">{}</span>'
NOT_RATED = ("", lazy(lambda: format_html(_BLANK, _("Not rated")), SafeString)())


def one_of(label, choices, *, required=None, **more):
    """A row of choices, one tap each; `required`: the sentence when none is chosen."""
    field = forms.ChoiceField(
        label=label, choices=choices, required=bool(required), widget=forms.RadioSelect, **more,
        error_messages={"invalid_choice": _("Choose one of the answers"), **({"required": required} if required else {})},
    )  # fmt: skip
    field.optional_text = ""
    return field


class MidpointForm(RatingForm):
    """The midpoint review. Finishing it asks for an answer and a decision; saving it asks for nothing but the day."""

    DAY = "held_on"
    TEXTS = ("focus_answer", "decisions", "reason", "client_view")

    version = VersionField()
    rated_on = None
    held_on = DayField(label=_("Held on"), error_messages={"required": _("Enter the day of the review")})
    focus_answer = one_of(_("Is the focus still right?"), FOCUS_ANSWERS)
    decisions = forms.MultipleChoiceField(
        label=_("What is decided"), choices=MIDPOINT_DECISIONS, required=False, widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": _("Choose from the decisions in the list")},
    )  # fmt: skip
    reason = several_lines(_("Why"))
    client_view = several_lines(_("How the client sees it"))

    def __init__(self, *args, finishing=False, **kwargs):
        super().__init__(*args, **kwargs)
        self.finishing = finishing

    def clean(self):
        values = forms.Form.clean(self)
        self.refuse_lapsed_goals()
        if self.finishing:
            if not values.get("focus_answer"):
                self.add_error("focus_answer", _("Say whether the focus is still right, or save without finishing"))
            if not values.get("decisions"):
                self.add_error("decisions", _("Choose what is decided, or save without finishing"))
        return values

    def values(self):
        return {name: self.cleaned_data[name] for name in ("held_on", *self.TEXTS)}


class OutcomesForm(forms.Form):
    """Every shown marker, 0 to 3, all of them optional; `shown` are the ratings of the other occasions by marker."""

    mark_optional = False
    version = VersionField()
    rated_on = DayField(label=_("Rated on"), error_messages={"required": _("Enter the day")})

    def __init__(self, *args, earlier=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.domains = []
        choices = [*((str(n), label) for n, label in OUTCOME_RATINGS), NOT_RATED]
        for domain, heading in OUTCOME_DOMAINS:
            for marker in markers_of(domain):
                self.fields[marker.key] = one_of(marker.label, choices, help_text=(earlier or {}).get(marker.key, ""))
            self.domains.append((heading, [self[marker.key] for marker in markers_of(domain)]))

    def ratings(self):
        """Marker key to 0 to 3; those left blank are left out."""
        given = {name: self.cleaned_data[name] for name in self.fields if name not in ("version", "rated_on")}
        return {name: int(value) for name, value in given.items() if value}


class FollowUpForm(forms.Form):
    """A follow-up review: the five lasting gains, how it stands, what next."""

    held_on = DayField(label=_("Held on"), error_messages={"required": _("Enter the day of the review")})
    status = one_of(_("How it stands"), FOLLOW_UP_STATUSES, required=_("Choose how it stands"))
    next_step = one_of(_("What next"), FOLLOW_UP_STEPS, required=_("Choose what comes next"))
    note = several_lines(_("Note"))
    next_on = DayField(label=_("Look again on"), required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        choices = [*((str(n), label) for n, label in GAIN_RATINGS), NOT_RATED]
        for key, label in LASTING_GAINS:
            self.fields[key] = one_of(label, choices)
        for name in ("status", "next_step"):
            self.fields[name].widget.attrs["data-look"] = "list"
        self.gains = [self[key] for key, _label in LASTING_GAINS]

    def values(self):
        values = {name: self.cleaned_data[name] for name in ("held_on", "status", "next_step", "note", "next_on")}
        gains = {key: int(self.cleaned_data[key]) for key, _label in LASTING_GAINS if self.cleaned_data[key]}
        return values | {"gains": gains}


class OutreachForm(forms.Form):
    """One try to reach a client who stopped coming."""

    tried_on = DayField(label=_("When"), error_messages={"required": _("Enter the day")})
    way = one_of(_("How"), OUTREACH_WAYS, required=_("Choose how"))
    result = LineFormField(label=_("What came of it"), max_length=200, required=False)


class ApprovalForm(forms.Form):
    """The director's word on an unusual length."""

    note = several_lines(_("Note"))
