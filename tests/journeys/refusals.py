"""How a random move may end without anything being written."""

from contextlib import contextmanager

from django.db import transaction


@contextmanager
def may_be_refused(*exceptions):
    """The move is taken whole, or refused by one of these with nothing written."""
    try:
        with transaction.atomic():
            yield
    except exceptions:
        pass
