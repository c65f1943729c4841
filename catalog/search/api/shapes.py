"""What the answers look like, for the API's description."""

from typing import Any

from drf_spectacular.utils import OpenApiParameter
from rest_framework import serializers


class Amount(serializers.Serializer[Any]):
    """An amount of money as decimal text."""

    amount = serializers.CharField()
    currency = serializers.CharField()


class CardImage(serializers.Serializer[Any]):
    """A picture; other widths and AVIF lie under the same key. Crops keep the focal point (percent)."""

    url = serializers.CharField()
    alt = serializers.CharField(allow_blank=True)
    width = serializers.IntegerField()
    height = serializers.IntegerField()
    color = serializers.CharField()
    focal_x = serializers.IntegerField()
    focal_y = serializers.IntegerField()


class Swatch(serializers.Serializer[Any]):
    """A color to choose."""

    name = serializers.CharField(allow_blank=True)
    hex = serializers.CharField(allow_blank=True)


class Fit(serializers.Serializer[Any]):
    """What verified buyers say of the size; `share` is the percentage of those who say the verdict.

    Of a mixed verdict, `share` is the percentage of those who find it true to size.
    """

    verdict = serializers.ChoiceField(choices=["small", "true", "large", "mixed"])
    share = serializers.IntegerField()
    answers = serializers.IntegerField()
    small = serializers.IntegerField()
    true = serializers.IntegerField()
    large = serializers.IntegerField()


class Rating(serializers.Serializer[Any]):
    """What shoppers think; `stars` (sheets only) counts the reviews with one to five stars.

    `fit` (sheets only) is null while too few buyers say how the size turned out.
    """

    average = serializers.CharField()
    count = serializers.IntegerField()
    stars = serializers.ListField(child=serializers.IntegerField(), required=False)
    fit = Fit(required=False, allow_null=True)


class BasePrice(Amount):
    """What one liter, kilogram or meter costs."""

    unit = serializers.ChoiceField(choices=["l", "kg", "m"])


class ProductItem(serializers.Serializer[Any]):
    """A product in a list; `fields` may leave parts out."""

    id = serializers.CharField()
    slug = serializers.CharField(required=False)
    name = serializers.CharField(required=False, allow_blank=True)
    language = serializers.CharField(required=False, help_text="that the name is in")
    summary = serializers.CharField(required=False, allow_blank=True)
    brand = serializers.CharField(required=False, allow_blank=True)
    category = serializers.CharField(required=False, allow_blank=True)
    image = CardImage(required=False, allow_null=True)
    hover_image = serializers.CharField(required=False, allow_blank=True)
    price = Amount(required=False)
    price_from = serializers.BooleanField(required=False)
    was = Amount(required=False, allow_null=True)
    base_price = BasePrice(required=False, allow_null=True)
    includes_tax = serializers.BooleanField(required=False)
    available = serializers.BooleanField(required=False, help_text="whether it can be ordered")
    low_stock = serializers.BooleanField(required=False)
    backorder = serializers.BooleanField(
        required=False, help_text="it can be ordered, though none lies there yet"
    )
    variant_count = serializers.IntegerField(required=False)
    variant_id = serializers.CharField(required=False, allow_null=True)
    swatches = Swatch(many=True, required=False)
    rating = Rating(required=False, allow_null=True)
    published_at = serializers.DateTimeField(required=False)


class ProductPage(serializers.Serializer[Any]):
    """A page of products."""

    data = ProductItem(many=True)  # type: ignore[assignment]
    has_more = serializers.BooleanField()
    next_cursor = serializers.CharField(allow_null=True)


class CategoryStep(serializers.Serializer[Any]):
    """A category on the way from the root."""

    code = serializers.CharField()
    name = serializers.CharField(allow_blank=True)
    slug = serializers.CharField(allow_blank=True)


class AttributeValue(serializers.Serializer[Any]):
    """An attribute as stored and as text."""

    code = serializers.CharField()
    name = serializers.CharField()
    kind = serializers.CharField()
    value = serializers.JSONField()
    text = serializers.CharField(allow_blank=True)


class OptionValue(serializers.Serializer[Any]):
    """A value to choose."""

    value = serializers.CharField()
    text = serializers.CharField(allow_blank=True)
    hex = serializers.CharField(allow_blank=True)


class Option(serializers.Serializer[Any]):
    """What a shopper chooses."""

    code = serializers.CharField()
    name = serializers.CharField()
    kind = serializers.CharField()
    values = OptionValue(many=True)


class Source(serializers.Serializer[Any]):
    """One file of a picture."""

    url = serializers.CharField()
    width = serializers.IntegerField()
    type = serializers.CharField()


class Media(CardImage):
    """A picture with its files; `variant_id` when it shows one variant."""

    sources = Source(many=True)
    variant_id = serializers.CharField(allow_null=True)


class BoxContent(serializers.Serializer[Any]):
    """So many of something lie in the box."""

    quantity = serializers.IntegerField()
    text = serializers.CharField(allow_blank=True)


class Paper(serializers.Serializer[Any]):
    """A document that comes with the product; `size` is in bytes, `language` empty without words."""

    id = serializers.CharField()
    kind = serializers.ChoiceField(choices=["manual", "safety", "certificate", "care"])
    language = serializers.CharField(allow_blank=True)
    title = serializers.CharField(allow_blank=True)
    name = serializers.CharField()
    type = serializers.CharField()
    size = serializers.IntegerField()
    url = serializers.CharField()


class Tier(serializers.Serializer[Any]):
    """A price from a quantity on."""

    min_quantity = serializers.IntegerField()
    price = Amount()


class VariantItem(serializers.Serializer[Any]):
    """A variant that can be bought."""

    id = serializers.CharField()
    sku = serializers.CharField()
    gtin = serializers.CharField(allow_blank=True)
    options = serializers.CharField(allow_blank=True)
    values = serializers.DictField(child=serializers.CharField(allow_blank=True))
    attributes = AttributeValue(many=True)
    price = Amount()
    was = Amount(allow_null=True)
    price_since = serializers.DateTimeField(allow_null=True)
    price_until = serializers.DateTimeField(allow_null=True)
    base_price = BasePrice(allow_null=True)
    tiers = Tier(many=True)
    stock = serializers.ChoiceField(choices=["in_stock", "low", "backorder", "none"])
    backorder = serializers.BooleanField(help_text="more can be ordered than lies there")
    expected_on = serializers.DateField(allow_null=True, help_text="when more of it comes")
    lead_days = serializers.IntegerField(
        help_text="until one is ready to send that does not lie there"
    )
    image = serializers.CharField(allow_blank=True)
    weight_g = serializers.IntegerField()
    length_mm = serializers.IntegerField()
    width_mm = serializers.IntegerField()
    height_mm = serializers.IntegerField()
    max_quantity = serializers.IntegerField()


class SizeGuideLink(serializers.Serializer[Any]):
    """The size guide of a product; its table is at /products/{id}/size-guide."""

    id = serializers.CharField()
    name = serializers.CharField()
    axis = serializers.CharField()


class ProductSheet(ProductItem):
    """A product in full, as the channel shows it."""

    description = serializers.CharField(allow_blank=True)
    slugs = serializers.DictField(child=serializers.CharField())
    tax_class = serializers.CharField()
    version = serializers.IntegerField()
    categories = CategoryStep(many=True)
    attributes = AttributeValue(many=True)
    options = Option(many=True)
    media = Media(many=True)
    family = serializers.CharField(allow_blank=True)
    size_guide = SizeGuideLink(allow_null=True)
    box = BoxContent(many=True)
    documents = Paper(many=True)
    variants = VariantItem(many=True)


class FacetValueItem(serializers.Serializer[Any]):
    """A value to filter by; `count` is how many products it would leave."""

    value = serializers.CharField()
    text = serializers.CharField(allow_blank=True)
    hex = serializers.CharField(allow_blank=True)
    count = serializers.IntegerField()
    chosen = serializers.BooleanField()


class FacetItem(serializers.Serializer[Any]):
    """Something to filter by."""

    code = serializers.CharField()
    name = serializers.CharField()
    kind = serializers.CharField()
    values = FacetValueItem(many=True)


class PriceSpan(serializers.Serializer[Any]):
    """The lowest and the highest price found."""

    lowest = Amount()
    highest = Amount()


class SearchAnswer(ProductPage):
    """Products found, with counts. `approximate` says that there are more matches than were counted.

    `corrected` is what was searched instead of the words as typed; with `broadened` any of the words
    was enough.
    """

    total = serializers.IntegerField()
    approximate = serializers.BooleanField()
    corrected = serializers.CharField(allow_blank=True)
    broadened = serializers.BooleanField()
    price_span = PriceSpan(allow_null=True)
    facets = FacetItem(many=True)


class SuggestedCategory(serializers.Serializer[Any]):
    """A category that may be meant."""

    code = serializers.CharField()
    name = serializers.CharField()
    slug = serializers.CharField()


class SuggestionAnswer(serializers.Serializer[Any]):
    """What may be meant: at most four queries, two categories, four products."""

    queries = serializers.ListField(child=serializers.CharField())
    categories = SuggestedCategory(many=True)
    products = ProductItem(many=True)


LANGUAGE = [
    OpenApiParameter("language", str, description="one of the channel's, its first when absent"),
    OpenApiParameter("channel", str, description="for keys that are not bound to a channel"),
]
LISTING = [
    *LANGUAGE,
    OpenApiParameter("limit", int, description="1 to 200, 24 when absent"),
    OpenApiParameter("after", str, description="next_cursor of the page before"),
    OpenApiParameter(
        "sort", str, description="popular, rating, newest, price, -price, name; best with q"
    ),
    OpenApiParameter("category", str, description="code of a category; its branch counts"),
    OpenApiParameter(
        "brand", str, many=True, description="code of a brand; repeat for any of them"
    ),
    OpenApiParameter("available", str, description="yes"),
    OpenApiParameter("sale", str, description="yes"),
    OpenApiParameter(
        "store",
        str,
        many=True,
        description="code of a store in which a version lies; repeat for any",
    ),
    OpenApiParameter("price[gte]", str, description="lowest price, such as 10.00"),
    OpenApiParameter("price[lte]", str, description="highest price"),
]
