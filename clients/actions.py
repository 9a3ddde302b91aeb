"""Every way a client's contact data, consents, forms and care team come to change."""

import datetime as dt

from django.db import IntegrityError, transaction
from django.db.models import Max
from django.utils import timezone

from accounts import roles
from accounts.access import today_for
from accounts.models import Practice
from audit.actions import record
from audit.versions import update_version

from .models import Assignment, Client, ContactConsent, FormsOverride, Guardian, SchoolContact, SignedForm

FILE_NUMBER_TRIES = 200


class NotTheDirector(Exception):
    """Only the director may do this."""


class NotAClinician(Exception):
    """Only an active clinician can look after a client."""


@transaction.atomic
def register_client(
    *,
    first_name,
    last_name="",
    born_on=None,
    email="",
    phone="",
    pronouns="",
    address="",
    state="",
    time_zone="",
    preferred_contact="",
    convenient_times="",
    now=None,
    by,
):
    """A new person in the practice's books, with the next file number."""
    now = now or timezone.now()
    client = _with_next_file_number(
        first_name=first_name,
        last_name=last_name,
        born_on=born_on,
        email=email,
        phone=phone,
        pronouns=pronouns,
        address=address,
        state=state,
        time_zone=time_zone or Practice.current().time_zone,
        preferred_contact=preferred_contact or (Client.PHONE if phone else Client.EMAIL),
        convenient_times=convenient_times,
        created_at=now,
    )
    record("client.registered", client, client=client, at=now, by=by)
    return client


def _with_next_file_number(**fields):
    """Create the row under the number after the highest; again when another desk took that number first."""
    for _attempt in range(FILE_NUMBER_TRIES):
        number = (Client.objects.aggregate(highest=Max("file_number"))["highest"] or 0) + 1
        try:
            with transaction.atomic():
                return Client.objects.create(file_number=number, **fields)
        except IntegrityError:
            if not Client.objects.filter(file_number=number).exists():
                raise
    raise IntegrityError("No free file number was found.")


@transaction.atomic
def edit_client(*, client, version, values, by):
    """Write the contact data in `values`. Raises StaleVersion when somebody saved in between."""
    client = update_version(client, version, **values)
    record("client.edited", client, client=client, details={"fields": sorted(values)}, by=by)
    return client


@transaction.atomic
def save_guardians(*, client, version, guardians, school=None, now=None, by):
    """Make `guardians` (dicts of fields) the client's guardians, and `school` (fields, None to leave it) the school's contact.

    A school without a name takes the contact out. Raises StaleVersion when somebody saved in between.
    """
    client = update_version(client, version)
    client.guardians.all().delete()
    Guardian.objects.bulk_create(Guardian(client=client, **fields) for fields in guardians)
    if school is not None and school.get("school"):
        SchoolContact.objects.update_or_create(client=client, defaults=school)
    elif school is not None:
        SchoolContact.objects.filter(client=client).delete()
    record("client.guardians_saved", client, client=client, details={"count": len(guardians)}, at=now, by=by)
    return client


@transaction.atomic
def give_consent(*, client, channel, given_on, now=None, by):
    """The client agreed to be reached by `channel`. Returns the consent in force, an earlier one if there is one."""
    consent, created = ContactConsent.objects.get_or_create(
        client=client, channel=channel, withdrawn_on=None, defaults={"given_on": given_on, "recorded_by": by}
    )
    if created:
        record("consent.given", consent, client=client, details={"channel": channel}, at=now, by=by)
    return consent


@transaction.atomic
def withdraw_consent(*, client, channel, withdrawn_on, by):
    """The client took their consent back. Returns the consent, None when there was none in force."""
    consent = ContactConsent.objects.filter(client=client, channel=channel, withdrawn_on=None).first()
    if consent:
        consent.withdrawn_on = max(withdrawn_on, consent.given_on)
        consent.save(update_fields=["withdrawn_on"])
        record("consent.withdrawn", consent, client=client, details={"channel": channel}, by=by)
    return consent


@transaction.atomic
def receive_form(*, client, kind, received_on, policy_version="", now=None, by):
    """A signed form came in, under the policy in force unless told otherwise. Receiving it twice changes nothing."""
    form, created = SignedForm.objects.get_or_create(
        client=client,
        kind=kind,
        policy_version=policy_version or Practice.current().form_policy_version,
        defaults={"received_on": received_on, "recorded_by": by},
    )
    if created:
        record("form.received", form, client=client, details={"kind": kind}, at=now, by=by)
    return form


@transaction.atomic
def override_forms(*, client, reason, now=None, by):
    """The director lets session 1 be booked before the forms are back. Raises NotTheDirector."""
    if by.role != roles.DIRECTOR:
        raise NotTheDirector
    now = now or timezone.now()
    override, _created = FormsOverride.objects.update_or_create(
        client=client, defaults={"reason": reason, "overridden_at": now, "overridden_by": by}
    )
    record("forms.overridden", override, client=client, at=now, by=by)
    return override


@transaction.atomic
def assign(*, client, clinician, from_on=None, reason="", plan_key="", now=None, by):
    """Make `clinician` the client's therapist from a date on, today by default; the one before ends the day before.

    `plan_key` names the kind of course that was meant, `reason` why no consultation led to this. Raises NotAClinician.
    """
    if not (clinician.is_active and clinician.is_clinical):
        raise NotAClinician
    from_on = from_on or today_for(by, now)
    current = Assignment.objects.open().filter(client=client).first()
    if current and current.clinician_id == clinician.pk:
        if plan_key and plan_key != current.plan_key:
            current.plan_key = plan_key
            current.save(update_fields=["plan_key"])
        return current
    if current:
        end_assignment(assignment=current, until_on=from_on - dt.timedelta(days=1), now=now, by=by)
    assignment = Assignment.objects.create(
        client=client, clinician=clinician, from_on=from_on, reason=reason, plan_key=plan_key
    )
    record("client.assigned", assignment, client=client, details={"clinician": str(clinician.pk)}, at=now, by=by)
    return assignment


@transaction.atomic
def end_assignment(*, assignment, until_on, now=None, by):
    """The therapist looks after the client until this day, itself included (never before the first day)."""
    assignment.until_on = max(until_on, assignment.from_on)
    assignment.save(update_fields=["until_on"])
    record("client.assignment_ended", assignment, client=assignment.client_id, at=now, by=by)
    return assignment
