"""What was first written about an area: a report says how it was at the start, whatever was typed since."""

from .area_facts import TOLD_AT_START
from .models import ProblemArea


def details_at_start(area_ids):
    """Area id to the first answer that was saved for each of TOLD_AT_START. One query."""
    found = {}
    past = ProblemArea.history.filter(id__in=list(area_ids)).order_by("history_date")
    for pk, details in past.values_list("id", "details"):
        first = found.setdefault(pk, {})
        for key in TOLD_AT_START:
            if details.get(key) not in (None, ""):
                first.setdefault(key, details[key])
    return found
