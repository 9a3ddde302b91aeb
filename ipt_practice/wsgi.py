"""The web server's way in (gunicorn ipt_practice.wsgi)."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ipt_practice.settings")

application = get_wsgi_application()
