"""Reviews, their pictures and voices, what was bought, and the summary per product."""

from functools import partial
from typing import ClassVar

from django.db import models
from django.db.models import Q
from typing_extensions import override

from catalog.reviews.states import ReviewFlow
from commerce import db, ids
from commerce.audit import triggers

FITS = [("small", "Runs small"), ("true", "True to size"), ("large", "Runs large")]
new_review_id = partial(ids.new, "rev")


class Purchase(models.Model):
    """A line of an order as its facts told it: who bought what, and when it arrived."""

    line_id = models.BigIntegerField(primary_key=True)
    order_number = models.CharField(max_length=40)
    customer_id = models.BigIntegerField(null=True)
    product_id = models.BigIntegerField()
    variant_id = models.BigIntegerField()
    sku = models.CharField(max_length=80)
    parcel_id = models.BigIntegerField(null=True)
    delivered_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["order_number"], name="purchase_order"),
            models.Index(fields=["parcel_id"], name="purchase_parcel"),
            models.Index(fields=["customer_id", "product_id"], name="purchase_customer"),
        ]

    @override
    def __str__(self) -> str:
        return f"{self.sku} of {self.order_number}"


class ReviewQuerySet(db.LockingQuerySet["Review"]):
    """Reviews, asked for in words."""

    def shown(self) -> "ReviewQuerySet":
        """Those that everybody may read."""
        return self.filter(state="approved")


class Review(models.Model):
    """What one shopper says of a product in stars and words, in the language it was written in.

    `verified` says that the piece was delivered to the writer; `reply` is the merchant's answer; `fit` says
    how the size turned out, where a size guide asks.
    """

    public_id = models.CharField(max_length=40, unique=True, default=new_review_id)
    product = models.ForeignKey("catalog.Product", on_delete=models.CASCADE, related_name="+")
    variant = models.ForeignKey(
        "catalog.Variant", on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    purchase = models.OneToOneField(
        Purchase, on_delete=models.SET_NULL, null=True, blank=True, related_name="review"
    )
    customer_id = models.BigIntegerField(null=True, blank=True)
    verified = models.BooleanField(default=False)
    stars = models.PositiveSmallIntegerField()
    fit = models.CharField(max_length=5, choices=FITS, blank=True, default="", db_default="")
    title = models.CharField(max_length=120, blank=True)
    text = models.TextField()
    name = models.CharField(max_length=60)
    language = models.CharField(max_length=10)
    state = models.CharField(max_length=10, choices=ReviewFlow.choices, default=ReviewFlow.initial)
    reason = models.CharField(max_length=300, blank=True)
    reply = models.TextField(blank=True)
    replied_at = models.DateTimeField(null=True, blank=True)
    helpful = models.PositiveIntegerField(default=0)
    reports = models.PositiveIntegerField(default=0)
    photo_count = models.PositiveSmallIntegerField(default=0)
    written_at = models.DateTimeField()

    objects: ClassVar[ReviewQuerySet] = ReviewQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(condition=Q(state__in=ReviewFlow.states), name="review_state"),
            models.CheckConstraint(
                condition=Q(stars__gte=1) & Q(stars__lte=5), name="review_stars"
            ),
            models.CheckConstraint(
                condition=Q(fit__in=["", *(fit for fit, _ in FITS)]), name="review_fit"
            ),
        ]
        indexes = [
            models.Index(fields=["product", "state", "-helpful", "-id"], name="review_of_product"),
            models.Index(fields=["customer_id"], name="review_customer"),
        ]
        triggers = triggers.audited(
            ignore=("helpful", "reports", "title", "text", "name", "customer_id"), inserts=False
        )
        permissions = [("moderate_review", "Can approve, reject and answer reviews")]

    @override
    def __str__(self) -> str:
        return self.title or self.text[:60]


class ReviewPhoto(models.Model):
    """A picture a shopper took of the goods."""

    review = models.ForeignKey(Review, on_delete=models.CASCADE, related_name="photos")
    asset = models.ForeignKey("catalog.Asset", on_delete=models.PROTECT, related_name="+")
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["position", "id"]
        constraints = [
            models.UniqueConstraint(fields=["review", "asset"], name="review_photo_once")
        ]

    @override
    def __str__(self) -> str:
        return f"{self.asset_id} of {self.review_id}"


class ReviewVoice(models.Model):
    """A visitor found a review helpful, or reported it; once each."""

    review = models.ForeignKey(Review, on_delete=models.CASCADE, related_name="voices")
    visitor = models.CharField(max_length=64)
    kind = models.CharField(max_length=10, choices=[("helpful", "Helpful"), ("report", "Report")])
    reason = models.CharField(max_length=20, blank=True)
    said_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["review", "visitor", "kind"], name="one_voice_each")
        ]

    @override
    def __str__(self) -> str:
        return f"{self.kind} for {self.review_id}"


class ReviewSummary(models.Model):
    """The approved reviews of a product in numbers; `score` is what "best rated" sorts by.

    What is said of the size is counted of verified buyers only.
    """

    product = models.OneToOneField(
        "catalog.Product", on_delete=models.CASCADE, primary_key=True, related_name="+"
    )
    count = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    score = models.PositiveIntegerField(default=0)
    one = models.PositiveIntegerField(default=0)
    two = models.PositiveIntegerField(default=0)
    three = models.PositiveIntegerField(default=0)
    four = models.PositiveIntegerField(default=0)
    five = models.PositiveIntegerField(default=0)
    fit_small = models.PositiveIntegerField(default=0, db_default=0)
    fit_true = models.PositiveIntegerField(default=0, db_default=0)
    fit_large = models.PositiveIntegerField(default=0, db_default=0)

    objects: ClassVar[db.LockingQuerySet["ReviewSummary"]] = db.LockingQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name_plural = "review summaries"

    @override
    def __str__(self) -> str:
        return f"{self.count} of {self.product_id}"
