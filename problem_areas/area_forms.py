"""What is typed about one of the four areas and about the formulation. Forms check and word; `actions` write."""

from types import SimpleNamespace

from django import forms
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from audit.text import LineFormField
from clients.fields import DayField, VersionField

from . import catalogue, vocabulary
from .area_fields import AREA_PARTS, SAFETY_CLEARED, columns_of, details_of
from .detail_form import EMPTY, DetailForm
from .field_kinds import PRECISION_OF, STAGE_ON
from .models import ProblemArea
from .row_form import RowForm, buttons, several_lines

STAGE_HINT = _("The stage may move, also back. A dispute that is renegotiated again may look worse for a while.")


def _scale(lowest, highest):
    ends = {0: lowest, 10: highest}
    return [(number, ends.get(number, str(number))) for number in range(11)]


class ProblemAreaForm(DetailForm):
    """One area, asked about in its own words and parts (area_fields). `kind` decides which fields there are."""

    ABOUT_HINTS = {
        catalogue.GRIEF: _("As it reads after the name of the area: for her mother"),
        catalogue.ROLE_DISPUTE: _("As it reads after the name of the area: with her husband"),
        catalogue.ROLE_TRANSITION: _("As it reads after the name of the area: to retirement"),
        catalogue.INTERPERSONAL_DEFICITS: _("As it reads after the name of the area: since school"),
    }

    exclusion_confirmed = forms.MultipleChoiceField(
        label=_("Confirm that no other area fits"),
        help_text=vocabulary.DEFICITS_CAUTION,
        choices=vocabulary.DEFICITS_CONFIRMATIONS,
        required=False,
        widget=forms.CheckboxSelectMultiple(attrs={"data-look": "list"}),
    )

    stage_on = DayField(label=_("At this stage since"), required=False)

    class Meta:
        model = ProblemArea
        fields = (
            "about", "person", "loss_kind", "dispute_stage", "transition_type", "exclusion_confirmed", "evidence", "closed_on",
            "closed_reason",
        )  # fmt: skip
        field_classes = {"closed_on": DayField}
        widgets = buttons("dispute_stage", "transition_type") | several_lines("evidence", rows=4)
        labels = {
            "about": _("Whom or what it is about"),
            "person": _("Person of the inventory"),
            "loss_kind": _("Kind of loss"),
            "dispute_stage": _("Stage of the dispute"),
            "transition_type": _("Kind of transition"),
            "evidence": _("What speaks for it"),
            "closed_on": _("No longer a problem since"),
            "closed_reason": _("Why"),
        }
        help_texts = {"loss_kind": vocabulary.LOSS_HINT, "dispute_stage": STAGE_HINT}

    def __init__(self, *args, kind, today, **kwargs):
        area = kwargs.get("instance")
        concern = area is not None and (area.has_safety_concern or "safety_cleared" in area.details)
        asked = [field for field in details_of(kind) if concern or field != SAFETY_CLEARED]
        super().__init__(*args, asked=asked, **kwargs)
        self.kind = kind
        self.had_concern = area is not None and area.has_safety_concern
        self.fields["about"].help_text = self.ABOUT_HINTS[kind]
        self.initial[STAGE_ON] = today
        self.fields[STAGE_ON].not_after(today)
        self.fields[STAGE_ON].help_text = self._stage_so_far()
        for name in {*self._meta.fields, STAGE_ON} - set(columns_of(kind)):
            del self.fields[name]
        if not self.is_edit:
            for name in _names(AREA_PARTS[kind][-1]):
                del self.fields[name]
        if kind == catalogue.INTERPERSONAL_DEFICITS:
            self.fields["current_ties_count"].help_text = self._ties()

    def values(self):
        """As typed; a precision goes with its day, and with nothing else."""
        values = super().values()
        for day, exact in PRECISION_OF.items():
            if day not in values["details"]:
                values["details"].pop(exact, None)
        return values

    def _stage_so_far(self):
        if not (self.is_edit and self.instance.dispute_stage):
            return _("Kept with the stage; today unless you say otherwise")
        change = self.instance.stage_changes.last()
        words = {"stage": change.get_stage_display(), "date": date_format(change.from_on, "M j, Y")} if change else {}
        return _("Counts when the stage changes. So far: %(stage)s since %(date)s") % words if words else ""

    def _ties(self):
        people = [person for person in self.client.important_people.all() if person.status == "current"]
        close = sum(person.closeness in (1, 2) for person in people)
        words = {"all": len(people), "close": close}
        return _("The inventory has %(all)s now, %(close)s of them in the inner or middle circle") % words

    @property
    def parts(self):
        """The fields as the page folds them: {heading, rows, filled, is_open}; a row holds the fields of one line."""
        for place, part in enumerate(AREA_PARTS[self.kind]):
            rows, filled, wrong = [], 0, False
            for field in part.fields:
                name = getattr(field, "key", field)
                if name in self.fields:
                    bound = self[name]
                    filled += name not in (*PRECISION_OF.values(), STAGE_ON) and bound.value() not in EMPTY
                    wrong = wrong or bool(bound.errors)
                    if rows and getattr(field, "beside", False):
                        rows[-1].append(bound)
                    else:
                        rows.append([bound])
            if rows:
                yield {"heading": part.heading, "rows": rows, "filled": filled, "is_open": place == 0 or wrong}

    def clean(self):
        values = super().clean()
        if values.get("closed_reason") and not values.get("closed_on") and "closed_on" not in self.errors:
            self.add_error("closed_on", _("Enter the date since when it is no longer a problem"))
        if values.get("safety_concern") == "yes":
            values["safety_cleared"] = ""
        elif self.had_concern and not values.get("safety_cleared") and "safety_cleared" not in self.errors:
            self.add_error("safety_cleared", _("Say how you know that there is no safety concern any more"))
        return values


def _names(part):
    return [getattr(field, "key", field) for field in part.fields]


class AreaRatingForm(forms.Form):
    """How an area stands on a day: one scale, the signs seen, and for a dispute its stage."""

    version = VersionField(required=False)
    rated_on = DayField(label=_("On"), error_messages={"required": _("Enter the day")})
    stage = forms.ChoiceField(
        label=_("Stage now"), help_text=STAGE_HINT, choices=vocabulary.DISPUTE_STAGE_CHOICES, required=False,
        widget=forms.RadioSelect,
    )  # fmt: skip
    progress = forms.TypedChoiceField(
        label=_("Progress in this area, 0 to 10"), choices=_scale(_("0, none"), _("10, as wished")), coerce=int,
        widget=forms.RadioSelect, error_messages={"required": _("Choose a number from 0 to 10")},
    )  # fmt: skip
    mastery = forms.TypedChoiceField(
        label=_("Mastery of the new role, 0 to 10"), choices=_scale(_("0, none"), _("10, full")), coerce=int, empty_value=None,
        required=False, widget=forms.RadioSelect,
    )  # fmt: skip
    markers = forms.MultipleChoiceField(label=_("Seen by now"), required=False, widget=forms.CheckboxSelectMultiple)
    note = LineFormField(
        label=_("In a few words"), required=False, max_length=20_000, widget=forms.Textarea(attrs={"rows": 3})
    )

    def __init__(self, *args, area, today, **kwargs):
        super().__init__(*args, **kwargs)
        self.initial["rated_on"] = today
        self.fields["rated_on"].not_after(today)
        entry = catalogue.AREAS[area.kind]
        self.initial |= {"version": area.version, "stage": area.dispute_stage}
        self.fields["markers"].choices = entry.progress_markers
        if area.kind != catalogue.ROLE_DISPUTE:
            del self.fields["stage"]
        if area.kind != catalogue.ROLE_TRANSITION:
            del self.fields["mastery"]

    def values(self):
        return {name: value for name, value in self.cleaned_data.items() if name != "version"}

    def read_version(self):
        return self.cleaned_data["version"] or 0

    def as_stored(self, area):
        return SimpleNamespace(stage=area.dispute_stage)

    carry = RowForm.carry
