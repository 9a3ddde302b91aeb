"""Pages that look across the house."""

from .case_file import client_detail, client_documents, client_scores, client_sessions, client_timeline
from .health import health
from .home import home

__all__ = [
    "client_detail",
    "client_documents",
    "client_scores",
    "client_sessions",
    "client_timeline",
    "health",
    "home",
]
