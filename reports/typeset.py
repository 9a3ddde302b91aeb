"""Typed text to printed blocks: paragraphs, lists, a person's own words. Nothing of it is markup. Pure."""

import re

_ITEM = re.compile(r"^\s*[-•*]\s+(.+)$")


def typeset(text):
    """Blocks in order: {"kind": "p", "text", "leads"}, {"kind": "list", "items"}, {"kind": "words", "text"}.

    A blank line parts paragraphs; lines that begin with a hyphen are a list; a paragraph in quotation marks is someone's own
    words. `leads` marks a line that ends with a colon and must not be parted from what follows.
    """
    blocks = []
    for paragraph in re.split(r"\n\s*\n", text.replace("\r\n", "\n").strip()):
        plain = []
        for line in paragraph.splitlines():
            item = _ITEM.match(line)
            if item:
                _end_paragraph(blocks, plain)
                _add_item(blocks, item[1].strip())
            elif line.strip():
                plain.append(line.rstrip())
        _end_paragraph(blocks, plain)
    return blocks


def _end_paragraph(blocks, lines):
    if lines:
        text = "\n".join(lines)
        quoted = text.startswith("“") and text.endswith("”")
        blocks.append({"kind": "words" if quoted else "p", "text": text, "leads": text.endswith(":")})
        lines.clear()


def _add_item(blocks, item):
    if blocks and blocks[-1]["kind"] == "list":
        blocks[-1]["items"].append(item)
    else:
        blocks.append({"kind": "list", "items": [item]})
