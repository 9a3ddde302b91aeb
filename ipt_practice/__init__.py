"""The project: settings, URLs, and the pages that look across the house."""

from .celery import app as celery_app

__all__ = ["celery_app"]
