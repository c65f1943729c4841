"""The doors of questions for partners: what was answered about a product, asking, and answering."""

from typing import Any, ClassVar

from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from catalog.products import queries as products
from catalog.questions import actions, queries, rules
from catalog.questions.models import Question
from catalog.questions.states import QuestionFlow
from commerce import clock, db
from commerce.http import pagination
from commerce.http.inputs import Strict, filters, one_of
from commerce.http.views import ApiView

STATES = tuple(state for state in QuestionFlow.states if state != "erased")


class QuestionItem(serializers.Serializer[Any]):
    """A question with its answer; addresses of those who asked are not told."""

    id = serializers.CharField()
    product_id = serializers.CharField()
    text = serializers.CharField()
    name = serializers.CharField(allow_blank=True)
    language = serializers.CharField()
    state = serializers.ChoiceField(choices=STATES)
    answer = serializers.CharField(allow_blank=True)
    asked_at = serializers.DateTimeField()
    answered_at = serializers.DateTimeField(allow_null=True)
    reason = serializers.CharField(allow_blank=True)


class QuestionPage(serializers.Serializer[Any]):
    """A page of questions, the newest first."""

    data = QuestionItem(many=True)  # type: ignore[assignment]
    has_more = serializers.BooleanField()
    next_cursor = serializers.CharField(allow_null=True)


class QuestionInput(Strict):
    """What a shopper asks; with an address they get the answer by mail, and then the address goes."""

    text = serializers.CharField(min_length=rules.SHORTEST, max_length=rules.LONGEST)
    name = serializers.CharField(max_length=rules.LONGEST_NAME, required=False, allow_blank=True)
    email = serializers.CharField(max_length=254, required=False, allow_blank=True)
    language = serializers.CharField(max_length=10, required=False)


class AnswerInput(Strict):
    """What we answer; everybody can read it."""

    text = serializers.CharField(max_length=rules.LONGEST_ANSWER)


class RefusalInput(Strict):
    """Why a question does not show."""

    reason = serializers.CharField(max_length=300)


class ProductQuestions(ApiView):
    """What was asked about a product."""

    scopes: ClassVar[dict[str, str]] = {"GET": "catalog:read", "POST": "reviews:write"}

    @extend_schema(
        operation_id="products_questions_list",
        parameters=pagination.PARAMETERS,
        responses={200: QuestionPage},
    )
    def get(self, request: Request, public_id: str) -> Response:
        """This lists the answered questions of a product, the newest first."""
        filters(request)
        rows = queries.in_state("answered", product_id=products.get_product(public_id).pk)
        return pagination.page(request, rows, shape=_shape)

    @extend_schema(
        operation_id="products_questions_create",
        request=QuestionInput,
        responses={201: QuestionItem},
    )
    def post(self, request: Request, public_id: str) -> Response:
        """This asks; the question shows once it is answered. Needs an Idempotency-Key."""
        said = QuestionInput.read(request)
        language = self.language(said)

        def work() -> Response:
            row = actions.ask(
                product=products.get_product(public_id),
                text=said["text"],
                name=said.get("name", ""),
                email=said.get("email", ""),
                customer_id=None,
                channel=self.channel,
                language=language,
                at=clock.now(),
            )
            return Response(_plain(row), status=201)

        return self.once(request, work)


class Questions(ApiView):
    """Questions that wait for an answer, or got one."""

    scopes: ClassVar[dict[str, str]] = {"GET": "reviews:moderate"}

    @extend_schema(
        operation_id="questions_list",
        parameters=[*pagination.PARAMETERS, OpenApiParameter("state", str, enum=STATES)],
        responses={200: QuestionPage},
    )
    def get(self, request: Request) -> Response:
        """This lists questions in a state, `waiting` when nothing is said, the newest first."""
        state = one_of(request, "state", STATES, unsaid="waiting")
        return pagination.page(request, queries.in_state(state), shape=_shape)


class Answer(ApiView):
    """The answer to a question."""

    scopes: ClassVar[dict[str, str]] = {"POST": "reviews:moderate"}

    @extend_schema(
        operation_id="questions_answer", request=AnswerInput, responses={200: QuestionItem}
    )
    def post(self, request: Request, public_id: str) -> Response:
        """This answers a question and shows both; 409 `illegal_move` when it is answered already."""
        said = AnswerInput.read(request)
        with db.speaking_as(str(self.actor)), db.transaction():
            key = queries.get_question(public_id).pk
            row = actions.answer(question_id=key, text=said["text"], by=self.actor, at=clock.now())
        return Response(_shape(row))


class Refusal(ApiView):
    """The decision that a question does not show."""

    scopes: ClassVar[dict[str, str]] = {"POST": "reviews:moderate"}

    @extend_schema(
        operation_id="questions_refuse", request=RefusalInput, responses={200: QuestionItem}
    )
    def post(self, request: Request, public_id: str) -> Response:
        """This keeps a question from showing; 409 `illegal_move` when it is refused already."""
        said = RefusalInput.read(request)
        with db.speaking_as(str(self.actor)), db.transaction():
            key = queries.get_question(public_id).pk
            row = actions.refuse(
                question_id=key, reason=said["reason"], by=self.actor, at=clock.now()
            )
        return Response(_shape(row))


def _shape(row: Question) -> dict[str, Any]:
    names = ("text", "name", "language", "state", "answer", "asked_at", "answered_at", "reason")
    return {"id": row.public_id, "product_id": row.product.public_id} | {
        name: getattr(row, name) for name in names
    }


def _plain(row: Question) -> dict[str, Any]:
    """The same as plain JSON, for answers that are kept."""
    return _shape(row) | {"asked_at": row.asked_at.isoformat(), "answered_at": None}
