from django.urls import path

from . import views

urlpatterns = [
    path("people/", views.people_list, name="people_list"),
    path("people/new/", views.person_new, name="person_new"),
    path("people/<uuid:pk>/", views.person_edit, name="person_edit"),
    path("people/<uuid:pk>/access/", views.person_deactivate, name="person_deactivate"),
    path("people/<uuid:pk>/invite/", views.person_invite, name="person_invite"),
    path("people/<uuid:pk>/second-step/", views.person_second_factor_remove, name="person_second_factor_remove"),
    path("supervisions/new/", views.supervision_new, name="supervision_new"),
    path("supervisions/<uuid:pk>/end/", views.supervision_end, name="supervision_end"),
    path("covers/new/", views.cover_new, name="cover_new"),
    path("covers/<uuid:pk>/end/", views.cover_end, name="cover_end"),
    path("practice/", views.practice_edit, name="practice_edit"),
    path("practice/words/", views.words_edit, name="words_edit"),
    path("audit/", views.audit_list, name="audit_list"),
    path("profile/", views.profile_edit, name="profile_edit"),
    path("profile/theme/", views.theme_set, name="theme_set"),
    path("profile/keepalive/", views.keepalive, name="keepalive"),
]
