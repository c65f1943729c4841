"""What makes listings stale."""

from catalog import events
from catalog.contracts import SellableLevel
from catalog.search import actions
from commerce.events.facts import Envelope
from commerce.events.registry import on
from inventory.events import StockLevelChanged

Changed = (
    events.ProductChanged
    | events.PriceChanged
    | events.ProductPublished
    | events.ProductUnpublished
    | events.ReviewApproved
    | events.ReviewWithdrawn
)


@on(
    events.ProductChanged,
    events.PriceChanged,
    events.ProductPublished,
    events.ProductUnpublished,
    events.ReviewApproved,
    events.ReviewWithdrawn,
)
def refresh_when_product_changed(fact: Changed, envelope: Envelope) -> None:
    """A product, its price, its publication or what shoppers say of it changed."""
    actions.mark_stale(product_ids=[fact.product_id], at=envelope.delivered_at)


@on(events.CategoryChanged)
def refresh_when_category_changed(fact: events.CategoryChanged, envelope: Envelope) -> None:
    """A category was renamed or moved: its products name it."""
    actions.mark_stale_category(category_id=fact.category_id, at=envelope.delivered_at)


@on(events.AttributeChanged)
def refresh_when_attribute_changed(fact: events.AttributeChanged, envelope: Envelope) -> None:
    """An attribute or its options were renamed."""
    actions.mark_stale_using(attribute=fact.attribute, at=envelope.delivered_at)


@on(events.PriceListChanged)
def refresh_when_price_list_changed(fact: events.PriceListChanged, envelope: Envelope) -> None:
    """A price list was ranked or switched: everything it prices may cost something else."""
    actions.mark_stale_using(price_list=fact.price_list, at=envelope.delivered_at)


@on(events.AssetChanged)
def refresh_when_asset_changed(fact: events.AssetChanged, envelope: Envelope) -> None:
    """A picture was described anew or replaced."""
    actions.mark_stale_using(asset_id=fact.asset_id, at=envelope.delivered_at)


@on(events.SizeGuideChanged)
def refresh_when_size_guide_changed(fact: events.SizeGuideChanged, envelope: Envelope) -> None:
    """A size guide was renamed, or holds for something else."""
    actions.mark_stale_sized(
        families=fact.families,
        categories=fact.categories,
        product_ids=fact.products,
        at=envelope.delivered_at,
    )


@on(StockLevelChanged)
def note_when_stock_changed(fact: StockLevelChanged, envelope: Envelope) -> None:
    """What can be sold of a variant changed in a warehouse."""
    level = SellableLevel(
        variant_id=fact.variant_id,
        warehouse_code=fact.warehouse_code,
        pieces=fact.on_hand - fact.allocated - fact.held,
        ships=fact.ships,
        beyond=fact.beyond,
    )
    actions.note_stock_level(level=level, at=envelope.delivered_at)
