"""Landing pages and their slugs."""

from functools import partial
from typing import ClassVar

from django.db import models
from typing_extensions import override

from commerce import db, ids
from commerce.audit import triggers

new_landing_id = partial(ids.new, "lnd")


class Landing(models.Model):
    """A category with filters chosen: `chosen` is {facet: [values]}, `key` the same as an address asks for it.

    `words` is {language: {heading, slug, title, description, intro}}. `indexable` pages are for search
    engines to find; a retired one leads to its category for good.
    """

    public_id = models.CharField(max_length=40, unique=True, default=new_landing_id)
    category = models.ForeignKey("catalog.Category", on_delete=models.PROTECT, related_name="+")
    chosen = models.JSONField()
    key = models.CharField(max_length=1000)
    words = models.JSONField()
    indexable = models.BooleanField(default=True)
    position = models.PositiveIntegerField(default=0)
    changed_at = models.DateTimeField()
    retired_at = models.DateTimeField(null=True, blank=True)

    objects: ClassVar[db.LockingQuerySet["Landing"]] = db.LockingQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering = ["position", "id"]
        verbose_name = "landing page"
        constraints = [
            models.UniqueConstraint(
                fields=["category", "key"],
                condition=models.Q(retired_at__isnull=True),
                name="one_landing_per_choice",
            )
        ]
        triggers = triggers.audited(ignore=("changed_at",))

    @override
    def __str__(self) -> str:
        headings = {language: said["heading"] for language, said in (self.words or {}).items()}
        return str(headings.get("en") or next(iter(headings.values()), self.key))


class LandingSlug(models.Model):
    """A slug that leads, or once led, to a landing page; at most one per language is current."""

    landing = models.ForeignKey(Landing, on_delete=models.CASCADE, related_name="slugs")
    language = models.CharField(max_length=10)
    slug = models.CharField(max_length=200)
    current = models.BooleanField(default=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["language", "slug"], name="one_landing_per_slug"),
            models.UniqueConstraint(
                fields=["landing", "language"],
                condition=models.Q(current=True),
                name="one_current_landing_slug",
            ),
        ]

    @override
    def __str__(self) -> str:
        return f"{self.language}: {self.slug}"
