"""The write doors of products and variants, and the record as those who write see it."""

from typing import Any, ClassVar

from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from catalog.assets import queries as assets
from catalog.attributes import queries as attributes
from catalog.products import actions, queries, rules
from catalog.products.models import Picture, Product, ProductCategory, Variant
from catalog.taxonomy import queries as taxonomy
from commerce import clock, db
from commerce.errors import Invalid
from commerce.http import etags
from commerce.http.inputs import Strict
from commerce.http.views import ApiView
from commerce.money import Money

MOST_PICTURES = 60
READ_WRITE = {
    "GET": "catalog:read",
    "POST": "catalog:write",
    "PATCH": "catalog:write",
    "PUT": "catalog:write",
    "DELETE": "catalog:write",
}
IF_MATCH = OpenApiParameter(
    "If-Match", str, OpenApiParameter.HEADER, description="ETag of the record that was read"
)


class ProductInput(Strict):
    """What may be said of a product; `words` and `values` are merged, null takes a key away."""

    words = serializers.JSONField(
        required=False, help_text="{language: {name, slug, summary, description}}"
    )
    values = serializers.JSONField(required=False, help_text="{attribute code: value}")
    family = serializers.CharField(required=False, allow_null=True, help_text="code")
    brand = serializers.CharField(required=False, allow_null=True, help_text="code")
    category = serializers.CharField(required=False, allow_null=True, help_text="code")
    categories = serializers.ListField(
        child=serializers.CharField(), required=False, max_length=50, help_text="further codes"
    )
    tax_class = serializers.SlugField(max_length=40, required=False)
    source_key = serializers.CharField(max_length=120, required=False, allow_null=True)


class CostInput(Strict):
    """What one piece costs us."""

    amount = serializers.CharField(max_length=24)
    currency = serializers.RegexField(r"^[A-Z]{3}$")


class VariantInput(Strict):
    """What may be said of a variant; sizes in millimeters, weight in grams."""

    sku = serializers.CharField(max_length=80)
    gtin = serializers.CharField(max_length=20, allow_blank=True, required=False)
    values = serializers.JSONField(required=False, help_text="{attribute code: value}")
    weight_g = serializers.IntegerField(min_value=0, max_value=10**8, required=False)
    length_mm = serializers.IntegerField(min_value=0, max_value=10**6, required=False)
    width_mm = serializers.IntegerField(min_value=0, max_value=10**6, required=False)
    height_mm = serializers.IntegerField(min_value=0, max_value=10**6, required=False)
    max_quantity = serializers.IntegerField(min_value=1, max_value=10**6, required=False)
    expected_on = serializers.DateField(
        required=False, allow_null=True, help_text="when more of it comes"
    )
    lead_days = serializers.IntegerField(
        min_value=0,
        max_value=rules.MOST_LEAD_DAYS,
        required=False,
        help_text="until one is ready that does not lie there",
    )
    position = serializers.IntegerField(min_value=0, max_value=30_000, required=False)
    active = serializers.BooleanField(required=False)
    cost = CostInput(required=False)


class PictureInput(Strict):
    """One picture of the gallery; `variant_id` when it shows one variant only."""

    asset_id = serializers.CharField()
    variant_id = serializers.CharField(required=False, allow_null=True)


class GalleryInput(Strict):
    """The whole gallery in order."""

    data = serializers.ListField(child=PictureInput(), max_length=MOST_PICTURES)  # type: ignore[assignment]


class VariantRecord(serializers.Serializer[Any]):
    """A variant as stored."""

    id = serializers.CharField()
    sku = serializers.CharField()
    gtin = serializers.CharField(allow_blank=True)
    values = serializers.DictField()
    options = serializers.DictField(child=serializers.CharField(allow_blank=True))
    weight_g = serializers.IntegerField()
    length_mm = serializers.IntegerField()
    width_mm = serializers.IntegerField()
    height_mm = serializers.IntegerField()
    max_quantity = serializers.IntegerField()
    expected_on = serializers.DateField(allow_null=True)
    lead_days = serializers.IntegerField()
    position = serializers.IntegerField()
    active = serializers.BooleanField()


class PictureRecord(serializers.Serializer[Any]):
    """A picture of the gallery."""

    asset_id = serializers.CharField()
    variant_id = serializers.CharField(allow_null=True)


class ProductRecord(serializers.Serializer[Any]):
    """A product as stored, published or not."""

    id = serializers.CharField()
    source_key = serializers.CharField(allow_null=True)
    state = serializers.CharField()
    version = serializers.IntegerField()
    words = serializers.DictField()
    values = serializers.DictField()
    family = serializers.CharField(allow_null=True)
    brand = serializers.CharField(allow_null=True)
    category = serializers.CharField(allow_null=True)
    categories = serializers.ListField(child=serializers.CharField())
    tax_class = serializers.CharField()
    variants = VariantRecord(many=True)
    media = PictureRecord(many=True)
    created_at = serializers.DateTimeField()
    updated_at = serializers.DateTimeField()


class CreateProduct(ApiView):
    """Products come into being."""

    @extend_schema(
        operation_id="products_create", request=ProductInput, responses={201: ProductRecord}
    )
    def post(self, request: Request) -> Response:
        """This makes a product without variants; it shows nowhere until it is published."""
        wanted = ProductInput.read(request)
        with db.speaking_as(str(self.actor)), db.transaction():
            changes = _referred(wanted)
            further = changes.pop("categories", [])
            at = clock.now()
            row = actions.create_product(
                words=_mapping(changes.pop("words", {}), "words"), by=self.actor, at=at, **changes
            )
            if further:
                actions.place(product_id=row.pk, category_ids=further, by=self.actor, at=at)
        return etags.answer(request, record(row), status=201)


class ChangeProduct(ApiView):
    """A product changes."""

    @extend_schema(
        operation_id="products_change",
        parameters=[IF_MATCH],
        request=ProductInput,
        responses=ProductRecord,
    )
    def patch(self, request: Request, public_id: str) -> Response:
        """This changes parts of a product; `If-Match` with the record's tag guards against old reads."""
        wanted = ProductInput.read(request, partial=True)
        with db.speaking_as(str(self.actor)), db.transaction():
            row = _guarded(request, public_id)
            changes = _referred(wanted)
            further = changes.pop("categories", None)
            at = clock.now()
            actions.change_product(product_id=row.pk, changes=changes, by=self.actor, at=at)
            if further is not None:
                actions.place(product_id=row.pk, category_ids=further, by=self.actor, at=at)
        return etags.answer(request, record(queries.get_product(public_id)))


class Record(ApiView):
    """A product as stored."""

    scopes: ClassVar[dict[str, str]] = {"GET": "catalog:write"}

    @extend_schema(operation_id="products_record", responses=ProductRecord)
    def get(self, request: Request, public_id: str) -> Response:
        """This shows what is stored of a product, published or not, with the tag for `If-Match`."""
        return etags.answer(request, record(queries.get_product(public_id)))


class Variants(ApiView):
    """Variants of a product."""

    scopes: ClassVar[dict[str, str]] = READ_WRITE

    @extend_schema(
        operation_id="products_variants_create",
        request=VariantInput,
        responses={201: ProductRecord},
    )
    def post(self, request: Request, public_id: str) -> Response:
        """This adds a variant and answers with the product's record."""
        wanted = _costed(VariantInput.read(request))
        with db.speaking_as(str(self.actor)), db.transaction():
            product = _guarded(request, public_id)
            actions.save_variant(
                product_id=product.pk, changes=wanted, by=self.actor, at=clock.now()
            )
        return etags.answer(request, record(queries.get_product(public_id)), status=201)


class VariantDetail(ApiView):
    """One variant."""

    scopes: ClassVar[dict[str, str]] = READ_WRITE

    @extend_schema(
        operation_id="products_variants_change",
        parameters=[IF_MATCH],
        request=VariantInput,
        responses=ProductRecord,
    )
    def patch(self, request: Request, public_id: str, variant_id: str) -> Response:
        """This changes parts of a variant and answers with the product's record."""
        wanted = _costed(VariantInput.read(request, partial=True))
        with db.speaking_as(str(self.actor)), db.transaction():
            product = _guarded(request, public_id)
            row = queries.get_variant(product, variant_id)
            actions.save_variant(
                product_id=product.pk,
                variant_id=row.pk,
                changes=wanted,
                by=self.actor,
                at=clock.now(),
            )
        return etags.answer(request, record(queries.get_product(public_id)))


class Gallery(ApiView):
    """The pictures of a product."""

    scopes: ClassVar[dict[str, str]] = READ_WRITE

    @extend_schema(operation_id="products_media_set", request=GalleryInput, responses=ProductRecord)
    def put(self, request: Request, public_id: str) -> Response:
        """This sets the whole gallery in order."""
        wanted = GalleryInput.read(request)["data"]
        with db.speaking_as(str(self.actor)), db.transaction():
            product = _guarded(request, public_id)
            keys = assets.ids([one["asset_id"] for one in wanted])
            actions.show_pictures(
                product_id=product.pk,
                pictures=[
                    (keys[one["asset_id"]], _variant_key(product, one.get("variant_id")))
                    for one in wanted
                ],
                by=self.actor,
                at=clock.now(),
            )
        return etags.answer(request, record(queries.get_product(public_id)))


def record(row: Product) -> dict[str, Any]:
    """This is a product as stored, as JSON; a constant number of queries."""
    further = ProductCategory.objects.filter(product=row).order_by("category__code")
    pictures = Picture.objects.filter(product=row).order_by("position", "id")
    return {
        "id": row.public_id,
        "source_key": row.source_key,
        "state": row.state,
        "version": row.version,
        "words": row.words,
        "values": row.values,
        "family": row.family.code if row.family else None,
        "brand": row.brand.code if row.brand else None,
        "category": row.category.code if row.category else None,
        "categories": list(further.values_list("category__code", flat=True)),
        "tax_class": row.tax_class,
        "variants": [
            _variant(one) for one in Variant.objects.filter(product=row).order_by("position", "id")
        ],
        "media": [
            {"asset_id": asset, "variant_id": variant}
            for asset, variant in pictures.values_list("asset__public_id", "variant__public_id")
        ],
        "created_at": row.created_at,
        "updated_at": row.updated_at,
    }


def _variant(row: Variant) -> dict[str, Any]:
    names = (
        "sku", "gtin", "values", "options", "weight_g", "length_mm", "width_mm", "height_mm",
        "max_quantity", "expected_on", "lead_days", "position", "active",
    )  # fmt: skip
    return {"id": row.public_id} | {name: getattr(row, name) for name in names}


def _guarded(request: Request, public_id: str) -> Product:
    """The row stays locked, so what was compared is what is changed."""
    row = actions.locked_product(queries.get_product(public_id).pk)
    etags.check(request, record(row))
    return row


def _referred(wanted: dict[str, Any]) -> dict[str, Any]:
    """Codes become rows; words and values must be objects."""
    found = dict(wanted)
    if wanted.get("family"):
        found["family"] = attributes.get_family(wanted["family"])
    if wanted.get("brand"):
        found["brand"] = taxonomy.get_brand(wanted["brand"])
    if wanted.get("category"):
        found["category"] = taxonomy.get_category(wanted["category"])
    if "categories" in wanted:
        found["categories"] = [taxonomy.get_category(code).pk for code in wanted["categories"]]
    for name in ("words", "values"):
        if name in wanted:
            found[name] = _mapping(wanted[name], name)
    return found


def _costed(wanted: dict[str, Any]) -> dict[str, Any]:
    if "values" in wanted:
        _mapping(wanted["values"], "values")
    cost = wanted.get("cost")
    if cost is not None:
        wanted["cost"] = _money(cost["amount"], cost["currency"])
    return wanted


def _money(amount: str, currency: str) -> Money:
    try:
        return Money.parse(amount, currency)
    except ValueError as error:
        message = f"{currency!r} is not a currency"
        raise Invalid(message, field="cost/currency") from error


def _mapping(value: Any, name: str) -> dict[str, Any]:
    if not isinstance(value, dict):
        message = f"{name} is an object"
        raise Invalid(message, field=name)
    return value


def _variant_key(product: Product, public_id: str | None) -> int | None:
    return None if public_id is None else queries.get_variant(product, public_id).pk
