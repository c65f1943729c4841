"""Shoppers see which papers come with a product, and download them (P8, X31)."""

from pathlib import Path
from typing import Any

import pytest
from django.core.files.storage import default_storage
from django.test import Client

from tests.builders import storefront
from tests.builders.papers import make_paper, pdf

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _media(settings: Any, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path


def test_the_page_names_papers_with_type_and_size_and_folds_other_languages_away() -> None:
    front = storefront.open_storefront()
    make_paper(front.mug.product_id, data=pdf("long " * 200), title="Assembly <1>")
    make_paper(front.mug.product_id, data=pdf("de"), language="de", title="Aufbau")
    make_paper(front.mug.product_id, data=pdf("fr"), language="fr", kind="safety")
    storefront.light()

    page = front.client.get("/p/blue-mug/").content.decode()

    shown = page.split('id="fold-documents"')[1].split("</details>")[0]
    assert "Assembly &lt;1&gt;" in shown
    assert "<bdi>PDF</bdi> · " in shown
    assert "1.0\xa0KB" in shown
    assert 'hreflang="fr" type="application/pdf">Safety sheet</a>' in shown
    assert '<span lang="fr" dir="auto">français</span>' in shown
    assert shown.index("Safety sheet") < shown.index("1 in another language")
    assert '<a class="link"' in shown.split("1 in another language")[1]
    assert 'lang="de" dir="auto" type="application/pdf">Aufbau' in shown.split("1 in another")[1]


def test_a_product_without_papers_has_no_such_section() -> None:
    front = storefront.open_storefront()

    assert "fold-documents" not in front.client.get("/p/blue-mug/").content.decode()


def test_a_download_is_never_shown_as_a_page(client: Client) -> None:
    paper = make_paper(data=pdf("Keep dry."))

    answer = client.get(f"/documents/{paper.key}/{paper.name}")

    assert b"".join(answer.streaming_content) == pdf("Keep dry.")  # type: ignore[attr-defined]
    assert answer["Content-Type"] == "application/pdf"
    assert answer["Content-Disposition"] == 'attachment; filename="Mug.pdf"'
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in answer["Content-Security-Policy"]


def test_unknown_keys_other_names_and_lost_files_are_not_found(client: Client) -> None:
    paper = make_paper()

    assert client.get("/documents/nothing/Mug.pdf").status_code == 404
    assert client.get(f"/documents/{paper.key}/Mug.html").status_code == 404
    default_storage.delete(paper.path)
    assert client.get(f"/documents/{paper.key}/{paper.name}").status_code == 404
