from django.urls import path

from . import views

urlpatterns = [
    path("messages/", views.message_list, name="message_list"),
    path("messages/<uuid:pk>/", views.message_detail, name="message_detail"),
    path("messages/<uuid:pk>/settle/", views.message_settle, name="message_settle"),
]
