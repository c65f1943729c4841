"""Reads of questions."""

from typing import Any

from catalog.questions.models import Question

MOST = 20


def answered(*, product_id: int) -> list[Question]:
    """This lists the answered questions of a product, the newest first; one query."""
    rows = Question.objects.filter(product_id=product_id, state="answered")
    return list(rows.order_by("-answered_at", "-id")[:MOST])


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
