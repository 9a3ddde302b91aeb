"""What a report says: the clinician's own text where it was written, else what the chart says now.

A draft keeps only what was written over, under the key of its part, so that everything else follows the chart until the
signature freezes it all. Beside the parts a draft may hold `END_REASON`.
"""

import hashlib
import json

from .facts import to_json
from .sections import chart_text, ending_with

END_REASON = "end_reason"


def clean(text):
    """As it is stored: line ends of one kind, nothing around it."""
    return text.replace("\r\n", "\n").replace("\r", "\n").strip()


def facts_for(report, facts):
    """The facts with the reason for ending that the draft has chosen, if any. A closed course keeps its own."""
    return ending_with(facts, report.course.end_reason or report.text.get(END_REASON, ""))


def texts(report, facts):
    """Part key to text, as the report reads now. `facts` are those of `facts_for`."""
    chart = chart_text(facts)
    return {key: report.text.get(key, said) for key, said in chart.items()}


def written_over(text, *charts):
    """Of what was typed, what differs from every version the chart had: part key to text."""
    parts = charts[0].keys()
    return {
        key: clean(typed) for key, typed in text.items() if key in parts and all(clean(typed) != c[key] for c in charts)
    }


def fingerprint(facts, said):
    """Changes when anything a reader would read changes: the page that was read is the one that is signed."""
    told = to_json(facts)
    for passing in ("gathered_at", "unsigned_notes"):
        told.pop(passing)
    for network in told["networks"]:
        network.pop("on")
    whole = json.dumps([told, said], sort_keys=True, ensure_ascii=True)
    return hashlib.sha256(whole.encode()).hexdigest()
