"""The questionnaires this practice can give, by key. A new version of one is added beside the old, never over it."""

from .gad7 import GAD7
from .pcl5 import PCL5
from .phq9 import PHQ9
from .phq_a import PHQ_A

__all__ = ["GAD7", "INSTRUMENTS", "PCL5", "PHQ9", "PHQ_A", "UnknownInstrument", "instrument"]

_ALL_VERSIONS = (PHQ9, GAD7, PHQ_A, PCL5)

INSTRUMENTS = {definition.key: definition for definition in _ALL_VERSIONS}
"""The current version of each questionnaire: key to MeasureDefinition."""


class UnknownInstrument(LookupError):
    """No questionnaire with this key, or none in this version."""


def instrument(key, version=None):
    """The MeasureDefinition with this key, in the current version or the one named. Raises UnknownInstrument."""
    if version is None:
        found = INSTRUMENTS.get(key)
    else:
        found = {(each.key, each.version): each for each in _ALL_VERSIONS}.get((key, version))
    if found is None:
        raise UnknownInstrument(
            f"There is no questionnaire {key!r}" + (f" in version {version!r}." if version else ".")
        )
    return found
