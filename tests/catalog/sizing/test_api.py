"""Partners keep size guides, and learn which holds for a product (P10)."""

from typing import Any

import pytest

from catalog.models import SizeGuide
from tests.builders import reviews as voices
from tests.builders import sizing as build
from tests.builders import storefront

pytestmark = pytest.mark.django_db
BODY = {
    "names": {"en": "Ring sizes"},
    "how": {"en": "Wrap a thread."},
    "basis": "body",
    "measures": [{"code": "round", "names": {"en": "Round"}}],
    "lines": [{"size": "50", "cells": {"round": "4.9-5.0"}}],
    "holds_for": {"families": ["cushion"]},
}
WHOLE = BODY | {
    "unit": "cm",
    "axis": "size",
    "asks_fit": True,
    "measures": [{"code": "round", "names": {"en": "Round"}, "kind": "length", "attribute": ""}],
    "holds_for": {"families": ["cushion"], "categories": [], "products": []},
}


def test_keeps_reads_changes_and_drops_a_guide(partner: Any) -> None:
    build.make_attributes()
    writer = partner("catalog:read", "catalog:write")

    made = writer.post(
        "/api/v1/size-guides", BODY, format="json", headers={"Idempotency-Key": "one"}
    )
    path = f"/api/v1/size-guides/{made.json()['id']}"
    read = writer.get(path)
    stale = writer.put(path, BODY, format="json", headers={"If-Match": '"old"'})
    changed = writer.put(
        path, WHOLE | {"unit": "in"}, format="json", headers={"If-Match": read["ETag"]}
    )
    listed = writer.get("/api/v1/size-guides").json()["data"]
    gone = writer.delete(path)

    assert made.status_code == 201
    assert read.json() == made.json() == WHOLE | {"id": made.json()["id"]}
    assert (stale.status_code, changed.json()["unit"]) == (412, "in")
    assert listed == [changed.json()]
    assert (gone.status_code, SizeGuide.objects.count()) == (204, 0)


@pytest.mark.parametrize(
    ("changes", "status", "code"),
    [
        ({"lines": [{"size": "50", "cells": {"round": "wide"}}]}, 400, "bad_size_guide"),
        ({"lines": [{"size": "50", "cells": {"deep": "4"}}]}, 400, "bad_size_guide"),
        ({"holds_for": {"families": ["boats"]}}, 404, "unknown_family"),
        ({"colour": "red"}, 400, "invalid"),
    ],
)
def test_refuses_guides_that_cannot_be(
    partner: Any, changes: dict[str, Any], status: int, code: str
) -> None:
    build.make_attributes()
    client = partner("catalog:write")

    answer = client.post(
        "/api/v1/size-guides", BODY | changes, format="json", headers={"Idempotency-Key": "x"}
    )

    assert answer.status_code == status
    assert answer.json()["code"] == code
    assert not SizeGuide.objects.exists()


def test_only_writers_write(partner: Any) -> None:
    _front, product = build.open_cushions()
    reader = partner("catalog:read")
    key = SizeGuide.objects.get().public_id
    path = f"/api/v1/products/{product.public_id}/size-guide"

    answers = [
        reader.post("/api/v1/size-guides", BODY, format="json"),
        reader.put(f"/api/v1/size-guides/{key}", BODY, format="json"),
        reader.delete(f"/api/v1/size-guides/{key}"),
        reader.put(path, {"size_guide_id": None}, format="json"),
        reader.delete(path),
    ]

    assert {answer.status_code for answer in answers} == {403}
    assert SizeGuide.objects.count() == 1


def test_a_product_tells_its_guide_and_may_have_its_own(partner: Any) -> None:
    _front, product = build.open_cushions()
    own = build.make_guide(names={"en": "Own"})
    writer = partner("catalog:read", "catalog:write")
    path = f"/api/v1/products/{product.public_id}"

    inherited = writer.get(f"{path}/size-guide").json()
    mine = writer.put(f"{path}/size-guide", {"size_guide_id": own.public_id}, format="json").json()
    none = writer.put(f"{path}/size-guide", {"size_guide_id": None}, format="json").json()
    again = writer.delete(f"{path}/size-guide")

    assert inherited["source"] == "family"
    assert (mine["source"], mine["size_guide"]["id"]) == ("product", own.public_id)
    assert none == {"source": "product", "size_guide": None}
    assert again.status_code == 204
    assert writer.get(f"{path}/size-guide").json() == inherited
    sheet = writer.get(path).json()
    assert sheet["size_guide"] == {
        "id": inherited["size_guide"]["id"],
        "name": "Cushion sizes",
        "axis": "size",
    }


def test_a_sheet_sums_up_how_the_size_turns_out(partner: Any) -> None:
    _front, product = build.open_cushions()
    for number, fit in enumerate(["small", "small", "small", "small", "true"], start=1):
        bought = voices.make_purchase(product, line_id=number, customer_id=number)
        voices.make_review(product, purchase=bought, fit=fit)
    storefront.light()

    client = partner("catalog:read")
    rating = client.get(f"/api/v1/products/{product.public_id}").json()["rating"]
    said = client.get(f"/api/v1/products/{product.public_id}/reviews").json()["data"]

    assert rating["fit"] == {
        "verdict": "small", "share": 80, "answers": 5, "small": 4, "true": 1, "large": 0,
    }  # fmt: skip
    assert [one["fit"] for one in said] == ["true", "small", "small", "small", "small"]


def test_a_review_by_api_says_how_it_fits_only_where_it_is_asked(partner: Any) -> None:
    front, product = build.open_cushions()
    client = partner("reviews:write")
    said = {"stars": 5, "text": voices.TEXT, "name": "Ada", "fit": "large"}

    taken, refused = (
        client.post(
            f"/api/v1/products/{one.public_id}/reviews",
            said,
            format="json",
            headers={"Idempotency-Key": one.public_id},
        )
        for one in (product, front.mug.product)
    )

    assert (taken.status_code, taken.json()["fit"]) == (201, "large")
    assert (refused.status_code, refused.json()["code"]) == (400, "bad_review")
