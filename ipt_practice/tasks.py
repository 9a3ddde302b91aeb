"""Background tasks of the house. Ids in, one call."""

from celery import shared_task

from . import background


@shared_task(time_limit=900)
def tick():
    """What is due this minute. Beat sends it; two at once do no harm, and a lost one is made good by the next."""
    background.run()
