"""A mail backend whose every step can be interrupted: `on[step]` is called with the mail, or None, before the step is done."""

import threading

from django.core.mail.backends.base import BaseEmailBackend

STEPS = ("open", "before", "after", "close")
on, delivered, _lock = {}, [], threading.Lock()


def reset():
    on.clear()
    delivered.clear()


def _step(name, email=None):
    if name in on:
        on[name](email)


class Backend(BaseEmailBackend):
    def open(self):
        _step("open")

    def send_messages(self, emails):
        for email in emails:
            _step("before", email)
            with _lock:
                delivered.append(email.extra_headers["Message-ID"])
            _step("after", email)
        return len(emails)

    def close(self):
        _step("close")
