"""What is typed about what goes on beside the sessions. Forms check and word; `actions.around` writes."""

from django import forms
from django.utils.translation import gettext_lazy as _

from audit.text import LineFormField
from clients.fields import DayField, VersionField
from scheduling.forms import WhenForm
from scheduling.models import Appointment

from . import beside
from .agreement_forms import several_lines

DAY_ERRORS = {"required": _("Enter the day"), "invalid": _("Enter a date")}


class AdjunctForm(forms.Form):
    """Another treatment beside IPT."""

    modality = forms.ChoiceField(
        label=_("Modality"),
        choices=[("", _("Choose")), *beside.MODALITY_CHOICES],
        error_messages={"required": _("Choose the modality")},
    )
    provider = forms.ChoiceField(label=_("By whom"), choices=beside.PROVIDERS, widget=forms.RadioSelect)
    purpose = several_lines(_("What for"), rows=2)
    from_on = DayField(label=_("Since"), error_messages=DAY_ERRORS)
    until_on = DayField(label=_("Until"), required=False)
    version = VersionField(required=False)

    FIELDS = ("modality", "provider", "purpose", "from_on", "until_on")

    def values(self):
        return {name: self.cleaned_data[name] for name in self.FIELDS}

    def clean(self):
        values = super().clean()
        first, last = values.get("from_on"), values.get("until_on")
        if first and last and last < first:
            self.add_error("until_on", _("Enter a day on or after the first"))
        return values


class AdjunctEndForm(forms.Form):
    until_on = DayField(label=_("Last day"), error_messages=DAY_ERRORS)


class EngagementForm(forms.Form):
    """Three ratings, at the start or at the midpoint (002-23)."""

    occasion = forms.ChoiceField(label=_("When"), choices=beside.OCCASIONS, widget=forms.RadioSelect)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        ends = {0: _("0, none"), 10: _("10, full")}
        for key, label in beside.ENGAGEMENT:
            self.fields[key] = forms.TypedChoiceField(
                label=label,
                coerce=int,
                choices=[(number, ends.get(number, str(number))) for number in range(11)],
                widget=forms.RadioSelect,
                error_messages={
                    "required": _("Choose a number from 0 to 10"),
                    "invalid_choice": _("Choose a number from 0 to 10"),
                },
            )


class FamilyMeetingForm(WhenForm):
    """When and where parents, guardians or a partner are met."""

    moment = forms.ChoiceField(label=_("In the course"), choices=beside.MEETING_MOMENTS, widget=forms.RadioSelect)
    counts = forms.BooleanField(label=_("Count it as a session of the course"), required=False)


class FamilyPartForm(forms.Form):
    """What is written of a family meeting: who came, what was talked about, what may be told. In a note of its own, or a session's."""

    attended = forms.MultipleChoiceField(label=_("Who came"), required=False, widget=forms.CheckboxSelectMultiple)
    attended_others = LineFormField(label=_("Others who came"), max_length=200, required=False)
    client_present = forms.BooleanField(label=_("The client was there, too"), required=False)
    discussed = several_lines(_("What was talked about"), rows=5)
    may_be_shared = several_lines(_("What may be told of it, and to whom"))

    def __init__(self, *args, meeting, guardians, initial=None, **kwargs):
        super().__init__(*args, initial=meeting.written | (initial or {}), **kwargs)
        self.meeting, self.guardians = meeting, guardians
        names = [f"{guardian.name} ({guardian.relation})" for guardian in guardians]
        self.fields["attended"].choices = [(name, name) for name in dict.fromkeys([*names, *meeting.attended])]
        if not self.fields["attended"].choices:
            del self.fields["attended"]
            self.fields["attended_others"].label = _("Who came")


class FamilyNoteForm(FamilyPartForm):
    """The note of a family meeting that counts as no session."""

    mark_optional = False

    version = VersionField()
    attendance = forms.ChoiceField(
        label=_("Did they come?"),
        choices=[
            (Appointment.HELD, _("Yes")),
            (Appointment.LATE_CANCEL, _("Called off too late")),
            (Appointment.NO_SHOW, _("No")),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose whether they came")},
    )
    field_order = ("version", "attendance")

    def __init__(self, *args, meeting, **kwargs):
        said = meeting.attendance or Appointment.HELD
        super().__init__(*args, meeting=meeting, initial={"version": meeting.version, "attendance": said}, **kwargs)
        if hasattr(meeting.appointment, "therapy_session"):
            del self.fields["attendance"]  # the session was signed alone, and said it

    def values(self):
        """What `actions.around` writes."""
        return {name: value for name, value in self.cleaned_data.items() if name != "version"}

    def require_who_came(self):
        """A note of a meeting that took place names who came. True when there is nothing to add."""
        values = self.cleaned_data
        came = values.get("attendance", self.meeting.appointment.status) == Appointment.HELD
        if came and not (values.get("attended") or values["attended_others"] or values["client_present"]):
            self.add_error("attended_others", _("Say who came"))
        return not self.errors
