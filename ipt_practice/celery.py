"""Background work: the Celery app and its static beat schedule."""

import os

from celery import Celery

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ipt_practice.settings")

app = Celery("ipt_practice")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
