"""Writes to the techniques that this practice names itself. What is signed has kept their names, so none of these changes a note."""

import uuid
from contextlib import contextmanager

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from audit.actions import record
from audit.versions import update_version

from ..models import PracticeTechnique
from ..phase_tasks import OWN
from ..techniques import TECHNIQUES


class TechniqueRefused(Exception):
    """Why the technique cannot be added, as one instruction; `field` names the field that it is about."""

    def __init__(self, sentence, field=None):
        super().__init__(sentence)
        self.field = field


def add_technique(*, name, meaning="", now=None, by):
    """Add a technique of the practice, offered in every note from now on. Raises TechniqueRefused."""
    with _name_is_free(name), transaction.atomic():
        key = OWN + uuid.uuid4().hex[:16]
        technique = PracticeTechnique.objects.create(key=key, name=name, meaning=meaning)
        record("technique.added", technique, details={"technique": key}, at=now, by=by)
    return technique


def rename_technique(*, technique, version, name, meaning="", now=None, by):
    """Call it something else from now on: drafts follow, signed notes keep the name of their day.

    Raises TechniqueRefused, StaleVersion.
    """
    with _name_is_free(name), transaction.atomic():
        technique = update_version(technique, version, name=name, meaning=meaning)
        record("technique.renamed", technique, details={"technique": technique.key}, at=now, by=by)
    return technique


@contextmanager
def _name_is_free(name):
    """Refuses a name that another technique has, one of IPT's or of the practice's."""
    taken = TechniqueRefused(_("Choose another name: a technique has this one"), "name")
    if any(str(each.label).casefold() == name.casefold() for each in TECHNIQUES.values()):
        raise taken
    try:
        yield
    except IntegrityError as error:
        raise taken from error


@transaction.atomic
def retire_technique(*, technique, is_retired, now=None, by):
    """Offer this technique no longer, or again. Notes that name it keep it."""
    if PracticeTechnique.objects.filter(pk=technique.pk).exclude(is_retired=is_retired).update(is_retired=is_retired):
        verb = "technique.retired" if is_retired else "technique.offered"
        record(verb, technique, details={"technique": technique.key}, at=now, by=by)
    technique.is_retired = is_retired
    return technique
