"""Background work on reports: ids in, one call each. What fails is found again by the tick (`render.render_missing`)."""

from celery import shared_task

from . import render


@shared_task
def render_report(report_id):
    render.render_report(report_id)
