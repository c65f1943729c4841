"""The doors of reviews for partners: what shows on a product, and moderation."""

from typing import Any, ClassVar

from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from catalog.products import queries as products
from catalog.reviews import queries, rules
from catalog.reviews.actions import deciding, writing
from catalog.reviews.models import Review
from catalog.reviews.states import ReviewFlow
from commerce import clock, db
from commerce.http import pagination
from commerce.http.inputs import Strict, filters, one_of
from commerce.http.views import ApiView

STATES = tuple(state for state in ReviewFlow.states if state != "erased")


class ReviewPhotoItem(serializers.Serializer[Any]):
    """A shopper's picture."""

    url = serializers.CharField()
    width = serializers.IntegerField()
    height = serializers.IntegerField()


class ReviewItem(serializers.Serializer[Any]):
    """A review; `options` words the variant that was bought."""

    id = serializers.CharField()
    product_id = serializers.CharField()
    stars = serializers.IntegerField()
    title = serializers.CharField(allow_blank=True)
    text = serializers.CharField()
    name = serializers.CharField()
    language = serializers.CharField()
    verified = serializers.BooleanField()
    options = serializers.CharField(allow_blank=True)
    fit = serializers.ChoiceField(choices=["", *rules.FITS])
    helpful = serializers.IntegerField()
    reply = serializers.CharField(allow_blank=True)
    replied_at = serializers.DateTimeField(allow_null=True)
    photos = ReviewPhotoItem(many=True)
    written_at = serializers.DateTimeField()
    state = serializers.ChoiceField(choices=STATES)
    reason = serializers.CharField(allow_blank=True)
    reports = serializers.IntegerField()


class ReviewPage(serializers.Serializer[Any]):
    """A page of reviews, the newest first."""

    data = ReviewItem(many=True)  # type: ignore[assignment]
    has_more = serializers.BooleanField()
    next_cursor = serializers.CharField(allow_null=True)


class ReviewInput(Strict):
    """What a shopper says: 1 to 5 stars, a text, the name to show; it counts as unverified.

    `fit` says how the size turned out; only products whose size guide asks for it take it.
    """

    stars = serializers.IntegerField(min_value=1, max_value=5)
    title = serializers.CharField(max_length=200, required=False, allow_blank=True)
    text = serializers.CharField(max_length=10_000)
    name = serializers.CharField(max_length=200)
    language = serializers.CharField(max_length=10, required=False)
    fit = serializers.ChoiceField(choices=rules.FITS, required=False)


class RejectionInput(Strict):
    """Why a review does not show."""

    reason = serializers.CharField(max_length=300)


class ReplyInput(Strict):
    """What the merchant answers; empty takes the answer back."""

    text = serializers.CharField(max_length=deciding.LONGEST_REPLY, allow_blank=True)


class ProductReviews(ApiView):
    """What shoppers say of a product."""

    scopes: ClassVar[dict[str, str]] = {"GET": "catalog:read", "POST": "reviews:write"}

    @extend_schema(
        operation_id="products_reviews_list",
        parameters=pagination.PARAMETERS,
        responses={200: ReviewPage},
    )
    def get(self, request: Request, public_id: str) -> Response:
        """This lists the approved reviews of a product, the newest first."""
        filters(request)
        rows = queries.of_product(products.get_product(public_id))
        return pagination.page(request, rows, shape=_shape)

    @extend_schema(
        operation_id="products_reviews_create", request=ReviewInput, responses={201: ReviewItem}
    )
    def post(self, request: Request, public_id: str) -> Response:
        """This sends a review in; it shows once it was read and approved. Needs an Idempotency-Key."""
        said = ReviewInput.read(request)
        language = self.language(said)
        words = rules.Words(
            stars=said["stars"],
            title=said.get("title", ""),
            text=said["text"],
            name=said["name"],
            language=language,
            fit=said.get("fit", ""),
        )

        def work() -> Response:
            row = writing.write(
                product=products.get_product(public_id),
                words=words,
                photos=(),
                purchase=None,
                customer_id=None,
                at=clock.now(),
            )
            kept = _shape(row) | {"written_at": row.written_at.isoformat(), "replied_at": None}
            return Response(kept, status=201)

        return self.once(request, work)


class Reviews(ApiView):
    """Reviews that wait for a decision, or were decided on."""

    scopes: ClassVar[dict[str, str]] = {"GET": "reviews:moderate"}

    @extend_schema(
        operation_id="reviews_list",
        parameters=[*pagination.PARAMETERS, OpenApiParameter("state", str, enum=STATES)],
        responses={200: ReviewPage},
    )
    def get(self, request: Request) -> Response:
        """This lists reviews in a state, `pending` when nothing is said, the newest first."""
        state = one_of(request, "state", STATES, unsaid="pending")
        return pagination.page(request, queries.to_moderate(state), shape=_shape)


class ReviewDetail(ApiView):
    """One review."""

    scopes: ClassVar[dict[str, str]] = {"GET": "reviews:moderate"}

    @extend_schema(operation_id="reviews_read", responses={200: ReviewItem})
    def get(self, request: Request, public_id: str) -> Response:
        """This shows a review whatever its state."""
        return Response(_shape(queries.get_review(public_id)))


class Approval(ApiView):
    """The decision that a review shows."""

    scopes: ClassVar[dict[str, str]] = {"POST": "reviews:moderate"}

    @extend_schema(operation_id="reviews_approve", request=None, responses={200: ReviewItem})
    def post(self, request: Request, public_id: str) -> Response:
        """This shows a review to everybody; 409 `illegal_move` when it shows already."""
        with db.speaking_as(str(self.actor)), db.transaction():
            row = deciding.approve(public_id=public_id, by=self.actor, at=clock.now())
        return Response(_shape(row))


class Rejection(ApiView):
    """The decision that a review does not show."""

    scopes: ClassVar[dict[str, str]] = {"POST": "reviews:moderate"}

    @extend_schema(
        operation_id="reviews_reject", request=RejectionInput, responses={200: ReviewItem}
    )
    def post(self, request: Request, public_id: str) -> Response:
        """This keeps a review from showing, or takes it back; 409 when it is rejected already."""
        said = RejectionInput.read(request)
        with db.speaking_as(str(self.actor)), db.transaction():
            row = deciding.reject(
                public_id=public_id, reason=said["reason"], by=self.actor, at=clock.now()
            )
        return Response(_shape(row))


class Reply(ApiView):
    """The merchant's answer to a review."""

    scopes: ClassVar[dict[str, str]] = {"PUT": "reviews:moderate"}

    @extend_schema(operation_id="reviews_reply", request=ReplyInput, responses={200: ReviewItem})
    def put(self, request: Request, public_id: str) -> Response:
        """This answers a review, or takes the answer back."""
        said = ReplyInput.read(request)
        with db.speaking_as(str(self.actor)), db.transaction():
            row = deciding.reply(
                public_id=public_id, text=said["text"], by=self.actor, at=clock.now()
            )
        return Response(_shape(row))


def _shape(row: Review) -> dict[str, Any]:
    told = queries.told(row, language=row.language)
    names = (
        "stars", "fit", "title", "text", "name", "language", "verified", "helpful", "reply",
        "replied_at", "written_at", "state", "reason", "reports",
    )  # fmt: skip
    return {
        "id": row.public_id,
        "product_id": row.product.public_id,
        "options": told.options,
        "photos": [
            {"url": one.src, "width": one.width, "height": one.height} for one in told.photos
        ],
    } | {name: getattr(row, name) for name in names}
