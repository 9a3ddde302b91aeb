"""What printed pages of a course share: the letterhead of the place where it is held."""

from accounts.models import Practice

from .models import TherapySession


def letterhead_of(course):
    """The practice's letterhead, with address and telephone of the course's place."""
    sessions = TherapySession.objects.filter(course=course).select_related("appointment__location").in_order()
    return Practice.current().letterhead_at(place_of(list(sessions)))


def place_of(sessions):
    """The location of the last session that took place, or else of the first one booked; None without any."""
    held = [session for session in sessions if session.number is not None]
    chosen = (held[-1:] or sessions[:1] or [None])[0]
    return chosen.appointment.location if chosen else None
