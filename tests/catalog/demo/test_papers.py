"""The demo's papers are printed by the house itself, small and the same every time."""

from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from django.core.files.storage import default_storage

from catalog.attributes import actions as attributes
from catalog.demo import leaflets, papers
from catalog.documents import rules
from catalog.models import Document, Product, ProductDocument
from commerce import db
from commerce.identity.actor import Actor


def test_every_paper_is_a_small_pdf_that_the_house_would_take() -> None:
    for leaflet in leaflets.LEAFLETS:
        for language in leaflet.said:
            data = papers.printed(leaflet, language)
            rules.check(data)
            assert len(data) < 4000
            assert data == papers.printed(leaflet, language)


@pytest.mark.django_db
def test_papers_are_kept_once_and_given_to_their_family(
    actor: Actor, at: datetime, settings: Any, tmp_path: Path, channel: Any
) -> None:
    settings.MEDIA_ROOT = tmp_path
    with db.transaction():
        lamp = attributes.define_family(code="lamp", names={"en": "Lamp"}, asks=[])
    row = Product.objects.create(source_key="demo:l", family=lamp, created_at=at, updated_at=at)

    assert papers.take_in(by=actor, at=at) == 13
    assert papers.take_in(by=actor, at=at) == 0
    with db.transaction():
        papers.enclose(product_ids=[row.pk])
        papers.enclose(product_ids=[row.pk])

    found = ProductDocument.objects.filter(product=row).order_by("position")
    assert list(found.values_list("document__language", flat=True)) == ["en", "de", "fr"]
    assert all(
        default_storage.exists(path) for path in Document.objects.values_list("path", flat=True)
    )
