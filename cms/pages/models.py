"""Pages and their revisions."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from typing_extensions import override

from cms.pages.states import PageFlow
from commerce import db
from commerce.audit import triggers


class PageQuerySet(db.LockingQuerySet["Page"]):
    """Pages, narrowed to a channel and to what is live."""

    def in_channel(self, channel_id: int) -> "PageQuerySet":
        """This keeps the pages of one channel."""
        return self.filter(channel_id=channel_id)

    def live(self, at: object) -> "PageQuerySet":
        """This keeps what readers see at a moment."""
        running = Q(unpublish_at__isnull=True) | Q(unpublish_at__gt=at)
        return self.filter(running, state="published", live__isnull=False)


class Page(models.Model):
    """A page of a channel: `draft` is its newest revision, `live` the one readers see.

    `planned` is the revision that goes live at `publish_at`; `unpublish_at` takes the page offline.
    `slug` is the page's name in links ("page:terms"); `slugs` is its address by language, where it
    has its own.
    """

    public_id = models.CharField(max_length=40, unique=True)
    channel = models.ForeignKey("commerce.Channel", on_delete=models.PROTECT, related_name="+")
    slug = models.SlugField(max_length=80)
    slugs = models.JSONField(default=dict, blank=True)
    kind = models.CharField(
        max_length=10,
        choices=[("home", "Home"), ("static", "Static"), ("legal", "Legal")],
        default="static",
    )
    state = models.CharField(max_length=12, default=PageFlow.initial, choices=PageFlow.choices)
    draft = models.ForeignKey(
        "cms.Revision", on_delete=models.PROTECT, null=True, related_name="drafted"
    )
    live = models.ForeignKey(
        "cms.Revision", on_delete=models.PROTECT, null=True, blank=True, related_name="living"
    )
    planned = models.ForeignKey(
        "cms.Revision", on_delete=models.PROTECT, null=True, blank=True, related_name="planned_for"
    )
    publish_at = models.DateTimeField(null=True, blank=True)
    unpublish_at = models.DateTimeField(null=True, blank=True)
    published_at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField()

    objects: ClassVar[PageQuerySet] = PageQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        permissions = [("publish_page", "Can publish pages and take them offline")]
        ordering = ["channel", "kind", "slug"]
        constraints = [
            models.CheckConstraint(name="page_state", condition=Q(state__in=PageFlow.states)),
            models.UniqueConstraint(name="one_page_per_slug", fields=["channel", "slug"]),
            models.UniqueConstraint(
                name="one_home_per_channel", fields=["channel"], condition=Q(kind="home")
            ),
            models.CheckConstraint(
                name="published_page_is_live",
                condition=~Q(state="published") | Q(live__isnull=False),
            ),
            models.CheckConstraint(
                name="planned_page_has_a_time",
                condition=Q(planned__isnull=True, publish_at__isnull=True)
                | Q(planned__isnull=False, publish_at__isnull=False),
            ),
        ]
        indexes = [
            models.Index(
                name="page_planned", fields=["publish_at"], condition=Q(publish_at__isnull=False)
            ),
            models.Index(
                name="page_expiring",
                fields=["unpublish_at"],
                condition=Q(unpublish_at__isnull=False, state="published"),
            ),
        ]
        triggers = triggers.audited()

    @override
    def __str__(self) -> str:
        return self.slug


class Revision(models.Model):
    """What a page said at one save; never changed, so that any can come back."""

    page = models.ForeignKey(Page, on_delete=models.PROTECT, related_name="revisions")
    number = models.PositiveIntegerField()
    titles = models.JSONField()
    descriptions = models.JSONField(default=dict)
    blocks = models.JSONField(default=list)
    note = models.CharField(max_length=200, blank=True)
    created_at = models.DateTimeField()
    created_by = models.CharField(max_length=120)

    class Meta:
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(name="one_revision_per_number", fields=["page", "number"])
        ]
        triggers = triggers.append_only()

    @override
    def __str__(self) -> str:
        return f"{self.page_id} #{self.number}"
