"""Who may read the log of messages: the office. Their text is neutral, and the address is contact data."""

from django.http import Http404

from accounts import roles
from clients.access import visible_to

from .models import Reminder

READERS = frozenset({roles.OFFICE_MANAGER, roles.DIRECTOR})


def reminders_visible_to(user):
    """The reminders whose log `user` may read, with all that a line shows."""
    if user.role not in READERS:
        return Reminder.objects.none()
    return Reminder.objects.for_the_log().filter(appointment__client__in=visible_to(user))


def reminder_for(user, message_pk):
    """The reminder of the message with this id, if `user` may read it. Raises Http404."""
    reminder = reminders_visible_to(user).filter(message=message_pk).first()
    if reminder is None:
        raise Http404
    return reminder
