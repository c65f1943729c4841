"""Reads of questions."""

from typing import Any

from django.db.models import Case, When

from catalog.questions.models import Question

MOST = 20


def answered(*, product_id: int, language: str = "") -> list[Question]:
    """This lists the answered questions of a product, those in a language first, then the newest; one query."""
    rows = Question.objects.filter(product_id=product_id, state="answered")
    own = Case(When(language=language, then=0), default=1)
    return list(rows.order_by(own, "-answered_at", "-id")[:MOST])


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
