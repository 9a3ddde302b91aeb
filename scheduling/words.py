"""A day as people read it, in Python; templates have the filter `day`."""

from django.utils import timezone
from django.utils.formats import date_format


def day_words(day, today=None, *, weekday=True):
    """ "Tue, Mar 10"; "Tue, Mar 10, 2027" where that is another year than today's. Without `weekday`: "Mar 10"."""
    today = today or timezone.localdate()
    pattern = ("D, " if weekday else "") + "M j" + ("" if day.year == today.year else ", Y")
    return date_format(day, pattern)
