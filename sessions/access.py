"""The door to courses, sessions and notes, through the client they belong to. What `user` may not see answers 404."""

from django.http import Http404

from accounts.access import therapist_ids_supervised_by
from clients.access import treated_by, visible_to

from .models import Contract, Course, CourseTemplate, PrivateNote, SessionNote, TherapySession


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
    """The signed note with this id, if `user` supervises its author today and did not write it. Raises Http404."""
    notes = signed_notes_visible_to(user).filter(author__in=therapist_ids_supervised_by(user)).exclude(author=user)
    return _one(notes, pk)


def supervises(user, note):
    """May `user` comment on this note and sign it beside its author?"""
    return note.author_id != user.pk and note.author_id in set(therapist_ids_supervised_by(user))


def comments_on(note):
    """Supervisors' comments on a note: for its author and for supervisors."""
    return note.review_comments.select_related("written_by")


def has_co_signed(user, note):
    """Has `user` signed beside the author already?"""
    return note.co_signatures.filter(signed_by=user).exists()


def contract_for(user, pk):
    """The contract with this id, with its course, if `user` may read the chart. Raises Http404."""
    contracts = Contract.objects.filter(course__client__in=_read_clients(user))
    return _one(contracts.select_related("course__client", "course__therapist", "recorded_by"), pk)


def notes_to_co_sign(user):
    """Signed notes of whom `user` supervises today, not yet signed beside their author; the oldest first."""
    waiting = signed_notes_visible_to(user).awaiting_co_signature(therapist_ids_supervised_by(user), user)
    return waiting.exclude(author=user)


def courses_supervised_by(user):
    """The running courses of whom `user` supervises today, by therapist and client, with counts and focus."""
    theirs = courses_visible_to(user).running().filter(therapist__in=therapist_ids_supervised_by(user))
    ordered = theirs.order_by("therapist__full_name", "client__last_name", "client__first_name")
    return ordered.with_counts().with_current_focus().select_related("client", "therapist")


def private_note_of(author, therapy_session):
    """The private note of `author` about this session, or None. Nobody else's is ever fetched."""
    return PrivateNote.objects.filter(therapy_session=therapy_session, author=author).first()


def course_templates():
    """The practice's kinds of course, each with `running`: how many courses that run were opened with it."""
    return CourseTemplate.objects.with_running()


def template_for(pk):
    """The kind of course with this id. Raises Http404."""
    return _one(CourseTemplate.objects.all(), pk)


def template_like(key):
    """The kind of course with this key, to model another one on; the usual plan where there is none."""
    found = CourseTemplate.objects.filter(key=key).first() if key.isprintable() else None
    return found or CourseTemplate.usual()


def _one(rows, pk):
    row = rows.filter(pk=pk).first()
    if row is None:
        raise Http404
    return row
