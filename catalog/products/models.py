"""Products, variants, slugs, places in the tree, pictures, and what can be sold of a variant."""

from functools import partial
from typing import ClassVar

from django.conf import settings
from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import Q
from django.db.models.functions import Upper
from django.utils.translation import get_language
from typing_extensions import override

from catalog.products import rules
from catalog.products.rules import FAREWELLS
from catalog.products.states import ProductFlow
from commerce import db, ids
from commerce.audit import triggers
from commerce.money.fields import CurrencyField, MoneyOf, OptionalMinorField

new_product_id = partial(ids.new, "prd")
new_variant_id = partial(ids.new, "var")


class Product(models.Model):
    """What a shopper looks at.

    `words` is {language: {name, slug, summary, description}}, `values` is {attribute code: value}
    (a text, a decimal text, an option code or a list of them, or a truth). `popularity` orders
    lists, higher first; `version` grows with every change and is the ETag. `successor` comes after it,
    `farewell` is what its address answers once it is retired.
    """

    public_id = models.CharField(max_length=40, unique=True, default=new_product_id)
    source_key = models.CharField(max_length=120, unique=True, null=True, blank=True)
    family = models.ForeignKey(
        "catalog.Family", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    brand = models.ForeignKey(
        "catalog.Brand", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    category = models.ForeignKey(
        "catalog.Category", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    words = models.JSONField(default=dict)
    values = models.JSONField(default=dict, blank=True)
    tax_class = models.CharField(max_length=40, default="standard")
    state = models.CharField(
        max_length=10, choices=ProductFlow.choices, default=ProductFlow.initial
    )
    successor = models.ForeignKey(
        "catalog.Product", on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    farewell = models.CharField(max_length=10, choices=FAREWELLS, default="page", db_default="page")
    popularity = models.PositiveIntegerField(default=0)
    version = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField()
    updated_at = models.DateTimeField()

    objects: ClassVar[db.LockingQuerySet["Product"]] = db.LockingQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(condition=Q(state__in=ProductFlow.states), name="product_state")
        ]
        triggers = triggers.audited(ignore=("popularity", "version", "updated_at"), inserts=False)
        permissions = [("publish_product", "Can publish products")]

    @override
    def __str__(self) -> str:
        # In the reader's language, else in the house's first, else in whichever there is.
        spoken = [get_language() or "", settings.LANGUAGES[0][0], *self.words]
        names = (self.words.get(language, {}).get("name") for language in spoken)
        return str(next(filter(None, names), self.public_id))


class Variant(models.Model):
    """What lies in the box; dimensions in millimeters, weight in grams, cost of one piece.

    `options` words the axes per language ("Cobalt / 31 cm"); `max_quantity` bounds one cart line.
    `expected_on` is when more of it comes; shoppers read it while there is none. `lead_days` is how long it takes
    to have one ready that does not lie there, where stock may be promised beyond what does.
    """

    public_id = models.CharField(max_length=40, unique=True, default=new_variant_id)
    product = models.ForeignKey(Product, on_delete=models.CASCADE, related_name="variants")
    sku = models.CharField("SKU", max_length=80, unique=True)
    gtin = models.CharField("GTIN", max_length=14, blank=True)
    values = models.JSONField(default=dict, blank=True)
    options = models.JSONField(default=dict, blank=True)
    weight_g = models.PositiveIntegerField(default=0)
    length_mm = models.PositiveIntegerField(default=0)
    width_mm = models.PositiveIntegerField(default=0)
    height_mm = models.PositiveIntegerField(default=0)
    max_quantity = models.PositiveIntegerField(default=99)
    expected_on = models.DateField("more expected on", null=True, blank=True)
    lead_days = models.PositiveSmallIntegerField(
        "lead time in days",
        default=rules.LEAD_DAYS,
        db_default=rules.LEAD_DAYS,
        validators=[MaxValueValidator(rules.MOST_LEAD_DAYS)],
        help_text="How long it takes to have one ready that does not lie there; 0: at once.",
    )
    cost_minor = OptionalMinorField(null=True, blank=True)
    cost_currency = CurrencyField(blank=True)
    position = models.PositiveSmallIntegerField(default=0)
    active = models.BooleanField(default=True)

    cost = MoneyOf(currency="cost_currency")

    class Meta:
        ordering = ["product_id", "position", "id"]
        constraints = [
            models.UniqueConstraint(fields=["gtin"], condition=~Q(gtin=""), name="gtin_once"),
            models.CheckConstraint(condition=Q(max_quantity__gte=1), name="variant_max_quantity"),
            models.CheckConstraint(
                condition=Q(cost_minor__isnull=True) | Q(cost_minor__gte=0), name="variant_cost"
            ),
        ]
        indexes = [
            models.Index(Upper("sku"), name="variant_sku_upper"),
        ]
        triggers = triggers.audited(inserts=False)

    @override
    def __str__(self) -> str:
        return self.sku


class ProductSlug(models.Model):
    """A slug that leads, or once led, to a product; at most one per language is current."""

    product = models.ForeignKey(Product, on_delete=models.CASCADE, related_name="slugs")
    language = models.CharField(max_length=10)
    slug = models.CharField(max_length=200)
    current = models.BooleanField(default=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["language", "slug"], name="one_product_per_slug"),
            models.UniqueConstraint(
                fields=["product", "language"],
                condition=Q(current=True),
                name="one_current_product_slug",
            ),
        ]

    @override
    def __str__(self) -> str:
        return f"{self.language}: {self.slug}"


class ProductCategory(models.Model):
    """A product also stands in a further category."""

    product = models.ForeignKey(Product, on_delete=models.CASCADE, related_name="places")
    category = models.ForeignKey("catalog.Category", on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name_plural = "further categories"
        constraints = [
            models.UniqueConstraint(fields=["product", "category"], name="once_per_category")
        ]

    @override
    def __str__(self) -> str:
        return f"{self.product_id} in {self.category_id}"


class Picture(models.Model):
    """An asset shows a product, or one of its variants, at a place in the gallery."""

    product = models.ForeignKey(Product, on_delete=models.CASCADE, related_name="pictures")
    variant = models.ForeignKey(
        Variant, on_delete=models.CASCADE, null=True, blank=True, related_name="pictures"
    )
    asset = models.ForeignKey("catalog.Asset", on_delete=models.PROTECT, related_name="+")
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["position", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["product", "variant", "asset"],
                nulls_distinct=False,
                name="picture_once",
            )
        ]

    @override
    def __str__(self) -> str:
        return f"{self.asset_id} of {self.product_id}"


class Sellable(models.Model):
    """Pieces of a variant that lie free in a warehouse, as inventory last announced them.

    Without `ships` they lie in a store and can only be collected there; with `beyond` more can be promised
    than lies there.
    """

    pk = models.CompositePrimaryKey("variant_id", "warehouse_code")
    variant_id = models.BigIntegerField()
    warehouse_code = models.CharField(max_length=40)
    pieces = models.IntegerField(default=0)
    ships = models.BooleanField(default=True, db_default=True)
    beyond = models.BooleanField(default=False, db_default=False)

    class Meta:
        verbose_name = "sellable stock"

    @override
    def __str__(self) -> str:
        return f"{self.pieces} of {self.variant_id} in {self.warehouse_code}"
