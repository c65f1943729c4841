"""What may be there only once, written by two at once: a conflict that names the field, at every door."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import IntegrityError, connection
from rest_framework.test import APIClient

from catalog.models import Brand, Product
from cms.models import Menu
from commerce import db
from commerce.channels.models import Channel
from commerce.errors import Conflict
from commerce.identity.models import ApiKey
from commerce.uniqueness import Taken
from tests.builders import commerce, races
from tests.builders.commerce import AT


@pytest.fixture
def pool() -> Iterator[ThreadPoolExecutor]:
    with ThreadPoolExecutor(1) as found:
        yield found


@pytest.mark.django_db
def test_a_second_row_of_its_kind_is_a_conflict_that_names_the_field() -> None:
    Brand.objects.create(name="Hay", code="hay")

    with pytest.raises(Taken) as refused, db.transaction():
        Brand.objects.create(name="Hay & Co", code="hay")

    assert isinstance(refused.value, Conflict)
    assert (refused.value.field, refused.value.message) == (
        "code",
        "Brand with this Code already exists.",
    )
    assert Brand.objects.get().name == "Hay"


@pytest.mark.django_db
def test_several_columns_name_the_one_that_was_typed() -> None:
    commerce.make_channel()
    channel = Channel.objects.get()
    Menu.objects.create(channel=channel, place="header")

    with pytest.raises(Taken) as refused, db.transaction():
        Menu.objects.create(channel=channel, place="header")

    assert refused.value.field == "place"
    assert refused.value.message == "Menu with this Channel and Place already exists."


@pytest.mark.django_db
def test_what_is_no_matter_of_being_first_stays_a_fault() -> None:
    """A missing parent and a broken rule are bugs, and are logged as such."""
    key, _secret = commerce.make_api_key(channel=None)

    for change in ({"name": None}, {"channel_id": 999_999}):
        with pytest.raises(IntegrityError), db.transaction():
            ApiKey.objects.filter(pk=key.pk).update(**change)
            connection.check_constraints()


@pytest.mark.race
@pytest.mark.django_db(transaction=True)
def test_a_partner_who_is_slower_is_told_so(pool: ThreadPoolExecutor) -> None:
    """The same product is sent twice at once: one is made, the other gets 409 with a pointer."""
    commerce.make_channel()
    _key, secret = commerce.make_api_key("catalog:write")
    partner = APIClient(
        headers={"Authorization": f"Bearer {secret}", "Idempotency-Key": "one-12345"}
    )
    sent = {"source_key": "erp-1", "words": {"en": {"name": "Mug"}}}

    with db.transaction():
        Product.objects.create(source_key="erp-1", created_at=AT, updated_at=AT)
        asking = pool.submit(
            races.apart, lambda: partner.post("/api/v1/products", sent, format="json")
        )
        races.wait_for_a_lock()
    answer = asking.result()

    assert answer.status_code == 409, answer.json()
    assert (answer.json()["code"], answer.json()["errors"][0]["pointer"]) == (
        "taken",
        "/source_key",
    )
    assert Product.objects.count() == 1
