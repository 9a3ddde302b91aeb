"""The door to courses, sessions and notes, through the client they belong to. What `user` may not see answers 404."""

import datetime as dt

from django.db.models import DateField, Exists, OuterRef, Q, Subquery
from django.http import Http404

from accounts.access import therapist_ids_supervised_by, today_for
from accounts.models import Cover, Supervision
from accounts.roles import DIRECTOR
from clients.access import treated_by, visible_to

from .course_plan import ACUTE, ANY_PLANNED_RANGE
from .models import (
    AdjunctModality,
    ChangeRequest,
    Contract,
    CoSignature,
    Course,
    CourseTemplate,
    FamilyMeeting,
    FollowUpReview,
    MidpointReview,
    OfferNotTaken,
    PracticeTechnique,
    PrivateNote,
    ReviewComment,
    SessionNote,
    TherapySession,
)
from .reviews import FOLLOW_UP_AHEAD, follow_up_due_on

FOLLOW_UP_ASKED_FOR = dt.timedelta(days=180)
"""Today asks for a follow-up review from a week before its day, and for half a year after it."""
COMMENTS_SHOWN_FOR = dt.timedelta(days=30)
"""Today tells the author of a supervisor's comment until it is read, and no longer than this."""


def _read_clients(user):
    """The clients whose chart `user` may read: the office sees clients, not charts."""
    return visible_to(user) if user.is_clinical else treated_by(user)


def courses_visible_to(user):
    """Courses whose chart `user` may read."""
    return Course.objects.filter(client__in=_read_clients(user))


def courses_treated_by(user):
    """Courses in whose chart `user` may write."""
    return Course.objects.filter(client__in=treated_by(user))


def course_for(user, pk):
    """The course with this id, if `user` may read its chart. Raises Http404."""
    return _one(courses_visible_to(user).select_related("client", "therapist"), pk)


def treated_course_for(user, pk):
    """The course with this id, if `user` may write in its chart. Raises Http404."""
    return _one(courses_treated_by(user).select_related("client", "therapist"), pk)


def sessions_visible_to(user):
    """Sessions whose signed note `user` may read."""
    return TherapySession.objects.filter(course__client__in=_read_clients(user))


def sessions_treated_by(user):
    """Sessions whose note `user` may write."""
    return TherapySession.objects.filter(course__client__in=treated_by(user))


def therapy_session_for(user, pk):
    """The session with this id, with its appointment, course and client, if `user` may read its chart. Raises Http404."""
    return _one(sessions_visible_to(user).with_its_course().select_related("note"), pk)


def treated_session_for(user, pk):
    """The session with this id, if `user` may write its note. Raises Http404."""
    return _one(sessions_treated_by(user).with_its_course().select_related("note"), pk)


def note_of(therapy_session):
    """The note of a session as it is now, draft or signed, or None."""
    return getattr(therapy_session, "note", None)


def treats(user, client):
    """May `user` write in the chart of this client?"""
    return treated_by(user).filter(pk=client.pk).exists()


def signed_notes_visible_to(user):
    """Signed notes that `user` may read. Drafts are for those who treat the client."""
    return (
        SessionNote.objects.signed().filter(therapy_session__course__client__in=_read_clients(user)).with_its_course()
    )


def treated_note_for(user, pk):
    """The signed note with this id, if `user` may add to it. Raises Http404."""
    return _one(signed_notes_visible_to(user).filter(therapy_session__course__client__in=treated_by(user)), pk)


def supervised_note_for(user, pk):
    """The signed note with this id, if `user` supervises it today and did not write it. Raises Http404."""
    return _one(_supervised_notes(user), pk)


def supervises(user, note):
    """May `user` comment on this note and sign it beside its author?"""
    return _supervised_notes(user).filter(pk=note.pk).exists()


def _supervised_notes(user):
    """Signed notes of whom `user` supervises today, and of who stood in for them on the day it was signed."""
    supervised = therapist_ids_supervised_by(user)
    stood_in = Cover.objects.filter(
        covering=OuterRef("author"), absent__in=supervised, from_on__lte=OuterRef("signed_at__date"),
        until_on__gte=OuterRef("signed_at__date"), absent__assignments__client=OuterRef("therapy_session__course__client"),
    )  # fmt: skip
    return signed_notes_visible_to(user).filter(Q(author__in=supervised) | Exists(stood_in)).exclude(author=user)


def comments_on(note):
    """Supervisors' comments on a note: for its author and for supervisors."""
    return note.review_comments.select_related("written_by")


def own_note_for(user, pk):
    """The signed note with this id, if `user` wrote it and may read its chart. Raises Http404."""
    return _one(signed_notes_visible_to(user).filter(author=user), pk)


def comments_for(user, now):
    """Supervisors' comments of the last weeks on the notes of `user` that they have not read yet, the oldest first."""
    since = now - COMMENTS_SHOWN_FOR
    mine = ReviewComment.objects.filter(
        note__in=signed_notes_visible_to(user).filter(author=user), seen_at__isnull=True, written_at__gte=since
    )  # fmt: skip
    return mine.select_related("written_by", "note__therapy_session__course__client")


def has_co_signed(user, note):
    """Has `user` signed beside the author already?"""
    return note.co_signatures.filter(signed_by=user).exists()


def requests_on(note):
    """The change requests on a note, the oldest first, each with its answer: for its author and for supervisors.

    `is_settled`: whoever asked has signed the note all the same.
    """
    signed = CoSignature.objects.filter(note=OuterRef("note"), signed_by=OuterRef("asked_by"))
    asked = note.change_requests.select_related("asked_by", "answer__addendum", "answer__answered_by")
    return asked.annotate(is_settled=Exists(signed))


def has_open_request(user, note):
    """Has `user` asked for a change that waits for its answer?"""
    return note.change_requests.open().filter(asked_by=user).exists()


def change_request_for(user, pk):
    """The change request with this id, on a note that `user` may add to. Raises Http404."""
    return _one(_requests_treated_by(user).select_related("asked_by"), pk)


def changes_asked_of(user):
    """The change requests that wait for the answer of `user`, who wrote the note and treats the client; the oldest first."""
    return _requests_treated_by(user).open().filter(note__author=user)


def _requests_treated_by(user):
    found = ChangeRequest.objects.filter(note__in=signed_notes_visible_to(user))
    return found.filter(note__therapy_session__course__client__in=treated_by(user)).select_related(
        "asked_by", "note__therapy_session__course__client", "note__therapy_session__appointment", "note__author"
    )


def contract_for(user, pk):
    """The contract with this id, with its course, if `user` may read the chart. Raises Http404."""
    contracts = Contract.objects.filter(course__client__in=_read_clients(user))
    return _one(contracts.select_related("course__client", "course__therapist", "recorded_by"), pk)


def treated_contract_for(user, pk):
    """The contract with this id, with its course, if `user` may write in the chart. Raises Http404."""
    contracts = Contract.objects.filter(course__client__in=treated_by(user))
    return _one(contracts.select_related("course__client", "course__therapist", "recorded_by"), pk)


def midpoint_for(user, pk):
    """The midpoint review of the course with this id, if `user` may read its chart. Raises Http404."""
    reviews = MidpointReview.objects.filter(course__client__in=_read_clients(user))
    return _one(reviews.select_related("course__client", "course__therapist", "written_by"), pk)


def follow_ups_of(client_id):
    """The follow-up reviews of a client whose chart the reader has opened, the latest first."""
    reviews = FollowUpReview.objects.filter(course__client=client_id)
    return reviews.select_related("course", "written_by").order_by("-held_on", "-written_at")


def notes_to_co_sign(user):
    """Notes that `user` supervises and has not signed beside their author; the oldest first.

    What another supervisor signed before `user` began is settled: a new supervisor does not inherit it.
    """
    mine = Supervision.objects.current(today_for(user)).filter(supervisor=user, supervisee=OuterRef("author"))
    since = Subquery(mine.order_by("from_on").values("from_on")[:1], output_field=DateField())
    settled = CoSignature.objects.filter(note=OuterRef("pk"), signed_at__date__lt=OuterRef("since"))
    waiting = _supervised_notes(user).exclude(co_signatures__signed_by=user).annotate(since=since)
    return waiting.filter(~Exists(settled)).order_by("signed_at")


def courses_to_follow_up(user, today):
    """Closed courses, the latest of their client, with `due_on`: the day of a follow-up review, come or within a week."""
    later = Course.objects.filter(client=OuterRef("client"), number__gt=OuterRef("number"))
    span = (today - FOLLOW_UP_ASKED_FOR, today + FOLLOW_UP_AHEAD)
    closed = courses_treated_by(user).filter(~Exists(later), closed_at__isnull=False).with_reviews()
    named = closed.filter(Q(ending__follow_up_on__range=span) | Q(look_again_on__range=span))
    courses = list(named.select_related("client", "ending"))
    for course in courses:
        course.due_on = due_on(course)
    return sorted((each for each in courses if each.due_on and each.due_on <= span[1]), key=lambda each: each.due_on)


def due_on(course):
    """When a course `with_reviews` is to be followed up, None where it is not, or where the client does not take it."""
    ending = getattr(course, "ending", None)
    due = follow_up_due_on(
        agreed_on=ending.follow_up_on if ending else None,
        reviewed_on=course.followed_up_on,
        look_again_on=course.look_again_on,
    )
    return None if due == course.follow_up_not_taken else due


def offers_not_taken_by(client):
    """What was agreed for after the end and the client does not take, as far as no booking undid it; the latest first."""
    return OfferNotTaken.objects.standing().filter(course__client=client).select_related("recorded_by")


def courses_to_approve(user):
    """Running acute courses of a length that the director has not approved, the latest first; none for anybody else."""
    if user.role != DIRECTOR:
        return Course.objects.none()
    low, high = ANY_PLANNED_RANGE
    unusual = Q(planned_sessions__lt=low) | Q(planned_sessions__gt=high)
    wanting = courses_visible_to(user).running().filter(unusual, kind=ACUTE).with_reviews().filter(is_approved=False)
    return wanting.select_related("client").order_by("-opened_at")


def private_note_of(author, therapy_session):
    """The private note of `author` about this session, or None. Nobody else's is ever fetched."""
    return PrivateNote.objects.filter(therapy_session=therapy_session, author=author).first()


def course_templates():
    """The practice's kinds of course, each with `running`: how many courses that run were opened with it."""
    return CourseTemplate.objects.with_running()


def template_for(pk):
    """The kind of course with this id. Raises Http404."""
    return _one(CourseTemplate.objects.all(), pk)


def practice_techniques():
    """The techniques that the practice names itself, the retired ones last."""
    return PracticeTechnique.objects.order_by("is_retired", "name")


def practice_technique_for(pk):
    """The technique of the practice with this id. Raises Http404."""
    return _one(PracticeTechnique.objects.all(), pk)


def template_like(key):
    """The kind of course with this key, to model another one on; the usual plan where there is none."""
    found = CourseTemplate.objects.filter(key=key).first() if key.isprintable() else None
    return found or CourseTemplate.usual()


def treated_adjunct_for(user, pk):
    """The adjunct modality with this id, if `user` may write in the chart. Raises Http404."""
    return _one(
        AdjunctModality.objects.filter(course__client__in=treated_by(user)).select_related("course__client"), pk
    )


def family_meeting_for(user, pk):
    """The family meeting with this id, with its appointment and client, if `user` may read the chart. Raises Http404."""
    return _one(_with_all(FamilyMeeting.objects.filter(course__client__in=_read_clients(user))), pk)


def treated_meeting_for(user, pk):
    """The family meeting with this id, if `user` may write its note. Raises Http404."""
    return _one(_with_all(FamilyMeeting.objects.filter(course__client__in=treated_by(user))), pk)


def meeting_at(user, appointment):
    """The family meeting of this appointment, if `user` may read the chart, or None."""
    return FamilyMeeting.objects.filter(course__client__in=_read_clients(user), appointment=appointment).first()


def _with_all(meetings):
    return meetings.select_related("appointment__location", "appointment__room", "course__client", "signed_by")


def running_course_of(client):
    """The course of this client that runs, or None."""
    return Course.objects.running().filter(client=client).select_related("therapist", "client").first()


def _one(rows, pk):
    row = rows.filter(pk=pk).first()
    if row is None:
        raise Http404
    return row
