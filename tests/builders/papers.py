"""Builders for papers: a PDF of one page, and a paper that was taken in."""

from typing import Any

from catalog.demo import leaflets, papers
from catalog.documents import actions
from catalog.documents.models import Document
from commerce import db
from tests.builders.catalog import BY
from tests.builders.commerce import AT


def pdf(text: str = "Keep dry.", *, title: str = "Care") -> bytes:
    """This prints a PDF; another text is another file."""
    said = leaflets.Said(title=title, sections=((title, (text,)),))
    leaflet = leaflets.Leaflet(code="t", kind="care", families=(), said={"en": said})
    return papers.printed(leaflet, "en")


def make_paper(product_id: int | None = None, **over: Any) -> Document:
    """This takes a paper in, and puts it to a product when there is one; MEDIA_ROOT must be a test's own."""
    said: dict[str, Any] = {"kind": "manual", "language": "en", "title": ""} | over
    data = said.pop("data", None) or pdf(f"{said}")
    row, _fresh = actions.take_upload(data=data, sent_name="Mug.PDF", by=BY, at=AT, **said)
    if product_id is not None:
        with db.transaction():
            actions.add_to(product_id=product_id, document_id=row.pk, by=BY, at=AT)
    return row
