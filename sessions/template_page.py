"""What the pages about templates show beside the form: each row of the list, and what somebody else saved in between."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from measures.instruments import INSTRUMENTS

from .course_plan import ACUTE, PHASE_CHOICES


@dataclass(frozen=True)
class TemplateRow:
    """A template as the list shows it. `phases`: "1 to 4", "5 to 12", "13 to 16"; `kind` is "" for an acute course."""

    template: object
    kind: str
    phases: tuple
    measures: str
    milestone_measures: str
    ages: str
    running: int


def rows(templates):
    """The TemplateRows of CourseTemplates that carry `running`, the number of courses opened with them."""
    return [
        TemplateRow(
            template,
            "" if template.kind == ACUTE else template.get_kind_display(),
            tuple(_span(*template.bounds.sessions_in(phase)) for phase, _label in PHASE_CHOICES),
            _names(template.measure_keys),
            _names(template.milestone_measures),
            _ages(template),
            template.running,
        )
        for template in templates
    ]


def differences(form, template):
    """What is stored now where it differs from what was typed: label, mine, theirs."""
    stored = type(form)(template=template)
    names = [name for name in form.fields if name != "version"]
    return [
        {"label": form.fields[name].label, "mine": _words(form, name, mine), "theirs": _words(form, name, theirs)}
        for name in names
        if _plain(mine := form.cleaned_data.get(name)) != _plain(theirs := stored.initial[name])
    ]


def _span(first, last):
    if first > last:
        return _("none")
    return str(first) if first == last else _("%(first)s to %(last)s") % {"first": first, "last": last}


def _ages(template):
    if not template.is_for_an_age:
        return ""
    words = {"youngest": template.youngest, "oldest": template.oldest}
    if template.oldest is None:
        return _("From age %(youngest)s") % words
    return (_("Ages %(youngest)s to %(oldest)s") if template.youngest else _("Up to age %(oldest)s")) % words


def _names(keys):
    return ", ".join(INSTRUMENTS[key].name for key in keys if key in INSTRUMENTS)


def _plain(value):
    return set(value) if isinstance(value, (list, tuple)) else value or ""


def _words(form, name, value):
    if isinstance(value, bool):
        return _("Yes") if value else _("No")
    if isinstance(value, (list, tuple)):
        labels = dict(form.fields[name].choices)
        return "\n".join(str(labels[key]) for key in labels if key in value)
    return value
