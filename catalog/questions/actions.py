"""Asking, answering, refusing, forgetting."""

from datetime import datetime

from django.urls import reverse
from django.utils import translation

from catalog.alerts.rules import tidy
from catalog.letters import actions as letters
from catalog.letters.queries import base_of
from catalog.products.models import Product
from catalog.questions import rules
from catalog.questions.models import Question
from catalog.questions.states import QuestionFlow
from catalog.reviews import queries as products
from commerce import db
from commerce.channels import queries as channels
from commerce.channels.queries import ChannelInfo
from commerce.identity import marks
from commerce.identity.actor import Actor


@db.transaction_required
def ask(
    *,
    product: Product,
    text: str,
    name: str,
    email: str,
    customer_id: int | None,
    channel: ChannelInfo,
    language: str,
    at: datetime,
) -> Question:  # fmt: skip
    """This keeps a question until staff answer it; without an address the answer shows on the page alone.

    Raises:
        BadQuestion: when it says too little or too much.
        BadAddress: when an address is given that makes no sense.
    """
    said = rules.check(text, field="text", shortest=rules.SHORTEST, longest=rules.LONGEST)
    to = tidy(email) if email.strip() else ""
    return Question.objects.create(
        product=product,
        channel_id=channel.id,
        language=language,
        text=said,
        name=rules.check(name, field="name", shortest=0, longest=rules.LONGEST_NAME),
        email=to,
        digest=marks.digest(to) if to else "",
        customer_id=customer_id,
        asked_at=at,
    )


@db.transaction_required
def answer(*, question_id: int, text: str, by: Actor, at: datetime) -> Question:
    """This answers a question, shows both on the page, and writes to whoever asked.

    Raises:
        BadQuestion: when the answer is empty or too long.
        IllegalMove: when it is answered already.
    """
    said = rules.check(text, field="answer", shortest=1, longest=rules.LONGEST_ANSWER)
    row = Question.objects.select_related("product").get(pk=question_id)
    to = row.email
    QuestionFlow.move(row, "answer", by=str(by), at=at, answer=said, answered_at=at, email="")
    _note_reason(row, "")
    if to:
        letters.ask_for(
            kind="question_answered",
            key=row.public_id,
            to=to,
            language=row.language,
            channel_id=row.channel_id,
            content=_content(row),
            at=at,
        )
    return row


@db.transaction_required
def refuse(*, question_id: int, reason: str, by: Actor, at: datetime) -> Question:
    """This keeps a question from showing, and says why to staff.

    Raises:
        BadQuestion: when no reason is given.
        IllegalMove: when it is refused already.
    """
    why = rules.check(reason, field="reason", shortest=1, longest=300)
    row = Question.objects.get(pk=question_id)
    QuestionFlow.move(row, "refuse", by=str(by), at=at, reason=why, email="")
    _note_reason(row, why)
    return row


@db.transaction_required
def erase_person(*, customer_id: int, email_digest: str, by: Actor, at: datetime) -> None:
    """This takes the questions of whoever was erased away, by number and by address."""
    rows = Question.objects.filter(customer_id=customer_id)
    if email_digest:
        rows = rows | Question.objects.filter(digest=email_digest)
    keys = list(rows.exclude(state="erased").values_list("pk", flat=True))
    for row in Question.objects.filter(pk__in=keys).locked():
        letters.drop(keys=[f"question_answered:{row.public_id}"], at=at)
        QuestionFlow.move(
            row, "erase", by=str(by), at=at, text="", name="", email="", digest="", customer_id=None
        )


def _note_reason(row: Question, why: str) -> None:
    """The reason stands in the trail and on the row, where staff see it."""
    row.reason = why
    Question.objects.filter(pk=row.pk).update(reason=why)


def _content(row: Question) -> dict[str, str]:
    channel = channels.get_channel_by_id(row.channel_id)
    with translation.override(row.language):
        path = reverse("product", args=[products.slug_of(row.product, language=row.language)])
    return {
        "name": products.name_of(row.product, language=row.language),
        "question": row.text,
        "answer": row.answer,
        "link": f"{base_of(channel)}{path}#questions",
    }
