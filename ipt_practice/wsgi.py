"""The web server's way in (gunicorn ipt_practice.wsgi)."""

import os

from django.core.exceptions import ImproperlyConfigured
from django.core.wsgi import get_wsgi_application
from django.db import connections

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ipt_practice.settings")

application = get_wsgi_application()


def refuse_demo_in_production():
    """A web server runs no system checks by itself; this one it must."""
    from .checks import no_demo_in_production

    problems = no_demo_in_production(None)
    connections.close_all()
    if problems:
        raise ImproperlyConfigured(f"{problems[0].msg} {problems[0].hint}")


refuse_demo_in_production()
