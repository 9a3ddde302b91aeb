"""Addresses of a course's sessions and notes."""

from django.urls import path

from .views import booking, contract, ending, focus, measures, notes, phases, private, review, supervision, templates

urlpatterns = [
    path("clients/<uuid:pk>/course/book/", booking.course_book, name="course_book"),
    path("templates/", templates.template_list, name="template_list"),
    path("templates/new/", templates.template_new, name="template_new"),
    path("templates/<uuid:pk>/", templates.template_edit, name="template_edit"),
    path("courses/<uuid:pk>/phase/", phases.phase_move, name="phase_move"),
    path("sessions/to-sign/", notes.notes_to_sign, name="notes_to_sign"),
    path("sessions/<uuid:pk>/note/", notes.note_edit, name="note_edit"),
    path("sessions/<uuid:pk>/note/draft/", notes.note_autosave, name="note_autosave"),
    path("sessions/<uuid:pk>/note/version/", notes.note_version, name="note_version"),
    path("sessions/<uuid:pk>/note/sign/", notes.note_sign, name="note_sign"),
    path("sessions/<uuid:pk>/private-note/", private.private_note_edit, name="private_note_edit"),
    path("sessions/<uuid:pk>/measures/<slug:instrument>/", measures.measure_enter, name="measure_enter"),
    path("courses/<uuid:pk>/focus/", focus.focus_choose, name="focus_choose"),
    path("courses/<uuid:pk>/contract/new/", contract.contract_new, name="contract_new"),
    path("contracts/<uuid:pk>/", contract.contract_detail, name="contract_detail"),
    path("courses/<uuid:pk>/goals/", contract.goal_rate, name="goal_rate"),
    path("courses/<uuid:pk>/ending/", ending.ending_edit, name="ending_edit"),
    path("supervision/", supervision.supervision_queue, name="supervision_queue"),
    path("notes/<uuid:pk>/addendum/", review.addendum_new, name="addendum_new"),
    path("notes/<uuid:pk>/co-sign/", review.co_sign, name="co_sign"),
    path("notes/<uuid:pk>/comment/", review.review_comment_new, name="review_comment_new"),
]
