"""The papers of the demo goods: care leaflets, manuals, safety sheets and certificates, printed here as PDF."""

import hashlib
import zlib
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import datetime

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from catalog.demo import leaflets
from catalog.documents import rules
from catalog.documents.models import Document, ProductDocument
from catalog.products.models import Product
from commerce import db
from commerce.identity.actor import Actor

# A4 in points; one page holds every paper of ours.
_WIDE, _HIGH, _MARGIN = 595, 842, 64
_SIZES = {"title": (20, 28), "head": (12, 24), "text": (10, 15)}
_LINE = 88


@dataclass(frozen=True, kw_only=True)
class Printed:
    """One paper in one language, ready to be kept."""

    leaflet: leaflets.Leaflet
    language: str
    data: bytes

    @property
    def key(self) -> str:
        """The name it is served under; the same on every machine."""
        return hashlib.sha256(f"demo:{self.leaflet.code}:{self.language}".encode()).hexdigest()[:32]

    @property
    def checksum(self) -> str:
        """The SHA-256 of its bytes."""
        return hashlib.sha256(self.data).hexdigest()


@db.outside
def take_in(*, by: Actor, at: datetime) -> int:
    """This prints and keeps the papers that are not there yet; returns how many."""
    every = list(_printed())
    known = set(
        Document.objects.filter(checksum__in=[one.checksum for one in every]).values_list(
            "checksum", flat=True
        )
    )
    rows = [_kept(one, at=at) for one in every if one.checksum not in known]
    with db.speaking_as(str(by)), db.transaction():
        Document.objects.bulk_create(rows, ignore_conflicts=True)
    return len(rows)


@db.transaction_required
def enclose(*, product_ids: Collection[int]) -> None:
    """This gives each product the papers of its family, in order."""
    keys = {one.key: one for one in _printed()}
    found = Document.objects.filter(key__in=keys).values_list("key", "pk")
    by_family: dict[str, list[tuple[int, int]]] = {}
    for key, document_id in found:
        place = list(keys).index(key)
        for family in keys[key].leaflet.families:
            by_family.setdefault(family, []).append((place, document_id))
    products = Product.objects.filter(
        pk__in=product_ids, source_key__startswith="demo:"
    ).values_list("pk", "family__code")
    ProductDocument.objects.bulk_create(
        [
            ProductDocument(product_id=product_id, document_id=document_id, position=place)
            for product_id, family in products
            for place, document_id in sorted(by_family.get(family or "", ()))
        ],
        ignore_conflicts=True,
        batch_size=1000,
    )


def printed(leaflet: leaflets.Leaflet, language: str) -> bytes:
    """This prints a leaflet in one language as a PDF of one page, in the fonts every reader has."""
    drawn = zlib.compress("\n".join(_drawn(leaflet.said[language])).encode("cp1252", "replace"), 9)
    font = "<< /Type /Font /Subtype /Type1 /BaseFont /{} /Encoding /WinAnsiEncoding >>"
    title = leaflet.said[language].title.encode("utf-16-be").hex().upper()
    objects = [
        f"<< /Type /Catalog /Pages 2 0 R /Lang ({language}) "
        "/ViewerPreferences << /DisplayDocTitle true >> >>".encode(),
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {_WIDE} {_HIGH}] /Contents 4 0 R "
        "/Resources << /Font << /F1 5 0 R /F2 6 0 R >> >> >>".encode(),
        f"<< /Length {len(drawn)} /Filter /FlateDecode >>\nstream\n".encode()
        + drawn
        + b"\nendstream",
        font.format("Helvetica").encode(),
        font.format("Helvetica-Bold").encode(),
        f"<< /Title <FEFF{title}> /Producer (Kontor) >>".encode(),
    ]
    return _bound(objects)


def _bound(objects: list[bytes]) -> bytes:
    """Numbered objects, the table of where each starts, and the trailer."""
    out = bytearray(b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n")
    starts = []
    for number, body in enumerate(objects, start=1):
        starts.append(len(out))
        out += f"{number} 0 obj\n".encode() + body + b"\nendobj\n"
    table = len(out)
    out += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n".encode()
    out += b"".join(f"{start:010d} 00000 n \n".encode() for start in starts)
    out += (
        f"trailer\n<< /Size {len(objects) + 1} /Root 1 0 R /Info {len(objects)} 0 R >>\n"
        f"startxref\n{table}\n%%EOF\n"
    ).encode()
    return bytes(out)


def _drawn(said: leaflets.Said) -> Iterator[str]:
    """The drawing orders of a page: title, then each section with its lines."""
    place = _HIGH - _MARGIN
    lines = [("title", said.title), *_lines(said)]
    for kind, text in lines:
        size, step = _SIZES[kind]
        place -= step
        face = "F1" if kind == "text" else "F2"
        escaped = text.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)")
        yield f"BT /{face} {size} Tf {_MARGIN} {place} Td ({escaped}) Tj ET"
    yield f"0.6 w {_MARGIN} {_MARGIN} m {_WIDE - _MARGIN} {_MARGIN} l S"
    yield f"BT /F1 8 Tf {_MARGIN} {_MARGIN - 14} Td (Kontor Demo B.V., Utrecht) Tj ET"


def _lines(said: leaflets.Said) -> Iterator[tuple[str, str]]:
    for head, texts in said.sections:
        yield "head", head
        for text in texts:
            line = ""
            for word in text.split():
                if line and len(line) + len(word) >= _LINE:
                    yield "text", line
                    line = word
                else:
                    line = f"{line} {word}".strip()
            yield "text", line


def _printed() -> Iterator[Printed]:
    for leaflet in leaflets.LEAFLETS:
        for language in leaflet.said:
            yield Printed(leaflet=leaflet, language=language, data=printed(leaflet, language))


def _kept(one: Printed, *, at: datetime) -> Document:
    said = one.leaflet.said[one.language]
    path = rules.storage_path(one.key)
    if not default_storage.exists(path):
        default_storage.save(path, ContentFile(one.data))
    return Document(
        key=one.key,
        checksum=one.checksum,
        kind=one.leaflet.kind,
        language=one.language,
        title=said.title,
        name=rules.file_name(said.title, fallback=one.leaflet.kind),
        size=len(one.data),
        path=path,
        created_at=at,
    )
