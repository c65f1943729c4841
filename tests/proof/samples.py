"""Addresses of the demo that only its database knows; run as a program in the demo's environment.

`python -m tests.proof.samples` prints one JSON object: the placeholders that views name in their paths.
"""

import json
import sys
from collections.abc import Mapping
from typing import Any

import django


def found() -> dict[str, str]:
    """This picks one plain example of everything that has a page."""
    from catalog.products.models import Product
    from commerce import clock

    return {
        **_goods(Product.objects),
        **_voices(),
        **_people(clock.now()),
        **_orders(),
        **_lists(clock.now()),
        **_places(),
    }


def _goods(products: Any) -> dict[str, str]:
    from catalog.landings.models import Landing
    from catalog.search.models import Listing
    from catalog.taxonomy.models import Category
    from commerce.channels.queries import get_channel

    sold_out = Listing.objects.filter(
        channel_id=get_channel("eu").id, language="en", available=False
    )
    chosen = products.get(slugs__slug="corvo-gourd-vase", slugs__language="en")
    lamp = products.get(slugs__slug="lyra-table-lamp", slugs__language="en")
    landing = Landing.objects.get(slugs__slug="blue-vases", slugs__language="en")
    sized = products.get(slugs__slug="loden-linen-cushion", slugs__language="en")
    category = Category.objects.get(slugs__slug="vases", slugs__language="en")
    return {
        "product": chosen.words["en"]["slug"],
        "product_ar": chosen.words["ar"]["slug"],
        "lamp_ar": lamp.words["ar"]["slug"],
        "product_de": chosen.words["de"]["slug"],
        "sized": sized.words["en"]["slug"],
        "sized_ar": sized.words["ar"]["slug"],
        "product_id": chosen.public_id,
        "other_id": products.exclude(pk=chosen.pk).order_by("pk")[0].public_id,
        "variant": chosen.variants.order_by("pk")[0].public_id,
        "sold_out": sold_out.order_by("pk")[0].slug,
        "category": "vases",
        "category_ar": category.words["ar"]["slug"],
        "landing_ar": landing.words["ar"]["slug"],
        "category_de": category.words["de"]["slug"],
    }


def _voices() -> dict[str, str]:
    from catalog.products.models import Product
    from catalog.reviews.models import Review
    from catalog.reviews.pages.writing import bought_token
    from orders.order.models import OrderLine

    review = Review.objects.filter(state="approved").order_by("pk")[0]
    line = OrderLine.objects.select_related("order").filter(order__state="completed")[0]
    return {
        "review": review.public_id,
        "reviewed": Product.objects.get(pk=review.product_id).words["en"]["slug"],
        "review_token": bought_token(order_number=line.order.number, sku=line.sku),
    }


def _people(at: Any) -> dict[str, str]:
    from django.core import signing

    from catalog.alerts import actions as alerts
    from catalog.products.models import Variant
    from commerce import db
    from commerce.channels.queries import get_channel
    from crm.accounts import queries as accounts
    from crm.customers.models import Customer
    from crm.newsletter import queries as letters

    guest = Customer.objects.filter(user=None, erased_at=None).order_by("pk")[0]
    with db.transaction():
        alert = alerts.ask(
            variant=Variant.objects.order_by("pk")[0],
            channel=get_channel("eu"),
            language="en",
            email="waits@example.com",
            customer_id=None,
            at=at,
        )
    return {
        "claim": accounts.claim_token(customer_id=guest.pk),
        "alert": alert.token,
        "letter": signing.dumps(["ada@example.com", "en", "eu"], salt=letters.ASK_SALT),
        "leaving": letters.leave_path(guest.public_id).rsplit("/", 2)[1],
    }


def _orders() -> dict[str, str]:
    from crm.customers.models import Customer, CustomerAddress
    from orders.order.models import Order

    member = Customer.objects.get(email="mia.hoffmann@example.com")
    order = Order.objects.filter(customer_id=member.pk).exclude(token="").order_by("-placed_at")[0]
    linked = Order.objects.exclude(token="").order_by("-placed_at")[0]
    address = CustomerAddress.objects.filter(customer=member).order_by("pk")[0]
    untouched = Order.objects.filter(state="placed", quantity__gte=2, quantity_shipped=0)
    waiting = untouched.exclude(token="").order_by("-pk")[0]
    return {
        "open_order": waiting.public_id,
        "open_token": waiting.token,
        "order": linked.public_id,
        "order_token": linked.token,
        "order_number": order.number,
        "address": address.public_id,
    }


def _lists(at: Any) -> dict[str, str]:
    from catalog.products.models import Variant
    from commerce import ids
    from commerce.channels.queries import get_channel
    from orders.lists.models import SavedItem, SavedList
    from orders.lists.queries import letters, sharing

    variant = Variant.objects.filter(product__slugs__slug="corvo-gourd-vase").order_by("pk")[0]
    row = SavedList.objects.create(
        channel_id=get_channel("eu").id,
        language="en",
        guest="proof",
        kind="own",
        name="A list to look at",
        token=ids.token(),
        created_at=at,
        updated_at=at,
    )
    SavedItem.objects.create(
        saved_list=row, variant_id=variant.pk, product_id=variant.product_id, added_at=at
    )
    return {
        "list": row.token,
        "list_letters": letters.stop_token(row.public_id),
        "bag": sharing.bag_token([(variant.pk, 1)]),
    }


def _places() -> dict[str, str]:
    from inventory.stores.models import Store

    return {"store": Store.objects.order_by("pk")[0].slug, "page": "imprint"}


def main() -> None:
    """This prints the examples."""
    django.setup()
    examples: Mapping[str, str] = found()
    json.dump(examples, sys.stdout)


if __name__ == "__main__":
    main()
