"""The sitemaps of the catalog: products, and the shelves they stand on."""

from collections.abc import Iterator

from catalog.search.queries import mapping
from catalog.taxonomy import queries as taxonomy
from commerce.channels.queries import ChannelInfo
from commerce.storefront.sitemaps import Entry, Section


def _products(channel: ChannelInfo, language: str, number: int) -> Iterator[Entry]:
    for one in mapping.mapped(channel=channel, number=number):
        yield Entry(
            paths={code: f"/p/{slug}/" for code, slug in one.slugs.items()},
            changed_at=one.changed_at.get(language),
            images=one.images,
        )


def _categories(channel: ChannelInfo, language: str, number: int) -> Iterator[Entry]:
    """Shelves with nothing on them in this channel are no pages to find."""
    if number:
        return
    filled = mapping.filled(channel=channel)
    if filled:
        yield Entry(paths=dict.fromkeys(channel.languages, "/products/"))
    for node in taxonomy.flat(language=language).values():
        if node.category_id in filled:
            yield Entry(paths=taxonomy.addresses(node, channel=channel))


PRODUCTS = Section(
    name="products", parts=lambda channel: mapping.parts(channel=channel), entries=_products
)
CATEGORIES = Section(name="categories", parts=lambda _channel: [0], entries=_categories)
