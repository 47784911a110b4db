"""Reading a report back as somebody would who got it."""

import io

from pypdf import PdfReader


def pdf_text(data: bytes) -> str:
    """All text of a PDF on one line, without what only helps to lay it out."""
    return " ".join(" ".join(pdf_pages(data)).split())


def pdf_pages(data: bytes) -> list[str]:
    """The text of each page, as `pdf_text` gives it of all."""
    found = [page.extract_text() for page in PdfReader(io.BytesIO(data)).pages]
    return [" ".join(text.translate({0x200B: None, 0x2068: None, 0x2069: None}).split()) for text in found]
