"""Pages that look across the house."""

from .appointments import appointment_client, appointment_detail, appointment_new
from .case_file import client_detail, client_documents, client_scores, client_sessions, client_timeline
from .caseload import caseload_board, handover_print, handover_sheet
from .clients import client_contact, client_list
from .health import health
from .home import home
from .supervision import supervision_queue

__all__ = [
    "appointment_client",
    "appointment_detail",
    "appointment_new",
    "caseload_board",
    "client_contact",
    "client_detail",
    "client_documents",
    "client_list",
    "client_scores",
    "client_sessions",
    "client_timeline",
    "handover_print",
    "handover_sheet",
    "health",
    "home",
    "supervision_queue",
]
