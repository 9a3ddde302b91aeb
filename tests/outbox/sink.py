"""A mail server of our own on a free port, that keeps the bytes it is given and can be told to misbehave."""

import asyncio
import contextlib
import socket

from aiosmtpd.controller import Controller
from django.conf import settings
from django.test import override_settings


class Sink:
    """`answers` maps a stage ("MAIL", "RCPT", "DATA") to the line it answers with; `hang_up_at` ends the connection there,
    and `ponder` is how many seconds it takes over a text it has received."""

    def __init__(self):
        self.mails, self.answers, self.hang_up_at, self.connections, self.ponder = [], {}, None, 0, 0

    async def handle_EHLO(self, server, session, envelope, hostname, responses):
        self.connections += 1
        session.host_name = hostname
        return responses

    async def handle_MAIL(self, server, session, envelope, address, options):
        envelope.mail_from = address
        return self._answer("MAIL", server) or "250 OK"

    async def handle_RCPT(self, server, session, envelope, address, options):
        answer = self._answer("RCPT", server)
        if answer is None:
            envelope.rcpt_tos.append(address)
        return answer or "250 OK"

    async def handle_DATA(self, server, session, envelope):
        answer = self.answers.get("DATA")
        if answer is None:
            self.mails.append((list(envelope.rcpt_tos), envelope.original_content))
        if self.ponder:
            await asyncio.sleep(self.ponder)
        if self.hang_up_at == "DATA":
            server.transport.abort()
        return answer or "250 OK queued as 1"

    def _answer(self, stage, server):
        if self.hang_up_at == stage:
            server.transport.abort()
        return self.answers.get(stage)


def free_port():
    with contextlib.closing(socket.socket()) as found:
        found.bind(("127.0.0.1", 0))
        return found.getsockname()[1]


@contextlib.contextmanager
def running_sink(port=None):
    """A Sink that listens; `sink.port` says where."""
    sink, port = Sink(), port or free_port()
    sink.port = port
    controller = Controller(sink, hostname="127.0.0.1", port=port)
    controller.start()
    try:
        yield sink
    finally:
        controller.stop()


@contextlib.contextmanager
def mail_goes_to(sink):
    with override_settings(
        EMAIL_BACKEND="django.core.mail.backends.smtp.EmailBackend",
        EMAIL_HOST="127.0.0.1",
        EMAIL_PORT=sink.port,
        EMAIL_HOST_USER="",
        EMAIL_HOST_PASSWORD="",
        EMAIL_USE_TLS=False,
        EMAIL_USE_SSL=False,
        EMAIL_TIMEOUT=5,
    ):
        yield settings
