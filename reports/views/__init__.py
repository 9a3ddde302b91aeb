"""The pages of reports: writing, signing, reading."""

from .pages import contract_print, letter_print, printed_page, take_home_print
from .reading import report_detail, report_file, report_list, report_preview, report_status
from .signing import report_sign
from .writing import report_autosave, report_edit, report_new, report_version

__all__ = [
    "contract_print",
    "letter_print",
    "printed_page",
    "report_autosave",
    "report_detail",
    "report_edit",
    "report_file",
    "report_list",
    "report_new",
    "report_preview",
    "report_sign",
    "report_status",
    "report_version",
    "take_home_print",
]
