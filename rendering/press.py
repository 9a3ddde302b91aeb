"""WeasyPrint, sealed. Imported only where a PDF is made: loading it takes most of a second."""

import re
from io import BytesIO

from weasyprint import CSS, HTML, LOGGER
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import URLFetcher, URLFetcherResponse

# WeasyPrint logs each rule and URL that it leaves out, word for word: that is the document, and it belongs in no log.
LOGGER.addFilter(lambda record: False)

# Relative addresses need something to be relative to, or an `@import` of one stops the rendering. Refused like all others.
_NOWHERE = "http://nowhere.invalid/"
_UNENCODABLE = re.compile("[\x00\ud800-\udfff]")


class DataOnly(URLFetcher):
    """A fetcher that answers `data:` and refuses every other URL before anything is opened.

    A subclass, not a function: WeasyPrint 70 asks the fetcher for `_fail_on_errors` when a fetch fails. A refused
    image, stylesheet, font or attachment is left out and the rest is printed.
    """

    def __init__(self):
        super().__init__(allowed_protocols=["data"], allow_redirects=False, fail_on_errors=False)

    def fetch(self, url: str, headers: dict[str, str] | None = None) -> URLFetcherResponse:
        if url[:5].lower() != "data:":
            raise ValueError("only data: URLs are read")
        return super().fetch(url, headers)


def press(html: str, css: str, *, title: str, lang: str, author: str) -> bytes:
    """The PDF/UA-1 of a whole document with one stylesheet. Metadata is what is given here and nothing else."""
    fonts, fetcher = FontConfiguration(), DataOnly()
    html, title, author = (_UNENCODABLE.sub("\ufffd", text) for text in (html, title, author))
    source = HTML(string=html, base_url=_NOWHERE, url_fetcher=fetcher)
    source.etree_element.set("lang", lang)
    stylesheet = CSS(string=css, font_config=fonts, url_fetcher=fetcher)
    document = source.render(font_config=fonts, stylesheets=[stylesheet], pdf_variant="pdf/ua-1")
    about = document.metadata
    about.title, about.authors, about.lang = title, [author] if author else [], lang
    about.description = about.created = about.modified = about.generator = None
    about.keywords, about.attachments, about.custom, about.xmp_metadata = [], [], {}, []
    pdf = BytesIO()
    document.write_pdf(pdf, pdf_variant="pdf/ua-1")
    return pdf.getvalue()
