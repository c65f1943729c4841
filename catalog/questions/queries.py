"""Reads of questions."""

from typing import Any

from django.db.models import Case, QuerySet, When

from catalog.questions.models import Question
from commerce.errors import NotFound

MOST = 20


class UnknownQuestion(NotFound):
    """No question has this id."""

    code = "unknown_question"


def answered(*, product_id: int, language: str = "") -> list[Question]:
    """This lists the answered questions of a product, those in a language first, then the newest; one query."""
    rows = Question.objects.filter(product_id=product_id, state="answered")
    own = Case(When(language=language, then=0), default=1)
    return list(rows.order_by(own, "-answered_at", "-id")[:MOST])


def in_state(state: str, *, product_id: int | None = None) -> "QuerySet[Question]":
    """These are the questions in a state, of one product or of all, with their products."""
    rows = Question.objects.filter(state=state).select_related("product")
    return rows if product_id is None else rows.filter(product_id=product_id)


def get_question(public_id: str) -> Question:
    """This finds a question by public id, erased ones left out.

    Raises:
        UnknownQuestion: when there is none.
    """
    found = Question.objects.exclude(state="erased").filter(public_id=public_id).first()
    if found is None:
        message = f"there is no question {public_id!r}"
        raise UnknownQuestion(message)
    return found


def asked_by(*, customer_id: int) -> list[dict[str, Any]]:
    """This lists what a person asked, for the copy of their data."""
    rows = Question.objects.filter(customer_id=customer_id).exclude(state="erased").order_by("pk")
    return [
        {
            "product": row.product.public_id,
            "text": row.text,
            "name": row.name,
            "email": row.email,
            "answer": row.answer,
            "asked_at": row.asked_at.isoformat(),
        }
        for row in rows.select_related("product")
    ]
