"""Brands, categories and their slugs."""

from functools import partial
from typing import ClassVar

from django.db import models
from typing_extensions import override

from commerce import db, ids

new_category_id = partial(ids.new, "cat")


class Brand(models.Model):
    """Who makes or labels a product."""

    code = models.SlugField(max_length=80, unique=True)
    name = models.CharField(max_length=120)

    class Meta:
        ordering = ["name"]

    @override
    def __str__(self) -> str:
        return self.name


class Category(models.Model):
    """A place in the tree; `path` is "/1/7/" (keys from the root down to this row).

    `words` is {language: {name, slug, description}}; `google_category` is the number of its kin in
    Google's product taxonomy, for merchant feeds, and holds for the branch below.
    """

    public_id = models.CharField(max_length=40, unique=True, default=new_category_id)
    code = models.SlugField(max_length=80, unique=True)
    parent = models.ForeignKey(
        "catalog.Category",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    path = models.CharField(max_length=400, default="/", editable=False)
    depth = models.PositiveSmallIntegerField(default=0, editable=False)
    position = models.PositiveIntegerField(default=0)
    words = models.JSONField(default=dict)
    hidden = models.BooleanField(default=False)
    google_category = models.PositiveIntegerField("Google product category", null=True, blank=True)

    objects: ClassVar[db.LockingQuerySet["Category"]] = db.LockingQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering = ["position", "id"]
        verbose_name_plural = "categories"
        indexes = [
            models.Index(fields=["path"], name="category_path", opclasses=["varchar_pattern_ops"]),
        ]

    @override
    def __str__(self) -> str:
        return self.code


class CategorySlug(models.Model):
    """A slug that leads, or once led, to a category; at most one per language is current."""

    category = models.ForeignKey(Category, on_delete=models.CASCADE, related_name="slugs")
    language = models.CharField(max_length=10)
    slug = models.CharField(max_length=200)
    current = models.BooleanField(default=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["language", "slug"], name="one_category_per_slug"),
            models.UniqueConstraint(
                fields=["category", "language"],
                condition=models.Q(current=True),
                name="one_current_category_slug",
            ),
        ]

    @override
    def __str__(self) -> str:
        return f"{self.language}: {self.slug}"
