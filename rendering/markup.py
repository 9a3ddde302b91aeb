"""What every picture here is made of: text that is safe to print, attributes, coordinates, ids."""

import re

from django.utils.html import format_html_join
from django.utils.safestring import SafeString

# The fonts of a printed picture. No space after a comma: WeasyPrint hands the list to Pango as it is.
PRINT_FONTS = "Source Sans 3,Source Sans 3 Extended,sans-serif"

# What neither HTML nor XML may carry: control characters, lone surrogates, the two non-characters.
_UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")


def plain(text: object) -> str:
    """The text as a plain `str`, so that it is always escaped, with what cannot be printed replaced by U+FFFD."""
    return _UNPRINTABLE.sub("\ufffd", "".join(str(text)))


def attributes(pairs: dict[str, object]) -> SafeString:
    """` name="value"` for each pair, values escaped. The names are ours, never data."""
    return format_html_join("", ' {}="{}"', pairs.items())


def number(value: float) -> SafeString:
    """A coordinate with at most one decimal: 53.5, 30. Safe as it is: a formatted number has nothing to escape."""
    return SafeString(f"{round(value, 1) + 0.0:g}")


def identifier(text: str) -> str:
    """The text as an id that `aria-labelledby` can point at: letters, digits, hyphen and underscore."""
    return re.sub(r"[^A-Za-z0-9_-]+", "-", text) or "picture"


def shortened(text: str, limit: int) -> str:
    """At most `limit` characters, the last one an ellipsis where something was cut."""
    text = plain(text)
    return text if len(text) <= limit else text[: limit - 1].rstrip() + "…"
