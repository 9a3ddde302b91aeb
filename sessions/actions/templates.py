"""Writes to the kinds of course that the practice offers. A course keeps its own copy, so none of these changes a course."""

import uuid

from django.db import transaction
from django.utils.translation import gettext as _

from audit.actions import record
from audit.versions import update_version

from ..course_plan import PhaseBounds
from ..models import CourseTemplate
from ..phase_tasks import OWN


class TemplateRefused(Exception):
    """Why the template cannot be kept so, as one instruction; `field` names the field that it is about."""

    def __init__(self, sentence, field=None):
        super().__init__(sentence)
        self.field = field


@transaction.atomic
def add_template(*, values, now=None, by):
    """Add a kind of course with these fields of CourseTemplate. Raises TemplateRefused."""
    _check(values, CourseTemplate.objects.all())
    template = CourseTemplate.objects.create(key=OWN + uuid.uuid4().hex[:12], **values)
    record("template.added", template, details={"template": template.key}, at=now, by=by)
    return template


@transaction.atomic
def change_template(*, template, version, values, now=None, by):
    """Write these fields to the template for the courses that are opened from now on.

    Raises TemplateRefused, and StaleVersion when somebody saved in between.
    """
    _check(values, CourseTemplate.objects.exclude(pk=template.pk))
    changed = sorted(name for name, value in values.items() if getattr(template, name) != value)
    template = update_version(template, version, **values)
    record("template.changed", template, details={"template": template.key, "fields": changed}, at=now, by=by)
    return template


def _check(values, others):
    if others.filter(name__iexact=values["name"]).exists():
        raise TemplateRefused(_("Choose another name: a template has this one"), "name")
    try:
        PhaseBounds(values["initial_to"], values["middle_to"], values["planned_sessions"])
    except ValueError as error:
        raise TemplateRefused(_("Each phase ends after the one before, and the last with the course")) from error
