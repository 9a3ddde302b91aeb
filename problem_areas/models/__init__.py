"""What the client's distress is tied to: people, events, areas, formulation. All of it belongs to the client."""

from .areas import AreaProgress, ProblemArea, ProblemAreaQuerySet, StageChange
from .assessment import Assessment, PriorTreatment
from .formulation import Formulation, FormulationLetter
from .people import ClosenessSnapshot, ImportantPerson, LifeEvent

__all__ = [
    "AreaProgress",
    "Assessment",
    "ClosenessSnapshot",
    "Formulation",
    "FormulationLetter",
    "ImportantPerson",
    "LifeEvent",
    "PriorTreatment",
    "ProblemArea",
    "ProblemAreaQuerySet",
    "StageChange",
]
