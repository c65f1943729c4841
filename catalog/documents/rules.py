"""What a paper may be, what its file is called, and which of several a reader is shown first."""

import re
import unicodedata
import zlib
from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Any, NoReturn
from urllib.parse import quote

from commerce.errors import Invalid, Refused

MOST_BYTES = 10_000_000
MOST_PAPERS = 40
MIME = "application/pdf"
KINDS = (
    ("manual", "Manual"),
    ("safety", "Safety sheet"),
    ("certificate", "Certificate"),
    ("care", "Care leaflet"),
)
LONGEST_NAME, LONGEST_TITLE = 80, 160
_UNPACKED = 20_000_000
_UNREADABLE = "the PDF cannot be read; save it as PDF again"
_ESCAPED = re.compile(rb"#([0-9A-Fa-f]{2})")
_PACKED = b"/ObjStm"
# What runs, opens or hides something when the paper is opened.
_ACTIVE = re.compile(
    rb"/(?:JavaScript|Launch|EmbeddedFiles?|RichMedia|SubmitForm|ImportData|GoToE)(?![A-Za-z0-9])"
)

Row = Mapping[str, Any]


class BadDocument(Refused):
    """The file is no paper we take."""

    code = "bad_document"


class BadPaperWords(Invalid):
    """A kind, language or title does not fit."""

    code = "bad_document_words"


def check(data: bytes) -> None:
    """This looks into a file and refuses what is no PDF, too heavy, locked, or does more than show text.

    Raises:
        BadDocument: saying what is wrong.
    """
    if not 0 < len(data) <= MOST_BYTES:
        _refuse(f"a document may have {MOST_BYTES // 1_000_000} MB at most, and not be empty")
    if not data.startswith(b"%PDF-") or b"%%EOF" not in data[-2048:]:
        _refuse("this is no complete PDF; save it as PDF and send it again")
    objects = _objects(data)
    if b"/Encrypt" in objects:
        _refuse("the PDF is locked; send one that opens without a password")
    if _ACTIVE.search(objects):
        _refuse("the PDF holds scripts, forms or files; send one that only shows text and pictures")


def check_words(*, kind: str, language: str, title: str, languages: Collection[str]) -> None:
    """This refuses unknown kinds and languages; an empty language is for papers without words.

    Raises:
        BadPaperWords: naming the field.
    """
    if kind not in dict(KINDS):
        message = f"kind is one of {', '.join(dict(KINDS))}"
        raise BadPaperWords(message, field="kind")
    if language and language not in languages:
        message = f"{language!r} is no language we know, such as de or pt-br"
        raise BadPaperWords(message, field="language")
    if len(title) > LONGEST_TITLE or any(unicodedata.category(sign) == "Cc" for sign in title):
        message = f"a title has at most {LONGEST_TITLE} signs in one line"
        raise BadPaperWords(message, field="title")


def file_name(sent: str, *, fallback: str) -> str:
    """This makes a harmless name of one that was sent: letters, digits, dots, dashes, and `.pdf`."""
    base = unicodedata.normalize("NFKC", sent).replace("\\", "/").rpartition("/")[2]
    stem = re.sub(r"(?i)\.pdf$", "", base.strip())
    plain = re.sub(r"[^\w.-]+", "-", stem)
    tidy = re.sub(r"[-.]{2,}", "-", plain).strip("-._")[: LONGEST_NAME - 4].rstrip("-._")
    return f"{tidy or fallback}.pdf"


def storage_path(key: str) -> str:
    """This is where a paper lies in the storage."""
    return f"documents/{key[:2]}/{key}.pdf"


def address(key: str, name: str) -> str:
    """This is the address a paper is downloaded from."""
    return f"/documents/{key}/{quote(name)}"


def in_order(papers: Iterable[Row], *, language: str) -> list[Row]:
    """This sorts papers for a reader: those in their language, those without words, then the others."""
    place = {language: 0, "": 1}
    return sorted(papers, key=lambda paper: place.get(paper["language"], 2))


def told(papers: Iterable[Row], *, language: str) -> tuple[list[Row], list[Row]]:
    """This parts papers into what a reader wants and the rest.

    Of each kind the papers in the reader's language are wanted, or without words; where there is
    none, all of that kind are.
    """
    every = list(papers)
    served = {paper["kind"] for paper in every if paper["language"] in {language, ""}}
    wanted = [
        paper
        for paper in every
        if paper["language"] in {language, ""} or paper["kind"] not in served
    ]
    return wanted, [paper for paper in every if paper not in wanted]


def _objects(data: bytes) -> bytes:
    """A PDF with its names spelled plainly, and with the objects that are packed in streams."""
    plain = _ESCAPED.sub(lambda found: bytes([int(found[1], 16)]), data)
    if plain.count(_PACKED) != data.count(_PACKED):
        _refuse(_UNREADABLE)
    return b" ".join([plain, *_unpacked(data)])


def _unpacked(data: bytes) -> Iterator[bytes]:
    left, place = _UNPACKED, data.find(_PACKED)
    while place >= 0:
        start = data.find(b"stream", place + len(_PACKED))
        packed = data[start + len(b"stream") : data.find(b"endstream", start + 1)].lstrip(b"\r\n")
        try:
            objects = zlib.decompressobj().decompress(packed, left)
        except zlib.error:
            _refuse(_UNREADABLE)
        left -= len(objects)
        if left <= 0:
            _refuse(_UNREADABLE)
        yield _ESCAPED.sub(lambda found: bytes([int(found[1], 16)]), objects)
        place = data.find(_PACKED, start)


def _refuse(message: str) -> NoReturn:
    raise BadDocument(message, field="file")
