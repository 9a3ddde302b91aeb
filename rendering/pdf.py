"""HTML to a sealed PDF: nothing is fetched, the fonts travel as data, the result is tagged (PDF/UA-1).

`render_pdf` renders here and now. `render_pdf_apart` renders in a process of its own, with a limit on time and memory,
without network and without this process's environment: that is the one for the product. A report is left to a worker; a
request renders a page or two that a person waits for, before it opens a transaction.
"""

import json
import os
import re
import subprocess
import sys
from base64 import b64encode
from functools import lru_cache
from pathlib import Path

PROJECT = Path(__file__).resolve().parent.parent
STYLESHEET = PROJECT / "static" / "css" / "print.css"
FONTS = PROJECT / "static" / "vendor" / "fonts"
SECONDS, MEGABYTES = 30, 512

EXTENDED = "Extended"
_FAMILIES = {"source-sans-3": "Source Sans 3", "source-serif-4": "Source Serif 4"}
_FONT_FILE = re.compile(r"(?P<family>.+?)-(?P<script>latin|latin-ext)-(?P<weight>\d00)-(?P<style>normal|italic)\.woff2")
_BEYOND_LATIN = re.compile("[\u0100-\u02ba\u1e00-\u1eff]")
_ENVIRONMENT = ("PATH", "HOME", "TMPDIR", "LANG", "LC_ALL", "XDG_CACHE_HOME", "FONTCONFIG_FILE", "FONTCONFIG_PATH")
_LIBRARY_PATHS = ("LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH", "DYLD_FALLBACK_LIBRARY_PATH")


class RenderFailed(Exception):
    """No PDF came out. The message says why and where, and never quotes the document."""


def render_pdf(
    html: str, *, title: str, lang: str = "en", author: str = "", stylesheet: Path = STYLESHEET, fonts: Path = FONTS
) -> bytes:
    """The PDF of a whole HTML document, styled by `stylesheet` (print.css) with the woff2 files in the folder `fonts`.

    `title` and `author` become the only metadata, whatever the document's own `<title>` and `<meta>` say: keep a
    client's name out of them. `lang` is a BCP 47 tag ("en"). The same input gives the same bytes. Every URL in the
    document but `data:` is ignored. Raises `RenderFailed`. Takes a second or two.
    """
    from .press import press  # imports WeasyPrint, which is slow to load

    try:
        return press(html, print_css(html, stylesheet, fonts), title=title, lang=lang, author=author)
    except Exception as error:
        raise RenderFailed(_where(error)) from None  # the chained message could quote the document


def render_pdf_apart(
    html: str,
    *,
    title: str,
    lang: str = "en",
    author: str = "",
    stylesheet: Path = STYLESHEET,
    fonts: Path = FONTS,
    seconds: float = SECONDS,
    megabytes: int = MEGABYTES,
) -> bytes:
    """`render_pdf` in a process of its own, ended after `seconds` or beyond `megabytes` of address space.

    The process gets the document through a pipe, writes no file of its own, may open no connection and sees none of
    this process's secrets. Raises `RenderFailed`, also when a limit is reached.
    """
    job = {"html": html, "title": title, "lang": lang, "author": author}
    job |= {"stylesheet": str(stylesheet), "fonts": str(fonts), "seconds": seconds, "megabytes": megabytes}
    try:
        done = subprocess.run(
            [sys.executable, "-m", "rendering.pdf_process"],
            input=json.dumps(job).encode(),  # ASCII: a lone surrogate travels as an escape
            capture_output=True,
            timeout=seconds,
            cwd=PROJECT,
            env=_environment(),
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise RenderFailed(f"not finished after {seconds} seconds") from None
    if done.returncode or not done.stdout.startswith(b"%PDF-"):
        raise RenderFailed(_reason(done.returncode, done.stderr))
    return done.stdout


def print_css(html: str, stylesheet: Path = STYLESHEET, fonts: Path = FONTS) -> str:
    """The stylesheet with the fonts that `html` needs as data; latin-ext (ą, ł, ő, ş) only where it has such letters.

    The latin-ext files make families of their own, named after the latin one in every list of fonts: WeasyPrint 70 keeps
    one file for each family and weight, and would print blanks for the letters of the other.
    """
    css = _text(Path(stylesheet))
    for family in _FAMILIES.values():
        css = css.replace(f'"{family}"', f'"{family}", "{family} {EXTENDED}"')
    return font_faces(Path(fonts), with_ext=bool(_BEYOND_LATIN.search(html))) + css


@lru_cache(maxsize=8)
def font_faces(fonts: Path, *, with_ext: bool) -> str:
    """An `@font-face` for each font file in the folder, its file as a `data:` URL. Raises RenderFailed if there is none."""
    rules = []
    for path in sorted(fonts.glob("*.woff2")):
        name = _FONT_FILE.fullmatch(path.name)
        if name and name["family"] in _FAMILIES and (with_ext or name["script"] == "latin"):
            data = b64encode(path.read_bytes()).decode()
            family = _FAMILIES[name["family"]] + (f" {EXTENDED}" if name["script"] == "latin-ext" else "")
            rules.append(
                f'@font-face {{ font-family: "{family}"; font-weight: {name["weight"]}; '
                f'font-style: {name["style"]}; src: url("data:font/woff2;base64,{data}"); }}\n'
            )
    if not rules:
        raise RenderFailed("no fonts found")
    return "".join(rules)


@lru_cache(maxsize=8)
def _text(stylesheet: Path) -> str:
    return stylesheet.read_text(encoding="utf-8")


def _environment() -> dict[str, str]:
    kept = {name: os.environ[name] for name in (*_ENVIRONMENT, *_LIBRARY_PATHS) if name in os.environ}
    return kept | {"PYTHONHASHSEED": "0", "PYTHONDONTWRITEBYTECODE": "1"}


def _where(error: BaseException) -> str:
    """ "TypeError in tables.py:214": enough to find it, nothing that was in the document."""
    trace = error.__traceback__
    while trace and trace.tb_next:
        trace = trace.tb_next
    place = f" in {Path(trace.tb_frame.f_code.co_filename).name}:{trace.tb_lineno}" if trace else ""
    return str(error) if isinstance(error, RenderFailed) else type(error).__name__ + place


def _reason(code: int, errors: bytes) -> str:
    """The last line of the process, if it is one of ours, or how it ended."""
    last = errors.decode("utf-8", "replace").strip().rpartition("\n")[2]
    if last.startswith("render failed: "):
        return last.removeprefix("render failed: ")
    return f"ended by signal {-code}" if code < 0 else f"ended with code {code}"
