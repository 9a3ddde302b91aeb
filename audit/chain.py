"""The arithmetic of the hash chain. Pure but for its inputs; see `actions.seal` and `verify_audit`."""

import hashlib
import hmac
import json

FIRST = "0" * 64


def digest(previous, event, *, key):
    """The link after `previous` (64 hex digits) for `event`: an HMAC-SHA256 over its canonical form, 64 hex digits.

    `key` is the installation's audit key, so that who can write the database alone cannot forge a chain.
    """
    canonical = json.dumps(
        [
            event.pk,
            event.at.isoformat(timespec="microseconds"),
            str(event.actor_id or ""),
            event.verb,
            event.object_type,
            event.object_id,
            str(event.client_id or ""),
            event.details,
        ],
        sort_keys=True,
        separators=(",", ":"),
        ensure_ascii=True,
    )
    return hmac.new(key.encode(), f"{previous}{canonical}".encode(), hashlib.sha256).hexdigest()
