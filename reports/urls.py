from django.urls import path, register_converter

from . import views
from .models import Report


class KindConverter:
    """One of the kinds of report; anything else is no address."""

    regex = "|".join(kind for kind, _label in Report.KINDS)

    def to_python(self, value):
        return value

    def to_url(self, value):
        return value


register_converter(KindConverter, "report_kind")

urlpatterns = [
    path("reports/", views.report_list, name="report_list"),
    path("courses/<uuid:pk>/reports/<report_kind:kind>/", views.report_new, name="report_new"),
    path("courses/<uuid:pk>/reports/<report_kind:kind>/draft/", views.report_autosave, name="report_autosave"),
    path("courses/<uuid:pk>/reports/<report_kind:kind>/version/", views.report_version, name="report_version"),
    path("reports/<uuid:pk>/", views.report_detail, name="report_detail"),
    path("reports/<uuid:pk>/edit/", views.report_edit, name="report_edit"),
    path("reports/<uuid:pk>/preview/", views.report_preview, name="report_preview"),
    path("reports/<uuid:pk>/sign/", views.report_sign, name="report_sign"),
    path("reports/<uuid:pk>/status/", views.report_status, name="report_status"),
    path("reports/<uuid:pk>/file/", views.report_file, name="report_file"),
    path("clients/<uuid:pk>/formulation/letter/pdf/", views.letter_print, name="letter_print"),
    path("contracts/<uuid:pk>/pdf/", views.contract_print, name="contract_print"),
    path("courses/<uuid:pk>/ending/take-home/pdf/", views.take_home_print, name="take_home_print"),
    path("printed/<uuid:pk>/", views.printed_page, name="printed_page"),
]
