"""The process that renders one PDF: `python -m rendering.pdf_process`, a job as JSON in, the PDF out.

It limits itself before it reads the document: time, memory, no core file, no new file above 64 MB, no
connection, no other program.
"""

import json
import os
import sys
from pathlib import Path

from .pdf import RenderFailed, render_pdf

try:
    import resource
except ImportError:  # not a POSIX system: the caller's time limit still holds
    resource = None

_REFUSED = ("socket.connect", "socket.bind", "socket.getaddrinfo", "socket.sendto", "subprocess.Popen")
_LARGEST_FILE = 64 * 1024 * 1024


def limit(megabytes: int, seconds: float) -> None:
    """Hold this process to so much address space and processor time. What the system does not know is left out."""
    if resource is None:
        return
    cpu = int(seconds) + 1
    wanted = (("RLIMIT_AS", megabytes * 1024 * 1024), ("RLIMIT_CPU", cpu), ("RLIMIT_CORE", 0))
    for name, value in (*wanted, ("RLIMIT_FSIZE", _LARGEST_FILE)):
        try:
            resource.setrlimit(getattr(resource, name), (value, value))
        except (AttributeError, ValueError, OSError):  # macOS refuses RLIMIT_AS
            continue


def refuse(event: str, _arguments: tuple) -> None:
    """An audit hook: the last door, behind the fetcher that reads only `data:`."""
    if event in _REFUSED:
        raise PermissionError("neither connections nor programs from here")


def main() -> int:
    """Read the job, render, write. Nothing but the PDF reaches standard output."""
    out = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # what a library prints must not end up in the PDF
    job = json.load(sys.stdin.buffer)
    limit(job.pop("megabytes"), job.pop("seconds"))
    sys.addaudithook(refuse)
    stylesheet, fonts = Path(job.pop("stylesheet")), Path(job.pop("fonts"))
    try:
        pdf = render_pdf(job.pop("html"), stylesheet=stylesheet, fonts=fonts, **job)
    except RenderFailed as error:
        sys.stderr.write(f"render failed: {error}\n")
        return 1
    with out:
        out.write(pdf)
    return 0


if __name__ == "__main__":
    sys.exit(main())
