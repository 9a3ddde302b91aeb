"""HTML to PDF: nothing is fetched, nothing leaks, limits hold, and the letters are there."""

import logging
import os
import shutil
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer
from io import BytesIO

import pytest
from pypdf import PdfReader

from rendering.pdf import FONTS, RenderFailed, _environment, font_faces, print_css, render_pdf, render_pdf_apart

SECRET = "canary-7f3a9c"
PAGE = '<!doctype html><html lang="en"><head><title>Casey Moreno</title></head><body>{}</body></html>'


@pytest.fixture(scope="module")
def listener():
    """An HTTP server on this machine that remembers what was asked of it and answers with the secret."""

    class Handler(BaseHTTPRequestHandler):
        asked: list[str] = []

        def do_GET(self):
            self.asked.append(self.path)
            self.send_response(302 if "redirect" in self.path else 200)
            self.send_header("Location", f"/{SECRET}")
            self.end_headers()
            self.wfile.write(SECRET.encode())

        def log_message(self, *_arguments):
            pass

    server = HTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}", Handler.asked
    server.shutdown()
    server.server_close()


@pytest.fixture
def secret_file(tmp_path):
    path = tmp_path / "secret.txt"
    path.write_text(SECRET, encoding="utf-8")
    return path.as_uri()


@pytest.fixture(scope="module")
def one_font(tmp_path_factory):
    """A folder with a single font, for what has nothing to do with fonts: unpacking them all takes most of a second."""
    folder = tmp_path_factory.mktemp("fonts")
    shutil.copy(FONTS / "source-sans-3-latin-400-normal.woff2", folder)
    return folder


def everything_in(pdf: bytes) -> bytes:
    """The bytes of the PDF, its streams unpacked, its text, and what is attached to it."""
    reader = PdfReader(BytesIO(pdf))
    parts = [pdf, str(reader.metadata).encode(), *(page.extract_text().encode() for page in reader.pages)]
    for number in range(1, len(reader.xref_objStm) + max([0, *(n for x in reader.xref.values() for n in x)]) + 1):
        found = reader.get_object(number)
        parts.append(found.get_data() if hasattr(found, "get_data") else str(found).encode())
    parts += [data for files in reader.attachments.values() for data in files]
    return b"\n".join(parts)


HOSTILE = [
    '<img src="{url}">',
    '<link rel="stylesheet" href="{url}">',
    '<style>@import url("{url}");</style>',
    '<style>@font-face {{ font-family: X; src: url("{url}"); }} p {{ font-family: X; }}</style><p>x</p>',
    '<style>body {{ background: url("{url}"); }} li {{ list-style-image: url("{url}"); }}</style><ul><li>x</ul>',
    '<style>p::before {{ content: url("{url}"); }} @page {{ background: url("{url}"); }}</style><p>x</p>',
    '<link rel="attachment" href="{url}">',
    '<a rel="attachment" href="{url}">x</a>',
    '<object data="{url}"></object><embed src="{url}"><iframe src="{url}"></iframe>',
    '<svg width="9" height="9"><image href="{url}" width="9" height="9"/><use href="{url}#a"/></svg>',
    '<svg width="9" height="9"><style>@import "{url}"; @font-face {{ font-family: X; src: url("{url}"); }}</style></svg>',
    '<img src="data:image/svg+xml,%3Csvg xmlns=%22http://www.w3.org/2000/svg%22%3E%3Cimage href=%22{url}%22/%3E%3C/svg%3E">',
    '<img src="data:image/svg+xml,%3C!DOCTYPE a [%3C!ENTITY b SYSTEM %22{url}%22%3E]%3E%3Csvg%3E%26b;%3C/svg%3E">',
    '<base href="{url}/"><img src="picture.png">',
    '<link rel="xmp-metadata" href="{url}"><meta name="dcterms.created" content="2020">',
    '<img srcset="{url} 2x" src="{url}"><video poster="{url}"></video>',
]


@pytest.mark.parametrize("markup", HOSTILE)
def test_nothing_is_fetched_and_no_secret_is_printed(markup, listener, secret_file, one_font):
    address, asked = listener
    urls = (
        f"{address}/plain",
        f"{address}/redirect",
        secret_file,
        secret_file.replace("file:", "FILE:"),
        "//127.0.0.1/",
    )
    asked.clear()
    pdf = render_pdf(PAGE.format("".join(markup.format(url=url) for url in urls)), title="Report", fonts=one_font)
    assert asked == []
    assert SECRET.encode() not in everything_in(pdf)
    assert not PdfReader(BytesIO(pdf)).attachments


def test_the_probe_would_have_noticed():
    """A control: with data that may be read, the attachment is found by the same look into the PDF."""
    pdf = render_pdf(
        PAGE.format(f'<p>{SECRET}</p><a rel="attachment" href="data:text/plain,{SECRET}">x</a>'), title="R"
    )
    assert SECRET.encode() in everything_in(pdf)


def test_the_metadata_is_what_was_given_and_nothing_of_the_document():
    meta = '<meta name="author" content="Casey"><meta name="keywords" content="Casey"><meta name="mrn" content="Casey">'
    html = PAGE.replace("<body>", f'{meta}<meta name="description" content="Casey"><body>')
    pdf = render_pdf(html.format("<p>Text</p>"), title="End-of-treatment report", lang="en-US", author="A. Therapist")
    about = PdfReader(BytesIO(pdf)).metadata
    assert (about.title, about.author) == ("End-of-treatment report", "A. Therapist")
    assert set(about) <= {"/Title", "/Author", "/Producer"}
    assert b"Casey" not in everything_in(pdf)


def test_the_result_is_tagged_and_names_its_language():
    root = PdfReader(BytesIO(render_pdf("<p>Texte</p>", title="T", lang="fr"))).trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert root["/Lang"] == "fr"
    assert b"pdfuaid" in root["/Metadata"].get_data()


def font_names(pdf: bytes) -> set[str]:
    pages = PdfReader(BytesIO(pdf)).pages
    return {str(font.get_object()["/BaseFont"]) for page in pages for font in page["/Resources"]["/Font"].values()}


def test_our_fonts_are_in_it_also_when_rendered_apart():
    pdf = render_pdf_apart(PAGE.format("<h1>Report</h1><p>Text</p>"), title="T")
    assert {name.partition("+")[2].strip(",") for name in font_names(pdf)} == {
        "Source-Serif-4-Semi-Bold",
        "Source-Sans-3",
    }


def test_letters_beyond_western_europe_have_their_own_font_file():
    pdf = render_pdf(PAGE.format("<p>Łukasz Şahin</p>"), title="T")
    assert any("Source-Sans-3-Extended" in name for name in font_names(pdf))
    assert "Łukasz Şahin" in PdfReader(BytesIO(pdf)).pages[0].extract_text()
    assert "Extended" not in font_faces(FONTS, with_ext=False)


def test_the_same_document_gives_the_same_bytes_here_and_apart():
    html = PAGE.format("<h1>Report</h1><p>One</p>")
    assert render_pdf(html, title="T") == render_pdf(html, title="T") == render_pdf_apart(html, title="T")


def test_a_failure_says_where_and_quotes_nothing(monkeypatch):
    monkeypatch.setattr("rendering.press.press", lambda *_args, **_kwargs: int(SECRET))
    with pytest.raises(RenderFailed, match=r"ValueError in test_pdf\.py:\d+") as failed:
        render_pdf(PAGE.format(SECRET), title="T")
    assert SECRET not in str(failed.value)
    assert failed.value.__cause__ is None
    assert failed.value.__suppress_context__


def test_a_missing_stylesheet_or_font_folder_is_a_failure(tmp_path):
    with pytest.raises(RenderFailed, match="no fonts found"):
        render_pdf("<p>x</p>", title="T", fonts=tmp_path)
    with pytest.raises(RenderFailed, match="FileNotFoundError"):
        render_pdf_apart("<p>x</p>", title="T", stylesheet=tmp_path / "none.css")


def test_time_is_limited():
    with pytest.raises(RenderFailed, match="not finished after"):
        render_pdf_apart("<p>x</p>" * 20000, title="T", seconds=0.5)


@pytest.mark.skipif(not os.path.isdir("/proc"), reason="only Linux holds a process to its address space")
def test_memory_is_limited():
    with pytest.raises(RenderFailed, match=r"MemoryError|ended"):
        render_pdf_apart("<p>x</p>", title="T", megabytes=100)


def test_the_process_apart_sees_no_secret_of_ours(monkeypatch):
    monkeypatch.setenv("SECRET_KEY", SECRET)
    monkeypatch.setenv("DATABASE_URL", SECRET)
    assert SECRET not in str(_environment())


def test_hostile_text_is_printed_or_replaced_but_never_a_crash():
    odd = "\x00\ud800\u202e\ufeff\U0001f600 &lt;b&gt; Łódź"
    assert render_pdf_apart(PAGE.format(f"<p>{odd}</p>"), title="T").startswith(b"%PDF-")


def test_the_stylesheet_names_no_file():
    assert "url(" not in print_css("x").replace('url("data:', "")


def test_nothing_of_the_document_is_logged(caplog):
    with caplog.at_level(logging.DEBUG):
        render_pdf(PAGE.format(f'<p style="colour: {SECRET}">{SECRET}</p>'), title="T")
    assert SECRET not in caplog.text
