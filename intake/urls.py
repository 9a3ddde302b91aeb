from django.urls import path

from . import views

urlpatterns = [
    path("intake/", views.intake_board, name="intake_board"),
    path("intake/new/", views.inquiry_new, name="inquiry_new"),
    path("intake/<uuid:pk>/", views.inquiry_detail, name="inquiry_detail"),
    path("intake/<uuid:pk>/consultation/", views.consultation_book, name="consultation_book"),
    path("intake/<uuid:pk>/close/", views.inquiry_close, name="inquiry_close"),
    path("consultations/<uuid:pk>/", views.consultation_record, name="consultation_record"),
]
