"""What templates need to follow the look: icons, form fields and their errors, dates, the course in dots.

Pure presentation: nothing here asks the database or knows a rule of the clinic. `{% load look %}`.
"""

from collections import Counter
from dataclasses import dataclass

from django import forms, template
from django.conf import settings
from django.contrib.humanize.templatetags.humanize import apnumber
from django.forms.utils import flatatt
from django.utils import formats, timezone
from django.utils.html import format_html, format_html_join
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from scheduling.words import day_words

register = template.Library()

# Icons and small marks ---------------------------------------------------------------------------------------------


@register.simple_tag
def icon(name):
    """`{% icon "calendar3" %}`: decoration; the words beside it carry the meaning."""
    return format_html('<i class="bi bi-{}" aria-hidden="true"></i>', name)


@register.simple_tag
def csrf_cookie_name():
    """Scripts read the token from this cookie at the moment they send, so that a new sign-in elsewhere does not break a page."""
    return "" if settings.CSRF_USE_SESSIONS or settings.CSRF_COOKIE_HTTPONLY else settings.CSRF_COOKIE_NAME


@register.filter
def drawing(svg, name):
    """An SVG made by a library (the QR code of an authenticator app), inline, with a name for readers."""
    start = svg.index("<svg")
    return mark_safe(format_html('<svg role="img" aria-label="{}"', name) + svg[start + len("<svg") :])  # noqa: S308


# Dates and times ---------------------------------------------------------------------------------------------------


@register.filter
def day(value):
    """Tue, Mar 10; with the year when it is not this one."""
    if not value:
        return ""
    value = timezone.localtime(value) if hasattr(value, "tzinfo") and value.tzinfo else value
    return day_words(value)


@register.filter
def day_of_year(value):
    """March 10, 2026: for documents and for a day long ago."""
    if not value:
        return ""
    value = timezone.localtime(value) if hasattr(value, "tzinfo") and value.tzinfo else value
    return formats.date_format(value, "F j, Y")


@register.filter
def clock(value):
    """10:52, as on a calendar where the place tells morning from evening."""
    return _time(value, "g:i")


@register.filter
def clock_full(value):
    """10:52 AM, where the half of the day could be doubted."""
    return _time(value, "g:i A")


def _time(value, pattern):
    if not value:
        return ""
    value = timezone.localtime(value) if getattr(value, "tzinfo", None) and hasattr(value, "year") else value
    return formats.time_format(value, pattern)


# Form fields -------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class FieldLook:
    """How one bound field is shown: `template` draws the control, `element` and `attrs` its frame."""

    kind: str
    element: str
    attrs: str
    optional: str

    @property
    def template(self):
        return f"bootstrap5/kinds/{self.kind}.html"


@register.simple_tag
def look_of(field):
    kind = _kind(field)
    grouped = kind in {"choices", "scale", "list", "picks"} or (kind == "control" and field.use_fieldset)
    attrs = {}
    if grouped:
        attrs["aria-describedby"] = _described_by(field) or None
        # Checkboxes are radios to Django; a fieldset of them is a plain group, which may not carry aria-invalid.
        widget = field.field.widget
        if isinstance(widget, forms.RadioSelect) and not isinstance(widget, forms.CheckboxSelectMultiple):
            attrs["role"] = "radiogroup"
            attrs["aria-invalid"] = "true" if field.errors else None
    return FieldLook(
        kind=kind,
        element="fieldset" if grouped else "div",
        attrs=flatatt({name: value for name, value in attrs.items() if value}),
        optional=_optional(field, kind),
    )


def _kind(field):
    widget = field.field.widget
    wish = widget.attrs.get("data-look")
    if isinstance(widget, forms.CheckboxSelectMultiple):
        return wish or "picks"
    if isinstance(widget, forms.RadioSelect):
        values = [str(value) for value, _label in widget.choices if value != ""]
        if values == [str(n) for n in range(11)]:
            return wish or "scale"
        return wish or ("choices" if len(values) <= 5 else "list")
    if isinstance(widget, forms.CheckboxInput):
        return "checkbox"
    return "control"


def _optional(field, kind):
    """ "(optional)", another reason in brackets (`field.optional_text`), or nothing when the form says so."""
    if field.field.required or kind in {"checkbox", "picks"} or not getattr(field.form, "mark_optional", True):
        return ""
    return getattr(field.field, "optional_text", _("optional"))


def _described_by(field):
    own = field.field.widget.attrs.get("aria-describedby", "")
    ids = [own] if own else []
    if field.auto_id and field.help_text:
        ids.append(f"{field.auto_id}_helptext")
    if field.auto_id and field.errors:
        ids.append(f"{field.auto_id}_error")
    return " ".join(ids)


@register.simple_tag
def control(field, css=None):
    """The field's own widget with the classes and the aria attributes of the look."""
    widget = field.field.widget
    parts = getattr(widget, "widgets", None)
    if parts:
        for part in parts:
            part.attrs["class"] = _classes(field, part, css)
        _name_parts(widget)
        return field.as_widget(attrs=_aria(field, grouped=True))
    return field.as_widget(attrs={**_aria(field, grouped=field.use_fieldset), "class": _classes(field, widget, css)})


def _classes(field, widget, css):
    base = css or ("form-select" if isinstance(widget, forms.Select | forms.SelectDateWidget) else "form-control")
    own = widget.attrs.get("class", "")
    width = ""
    if not any(word.startswith("w-") for word in own.split()):
        if isinstance(widget, forms.TimeInput):
            width = "w-time"
        elif isinstance(widget, forms.DateInput):
            width = "w-date"
    words = [base, own, width, "is-invalid" if field.errors else ""]
    return " ".join(dict.fromkeys(" ".join(words).split()))


def _aria(field, *, grouped):
    described = "" if grouped else _described_by(field)
    return {"aria-describedby": described} if described else {}


def _name_parts(widget):
    if isinstance(widget, forms.SplitDateTimeWidget):
        for part, name in zip(widget.widgets, (_("Date"), _("Time")), strict=True):
            part.attrs.setdefault("aria-label", name)


@register.simple_tag
def option_attrs(field, option, css):
    """Attributes of one radio or checkbox in a group, without those that only a whole group may carry."""
    drop = {"class", "data-look", "aria-describedby"}
    if option["type"] == "radio":
        drop.add("aria-invalid")
    attrs = {name: value for name, value in option["attrs"].items() if name not in drop}
    return flatatt({**attrs, "class": css})


@register.filter
def option_label(option):
    return (
        _("Not recorded") if option["value"] in ("", None) and set(str(option["label"])) == {"-"} else option["label"]
    )


@register.filter
def scale_ends(field):
    """The words of the two ends of a scale, when its choices carry them: (0, "0, very low")."""
    options = [(str(value), str(label)) for value, label in field.field.widget.choices if value != ""]
    ends = [label for value, label in (options[0], options[-1])]
    return ends if any(label != value for value, label in (options[0], options[-1])) else []


@register.filter
def in_our_look(form):
    """A library's form without grey words inside its fields, and with its labels in sentence case."""
    for field in form.fields.values():
        field.widget.attrs.pop("placeholder", None)
        field.label = str(field.label)[:1] + str(field.label)[1:].lower() if field.label else field.label
    return form


@register.filter
def without_hint(form, name):
    """A library's form without the hint of one field, where the page says it in a better place."""
    form.fields[name].help_text = ""
    return form


# The error summary -------------------------------------------------------------------------------------------------


@register.filter
def sentences(field):
    """The field's errors as instructions; the framework's bare "required" gets the field's name."""
    bare = str(forms.Field.default_error_messages["required"])
    choose = _kind(field) != "control" or isinstance(field.field.widget, forms.Select | forms.FileInput)
    named = (_("Choose an answer: %(label)s") if choose else _("Fill in: %(label)s")) % {"label": field.label}
    return [named if str(error) == bare else error for error in field.errors]


@register.inclusion_tag("_error_summary.html")
def error_summary(*form_or_formsets):
    """Everything to correct, each line a link to its field: of forms, formsets and lists of forms. Each is summed up once on a page.

    Where two lines would say the same, each begins with the label of its field.
    """
    lines = []
    for item in form_or_formsets:
        for form in item if isinstance(item, list) else getattr(item, "forms", [item]):
            if isinstance(form, forms.BaseForm) and form.is_bound and not getattr(form, "summed_up", False):
                form.summed_up = True
                lines += _lines(form)
        if hasattr(item, "non_form_errors") and item.is_bound and not getattr(item, "summed_up", False):
            item.summed_up = True
            lines += [("", error, "") for error in item.non_form_errors()]
    said = Counter(str(error) for _target, error, _label in lines)
    lines = [
        (target, f"{label}: {error}" if label and said[str(error)] > 1 else error) for target, error, label in lines
    ]
    return {"lines": lines, "heading": _heading(len(lines))}


def _lines(form):
    lines = [("", error, "") for error in form.non_field_errors()]
    for field in form:
        target = "" if field.is_hidden else first_id(field)
        lines += [(target, error, field.label if target else "") for error in sentences(field)]
    return lines


def _heading(count):
    text = ngettext("%(count)s thing to correct", "%(count)s things to correct", count) % {"count": apnumber(count)}
    return text[:1].upper() + text[1:]


@register.filter
def first_id(field):
    """Where a link to the field lands: its first control."""
    if _kind(field) in {"choices", "scale", "list", "picks"} or getattr(field.field.widget, "widgets", None):
        return f"{field.auto_id}_0"
    return field.id_for_label or field.auto_id


# The course in dots ------------------------------------------------------------------------------------------------


@register.simple_tag
def mini_strip(held, planned, next_open=True):
    """The course in 8 px dots; decoration beside "7 of 16 held, 9 left", hidden from readers."""

    def dot(index):
        if index < held:
            return ("ms-held", 8 * index + 4, 3)
        return ("ms-next", 8 * index + 4, 2) if next_open and index == held else ("ms-planned", 8 * index + 4, 3)

    dots = format_html_join("", '<circle class="{}" cx="{}" cy="4" r="{}"/>', (dot(n) for n in range(planned)))
    return format_html(
        '<svg class="ministrip" width="{0}" height="8" viewBox="0 0 {0} 8" aria-hidden="true">{1}</svg>',
        8 * planned,
        dots,
    )
