"""Waits for ./run to end, however it ends, and then ends what it had started.

Standard input is a pipe that only ./run writes to: `+N` when process group N starts, `-N` when it has ended. The
pipe closes when ./run is gone, even if it was killed outright; whatever is still on the list is ended then.
"""

import contextlib
import os
import signal
import sys
import time

PATIENCE = 10


def main():
    for name in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(name, signal.SIG_IGN)
    groups = set()
    for line in sys.stdin:
        group = int(line[1:])
        (groups.add if line[0] == "+" else groups.discard)(group)
    for kind in (signal.SIGTERM, signal.SIGKILL):
        for group in groups:
            with contextlib.suppress(OSError):
                os.killpg(group, kind)
        deadline = time.monotonic() + PATIENCE
        while kind == signal.SIGTERM and time.monotonic() < deadline and any(map(_alive, groups)):
            time.sleep(0.2)


def _alive(group):
    try:
        os.killpg(group, 0)
    except OSError:
        return False
    return True


if __name__ == "__main__":
    main()
