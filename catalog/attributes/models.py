"""Attributes, their options, families, and which family asks for what."""

from django.db import models
from typing_extensions import override

KINDS = [
    ("text", "Text"),
    ("number", "Number"),
    ("choice", "Choice"),
    ("color", "Color"),
    ("boolean", "Yes or no"),
]


class Attribute(models.Model):
    """Something that can be said of a product; `names` is {language: text}, `unit` as it is printed."""

    code = models.SlugField(max_length=60, unique=True)
    kind = models.CharField(max_length=10, choices=KINDS)
    names = models.JSONField(default=dict)
    unit = models.CharField(max_length=20, blank=True)
    many = models.BooleanField("several values", default=False)
    translated = models.BooleanField("text per language", default=False)
    is_facet = models.BooleanField("filter in lists", default=False)
    is_searchable = models.BooleanField("found by search", default=True)
    position = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["position", "code"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(kind__in=[kind for kind, _ in KINDS]), name="attribute_kind"
            ),
            models.CheckConstraint(
                condition=models.Q(many=False) | models.Q(kind__in=["choice", "color"]),
                name="only_choices_are_many",
            ),
            models.CheckConstraint(
                condition=models.Q(translated=False) | models.Q(kind="text"),
                name="only_text_is_translated",
            ),
        ]

    @override
    def __str__(self) -> str:
        return self.code


class AttributeOption(models.Model):
    """One value of a choice or color; `hex` is "#rrggbb" for colors."""

    attribute = models.ForeignKey(Attribute, on_delete=models.CASCADE, related_name="options")
    code = models.SlugField(max_length=60)
    names = models.JSONField(default=dict)
    hex = models.CharField(max_length=7, blank=True)
    position = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["position", "id"]
        constraints = [
            models.UniqueConstraint(fields=["attribute", "code"], name="one_option_per_code"),
            models.CheckConstraint(
                condition=models.Q(hex="") | models.Q(hex__regex=r"^#[0-9a-f]{6}$"),
                name="option_hex_color",
            ),
        ]

    @override
    def __str__(self) -> str:
        return self.code


class Family(models.Model):
    """A kind of product: which attributes it has; `needs_picture` holds back products without one.

    `google_category` serves merchant feeds where no category of the product names one.
    """

    code = models.SlugField(max_length=60, unique=True)
    names = models.JSONField(default=dict)
    needs_picture = models.BooleanField(default=False)
    google_category = models.PositiveIntegerField("Google product category", null=True, blank=True)

    class Meta:
        ordering = ["code"]
        verbose_name_plural = "families"

    @override
    def __str__(self) -> str:
        return self.code


class FamilyAttribute(models.Model):
    """A family asks for an attribute: `is_axis` tells variants apart, `required_in` lists channel codes.

    "*" in `required_in` means every channel.
    """

    family = models.ForeignKey(Family, on_delete=models.CASCADE, related_name="asked")
    attribute = models.ForeignKey(Attribute, on_delete=models.PROTECT, related_name="+")
    is_axis = models.BooleanField("tells variants apart", default=False)
    required_in = models.JSONField(default=list, blank=True)
    position = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["position", "id"]
        constraints = [
            models.UniqueConstraint(fields=["family", "attribute"], name="asked_once_per_family")
        ]

    @override
    def __str__(self) -> str:
        return f"{self.family_id}: {self.attribute_id}"
