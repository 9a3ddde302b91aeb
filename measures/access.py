"""The door to answer sheets, through the client they belong to."""

from django.http import Http404

from .instruments import UnknownInstrument
from .instruments import instrument as definition_of
from .models import Administration


def instrument_or_404(key):
    """The questionnaire with this key, for a page. Raises Http404."""
    try:
        return definition_of(key)
    except UnknownInstrument as error:
        raise Http404 from error


def sheet_of_session(therapy_session_id, instrument):
    """The standing sheet of this questionnaire for a session, or None."""
    return Administration.objects.standing().of_session(therapy_session_id).filter(instrument=instrument).first()
