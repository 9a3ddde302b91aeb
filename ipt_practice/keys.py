"""Where the installation's secrets come from: the environment, or files under var/secrets that only we may read."""

import os
import secrets

from cryptography.fernet import Fernet
from django.core.exceptions import ImproperlyConfigured

DEMO_MARK = "demo-"


def _random_text():
    return secrets.token_urlsafe(50)


MAKERS = {
    "SECRET_KEY": _random_text,
    "AUDIT_KEY": _random_text,
    "PRIVATE_NOTE_KEYS": lambda: Fernet.generate_key().decode(),
}


def secret(name, *, folder, mode):
    """The secret called `name`: from the environment, else from its file, else made now (0600).

    A secret made in the demo carries a mark; production refuses a marked one, so that a demo cannot quietly
    become a practice.
    """
    path = folder / name.lower()
    value = os.environ.get(name)
    if value is None and path.exists():
        value = path.read_text().strip()
    if not value:
        value = (DEMO_MARK if mode == "demo" else "") + MAKERS[name]()
        _write_once(path, value)
        value = path.read_text().strip()
    if mode == "production" and value.startswith(DEMO_MARK):
        raise ImproperlyConfigured(
            f"{name} was made for the demo. Use another data folder (IPT_VAR_DIR) for the real practice, or set {name}."
        )
    return value.removeprefix(DEMO_MARK) if name == "PRIVATE_NOTE_KEYS" else value


def _write_once(path, value):
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return
    with os.fdopen(handle, "w") as file:
        file.write(value)
