"""One message over one connection. Says which of three things became of it: refused, not taken for now, or unknown.

With SMTP the conversation is spoken line by line, because only so is it known whether the text had left us when the
connection broke: before it, sending again is safe; after it, nobody can tell (threats 2.6).
"""

import contextlib
import re
import smtplib

from django.conf import settings
from django.core.mail import get_connection
from django.core.mail.backends.smtp import EmailBackend as SMTPBackend
from django.core.mail.message import sanitize_address

OK, GO_ON = 250, 354
QUIT_SECONDS = 5


class Later(Exception):
    """Nothing was taken, and it may be tried again. `line_down`: so it would go with every other message, too."""

    def __init__(self, reply, *, line_down=False):
        super().__init__(reply)
        self.line_down = line_down


class Refused(Exception):
    """The server will never take this message."""


class Unsure(Exception):
    """The text had gone out when the connection broke: it may have arrived."""


class NotStarted(Exception):
    """`may_start` said no: nothing was sent."""


@contextlib.contextmanager
def open_line():
    """A connection to the mail server, as a function `carry(email, may_start)`. Raises Later when there is none.

    It is closed without hurry or complaint: what became of the message is known by then.
    """
    backend = get_connection()
    try:
        backend.open()
    except (OSError, smtplib.SMTPException, ValueError) as problem:
        raise Later(words_of(problem), line_down=True) from problem
    try:
        yield Line(backend)
    finally:
        with contextlib.suppress(Exception):
            if isinstance(backend, SMTPBackend) and backend.connection.sock:
                backend.connection.sock.settimeout(QUIT_SECONDS)
            backend.close()


class Line:
    """An open connection."""

    def __init__(self, backend):
        self.backend = backend

    def carry(self, email, may_start):
        """Send one e-mail; the server's answer. `may_start()` is asked just before the text leaves, and must say yes.

        Raises Later, Refused, Unsure or NotStarted.
        """
        if isinstance(self.backend, SMTPBackend):
            return _speak_smtp(self.backend.connection, email, may_start)
        if not may_start():
            raise NotStarted
        try:
            self.backend.send_messages([email])
        except Exception as problem:
            raise Unsure(words_of(problem)) from problem
        return "written"


def _speak_smtp(smtp, email, may_start):
    try:
        sender, recipient = (sanitize_address(address, "utf-8") for address in (email.from_email, email.to[0]))
        data = email.message().as_bytes(linesep="\r\n")
    except ValueError as problem:  # a header or an address that no mail can have
        raise Refused(words_of(problem)) from problem
    try:
        smtp.ehlo_or_helo_if_needed()
        _need(smtp.mail(sender), OK)
        _need(smtp.rcpt(recipient), OK, 251)
    except (OSError, smtplib.SMTPException) as problem:
        raise Later(words_of(problem), line_down=True) from problem
    if not may_start():
        raise NotStarted
    try:
        _need(smtp.docmd("DATA"), GO_ON)
    except (OSError, smtplib.SMTPException) as problem:
        raise Later(words_of(problem), line_down=True) from problem
    try:
        smtp.sock.settimeout(settings.OUTBOX_DATA_TIMEOUT)
        smtp.send(re.sub(rb"(?m)^\.", b"..", data).rstrip(b"\r\n") + b"\r\n.\r\n")
        answer = smtp.getreply()
    except (OSError, smtplib.SMTPException) as problem:
        raise Unsure(words_of(problem)) from problem
    _need(answer, OK)
    return clean(answer)


def _need(answer, *wanted):
    """Nothing if the server's answer has one of the wanted codes; else Later (4xx) or Refused (5xx)."""
    code = answer[0]
    if code in wanted:
        return
    if 500 <= code < 600:
        raise Refused(clean(answer))
    raise Later(clean(answer), line_down=code == 421)


def clean(answer):
    """A server's answer as one line of plain characters, at most 300."""
    code, text = answer
    words = text.decode("ascii", "replace") if isinstance(text, bytes) else str(text)
    return one_line(f"{code} {words}")[:300]


def words_of(problem):
    if isinstance(problem, smtplib.SMTPResponseException):
        return clean((problem.smtp_code, problem.smtp_error))
    return one_line(f"{type(problem).__name__}: {problem}")[:300]


def one_line(text):
    """`text` without line breaks and other control characters, which have no business in a header or a log."""
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())
