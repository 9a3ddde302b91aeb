"""Every way staff, their relations and the practice's settings come to change."""

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.db import IntegrityError, transaction
from django.db.models import F

from audit.actions import record
from audit.versions import update_version

from . import roles
from .models import Cover, Licence, Practice, Supervision, User


class EmailTaken(Exception):
    """Somebody signs in with this address already."""


class OwnRole(Exception):
    """Nobody changes their own role, nor ends their own access."""


class LastAdministrator(Exception):
    """Somebody must remain who can manage people."""


class AlreadySetUp(Exception):
    """There is a practice in this database."""


@transaction.atomic
def add_person(*, email, full_name, role, credentials="", time_zone="", licences=(), by):
    """A new member of staff, who sets their own password by a link. Raises EmailTaken."""
    user = User(
        email=email.lower(),
        full_name=full_name,
        role=role,
        credentials=credentials,
        time_zone=time_zone or Practice.current().time_zone,
    )
    user.set_unusable_password()
    _refuse_taken(user.email)
    user.save()
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    _keep_licences(user, licences)
    record("person.added", user, details={"role": role}, by=by)
    return user


def _refuse_taken(email, but=None):
    if User.objects.filter(email__iexact=email).exclude(pk=but).exists():
        raise EmailTaken


def _keep_licences(user, licences):
    user.licences.all().delete()
    Licence.objects.bulk_create(Licence(user=user, **fields) for fields in licences)


@transaction.atomic
def edit_person(*, user, version, values, licences=None, by):
    """Write `values` (fields of User) and, if given, the licences.

    Raises StaleVersion, EmailTaken, OwnRole and LastAdministrator.
    """
    values = {**values, "email": values.get("email", user.email).lower()}
    role = values.get("role", user.role)
    if role != user.role:
        _refuse_own(user, by)
        _refuse_last_administrator(user)
    _refuse_taken(values["email"], but=user.pk)
    before = user.email
    try:
        with transaction.atomic():
            user = update_version(user, version, **values)
    except IntegrityError as error:
        raise EmailTaken from error
    if user.email != before:
        EmailAddress.objects.filter(user=user).delete()
        EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    if licences is not None:
        _keep_licences(user, licences)
    record("person.edited", user, details={"fields": sorted(values), "role": role}, by=by)
    return user


def _refuse_own(user, by):
    if by is not None and user.pk == by.pk:
        raise OwnRole


def _refuse_last_administrator(user):
    others = User.objects.filter(role=roles.ADMINISTRATOR, is_active=True).exclude(pk=user.pk)
    if user.role == roles.ADMINISTRATOR and not others.exists():
        raise LastAdministrator


@transaction.atomic
def deactivate_person(*, user, by):
    """Take a person's access away: at their next request nothing opens any more. Raises OwnRole, LastAdministrator."""
    _refuse_own(user, by)
    _refuse_last_administrator(user)
    if User.objects.filter(pk=user.pk, is_active=True).update(is_active=False, version=F("version") + 1):
        record("person.deactivated", user, by=by)
    user.refresh_from_db()
    return user


@transaction.atomic
def reactivate_person(*, user, by):
    """Let a person sign in again, with a new password: the old one is forgotten."""
    user.set_unusable_password()
    user.is_active, user.version = True, F("version") + 1
    user.save(update_fields=["is_active", "password", "version"])
    record("person.reactivated", user, by=by)
    user.refresh_from_db()
    return user


@transaction.atomic
def remove_second_factor(*, user, by):
    """Somebody lost their phone: they set the second step up again at the next sign-in."""
    removed, _rows = Authenticator.objects.filter(user=user).delete()
    record("person.second_factor_removed", user, details={"count": removed}, by=by)
    return user


@transaction.atomic
def edit_profile(*, user, version, time_zone, by):
    """A person's own settings. Raises StaleVersion."""
    user = update_version(user, version, time_zone=time_zone)
    record("profile.edited", user, by=by)
    return user


@transaction.atomic
def set_theme(*, user, theme, by):
    User.objects.filter(pk=user.pk).update(theme=theme)
    record("profile.theme_set", user, details={"theme": theme}, by=by)
    return user


@transaction.atomic
def begin_supervision(*, supervisor, supervisee, from_on, until_on=None, by):
    """From a day on the supervisor reads the supervisee's cases."""
    supervision = Supervision.objects.create(
        supervisor=supervisor, supervisee=supervisee, from_on=from_on, until_on=until_on
    )
    people = {"supervisor": str(supervisor.pk), "supervisee": str(supervisee.pk)}
    record("supervision.begun", supervision, details=people, by=by)
    return supervision


@transaction.atomic
def arrange_cover(*, absent, covering, from_on, until_on, by):
    """A colleague sees an absent therapist's cases from one day to another, both included."""
    cover = Cover.objects.create(absent=absent, covering=covering, from_on=from_on, until_on=until_on)
    people = {"absent": str(absent.pk), "covering": str(covering.pk)}
    record("cover.arranged", cover, details=people, by=by)
    return cover


@transaction.atomic
def end_relation(*, relation, last_day, by):
    """A supervision or a cover lasts until this day, itself included; one that had not begun by then is taken out.

    Returns the relation, or None when it was taken out.
    """
    name = relation._meta.model_name
    record(f"{name}.ended", relation, details={"last_day": str(last_day)}, by=by)
    if last_day < relation.from_on:
        relation.delete()
        return None
    relation.until_on = min(last_day, relation.until_on or last_day)
    relation.save(update_fields=["until_on"])
    return relation


@transaction.atomic
def edit_practice(*, version, values, by):
    """Write the practice's settings. Raises StaleVersion when somebody saved in between."""
    practice, _created = Practice.objects.get_or_create(pk=1)
    practice = update_version(practice, version, **values)
    record("practice.edited", practice, details={"fields": sorted(values)}, by=by)
    return practice


@transaction.atomic
def edit_words(*, version, words, by):
    """Write the practice's words (accounts.terms), those that differ from the usual ones. Raises StaleVersion."""
    practice, _created = Practice.objects.get_or_create(pk=1)
    practice = update_version(practice, version, words=words)
    record("practice.words_edited", practice, details={"words": words}, by=by)
    return practice


@transaction.atomic
def start_practice(*, name, time_zone, email, full_name, now=None, by):
    """A new practice in an empty database, with its first administrator. Raises AlreadySetUp."""
    if Practice.objects.exists() or User.objects.exists():
        raise AlreadySetUp
    practice = Practice.objects.create(pk=1, name=name, short_name=name[:24], time_zone=time_zone)
    record("practice.started", practice, at=now, by=by)
    return add_person(email=email, full_name=full_name, role=roles.ADMINISTRATOR, time_zone=time_zone, by=by)
