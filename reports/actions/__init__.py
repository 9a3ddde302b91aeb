"""Every write to a report: started, saved, signed and frozen, rendered."""

from ..render import render_missing, render_report
from .drafting import ReportIsSigned, save_report, start_report
from .printing import NotPrinted, print_page
from .signing import ChartChanged, EndReasonMissing, sign_report

__all__ = [
    "ChartChanged",
    "EndReasonMissing",
    "NotPrinted",
    "ReportIsSigned",
    "print_page",
    "render_missing",
    "render_report",
    "save_report",
    "sign_report",
    "start_report",
]
