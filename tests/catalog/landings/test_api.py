"""Partners read which landing pages there are."""

from typing import Any

import pytest

from tests.builders import landings as build

pytestmark = pytest.mark.django_db
URL = "/api/v1/landing-pages"


def test_they_are_listed_and_read_in_a_language(partner: Any) -> None:
    build.open_vases()
    row = build.make_landing()
    client = partner("catalog:read")

    listed = client.get(URL, {"language": "de", "category": "vases"}).json()["data"]
    one = client.get(f"{URL}/{row.public_id}").json()

    assert listed == [
        {
            "id": row.public_id,
            "category": "vases",
            "filters": {"color": ["ink", "sky"]},
            "language": "de",
            "path": "/de/c/vasen/blaue-vasen/",
            "heading": "Blaue Vasen",
            "title": "Blaue Vasen",
            "description": "",
            "intro": "",
            "indexable": True,
            "changed_at": one["changed_at"],
        }
    ]
    assert (one["path"], one["intro"]) == ("/c/vases/blue-vases/", "For green stems.")
    assert client.get(URL, {"category": "mugs"}).json() == {"data": []}


def test_who_asks_wrongly_is_told(partner: Any) -> None:
    build.open_vases()
    row = build.make_landing()
    build.retire(row)
    client = partner("catalog:read")

    assert client.get(f"{URL}/{row.public_id}").status_code == 404
    assert client.get(URL, {"category": "moon"}).status_code == 404
    assert client.get(URL, {"language": "xx"}).status_code == 400
    assert client.get(URL, {"color": "sky"}).status_code == 400
    assert partner("orders:read").get(URL).status_code == 403
