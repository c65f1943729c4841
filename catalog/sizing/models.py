"""Size guides, their columns and rows, and what they hold for."""

from functools import partial

from django.db import models
from django.db.models import Q
from django.utils.translation import get_language
from typing_extensions import override

from catalog.attributes.rules import said
from catalog.sizing import rules
from commerce import ids
from commerce.audit import triggers

new_guide_id = partial(ids.new, "sg")


class SizeGuide(models.Model):
    """A table of sizes; `names` and `how` (how to measure) are {language: text}.

    `axis` is the code of the attribute whose values are the sizes, `unit` the one lengths are typed in.
    `asks_fit` has reviewers say whether the goods turned out as large as expected.
    """

    public_id = models.CharField(max_length=40, unique=True, default=new_guide_id)
    names = models.JSONField(default=dict)
    how = models.JSONField(default=dict, blank=True)
    basis = models.CharField("measures", max_length=10, choices=rules.BASES, default="goods")
    unit = models.CharField(max_length=4, choices=rules.UNITS, default="cm")
    axis = models.SlugField("sizes are values of", max_length=60, default="size")
    asks_fit = models.BooleanField("reviewers say whether it fits", default=True)
    updated_at = models.DateTimeField()

    class Meta:
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(basis__in=[one for one, _ in rules.BASES]), name="size_guide_basis"
            ),
            models.CheckConstraint(
                condition=Q(unit__in=[one for one, _ in rules.UNITS]), name="size_guide_unit"
            ),
        ]
        triggers = triggers.audited(ignore=("updated_at",))

    @override
    def __str__(self) -> str:
        return said(self.names, get_language() or "") or self.public_id


class SizeMeasure(models.Model):
    """A column of a guide: a length or a text; with `attribute` the goods themselves say it."""

    guide = models.ForeignKey(SizeGuide, on_delete=models.CASCADE, related_name="measures")
    code = models.SlugField(max_length=40)
    names = models.JSONField(default=dict)
    kind = models.CharField(max_length=10, choices=rules.KINDS, default="length")
    attribute = models.SlugField("taken from the attribute", max_length=60, blank=True)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["position", "id"]
        constraints = [
            models.UniqueConstraint(fields=["guide", "code"], name="one_measure_per_code")
        ]
        triggers = triggers.audited(ignore=("position",), inserts=False)

    @override
    def __str__(self) -> str:
        return said(self.names, get_language() or "") or self.code


class SizeLine(models.Model):
    """A row of a guide; `cells` is {measure code: text as typed}."""

    guide = models.ForeignKey(SizeGuide, on_delete=models.CASCADE, related_name="lines")
    size = models.CharField(max_length=rules.LONGEST_SIZE)
    cells = models.JSONField(default=dict)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["position", "id"]
        constraints = [models.UniqueConstraint(fields=["guide", "size"], name="one_line_per_size")]
        triggers = triggers.audited(ignore=("position",), inserts=False)

    @override
    def __str__(self) -> str:
        return self.size


class SizeGuideUse(models.Model):
    """A guide holds for one family, category or product; without a guide a product shows none."""

    guide = models.ForeignKey(
        SizeGuide, on_delete=models.CASCADE, null=True, blank=True, related_name="uses"
    )
    family = models.OneToOneField(
        "catalog.Family", on_delete=models.CASCADE, null=True, blank=True, related_name="+"
    )
    category = models.OneToOneField(
        "catalog.Category", on_delete=models.CASCADE, null=True, blank=True, related_name="+"
    )
    product = models.OneToOneField(
        "catalog.Product", on_delete=models.CASCADE, null=True, blank=True, related_name="+"
    )

    class Meta:
        ordering = ["id"]
        verbose_name = "use of a size guide"
        verbose_name_plural = "holds for"
        constraints = [
            models.CheckConstraint(
                condition=(
                    Q(family__isnull=False, category__isnull=True, product__isnull=True)
                    | Q(family__isnull=True, category__isnull=False, product__isnull=True)
                    | Q(family__isnull=True, category__isnull=True, product__isnull=False)
                ),
                name="size_guide_for_one_thing",
            ),
            models.CheckConstraint(
                condition=Q(guide__isnull=False) | Q(product__isnull=False),
                name="only_products_show_no_size_guide",
            ),
        ]
        triggers = triggers.audited()

    @override
    def __str__(self) -> str:
        return str(self.family or self.category or self.product)
