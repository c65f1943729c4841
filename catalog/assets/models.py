"""Assets and their renditions."""

from functools import partial

from django.db import models
from typing_extensions import override

from commerce import ids
from commerce.audit import triggers

new_asset_id = partial(ids.new, "ast")


class Asset(models.Model):
    """A picture: `original` is its private file, `key` the random name its renditions are served under.

    `color` is the dominant color "#rrggbb", the focal point is in percent from the top left,
    `alts` is {language: text}, `checksum` the SHA-256 of the bytes that were sent.
    """

    public_id = models.CharField(max_length=40, unique=True, default=new_asset_id)
    key = models.CharField(max_length=64, unique=True)
    checksum = models.CharField(max_length=64, unique=True)
    original = models.CharField(max_length=160, blank=True)
    width = models.PositiveIntegerField()
    height = models.PositiveIntegerField()
    size = models.PositiveIntegerField(default=0)
    color = models.CharField(max_length=7, default="#e8e4dc")
    focal_x = models.PositiveSmallIntegerField(default=50)
    focal_y = models.PositiveSmallIntegerField(default=50)
    alts = models.JSONField(default=dict, blank=True)
    title = models.CharField(max_length=200, blank=True)
    created_at = models.DateTimeField()

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(focal_x__lte=100) & models.Q(focal_y__lte=100),
                name="focal_point_inside",
            ),
        ]
        triggers = triggers.audited()

    @override
    def __str__(self) -> str:
        return self.title or self.public_id


class Rendition(models.Model):
    """One file made from an asset: a width in pixels, and AVIF or WebP."""

    asset = models.ForeignKey(Asset, on_delete=models.CASCADE, related_name="renditions")
    width = models.PositiveIntegerField()
    height = models.PositiveIntegerField()
    format = models.CharField(max_length=4, choices=[("avif", "AVIF"), ("webp", "WebP")])
    path = models.CharField(max_length=160)
    size = models.PositiveIntegerField()

    class Meta:
        ordering = ["asset_id", "format", "width"]
        constraints = [
            models.UniqueConstraint(fields=["asset", "width", "format"], name="one_rendition_each")
        ]

    @override
    def __str__(self) -> str:
        return self.path
