"""The door to answer sheets, through the client they belong to."""

from accounts.access import today_for
from clients.models import Assignment


def current_therapist_of(client, now=None):
    """The clinician who looks after the client today, or None. The practice's day is the clinician's own."""
    for assignment in Assignment.objects.filter(client=client).select_related("clinician").order_by("-from_on"):
        day = today_for(assignment.clinician, now)
        if assignment.from_on <= day and (assignment.until_on is None or assignment.until_on >= day):
            return assignment.clinician
    return None
