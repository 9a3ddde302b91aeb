"""What was frozen in a review, as a page says it: days that are kept as text, and gains by their keys."""

from django import template

from sessions.review_facts import day_of
from sessions.reviews import GAIN_RATINGS, LASTING_GAINS

register = template.Library()
register.filter("kept_day", day_of)


@register.filter
def gains_in_words(gains):
    """Pairs of gain and rating in words, in the order asked."""
    words = dict(GAIN_RATINGS)
    return [(label, words.get(gains[key], "")) for key, label in LASTING_GAINS if key in gains]
