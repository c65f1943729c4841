"""Questions with their answers."""

from functools import partial
from typing import ClassVar

from django.db import models
from django.db.models import Q
from typing_extensions import override

from catalog.questions.states import QuestionFlow
from commerce import db, ids
from commerce.audit import triggers

new_question_id = partial(ids.new, "qst")


class Question(models.Model):
    """What somebody asks about a product; `email` stays until the answer was sent, `digest` stands for it."""

    public_id = models.CharField(max_length=40, unique=True, default=new_question_id)
    product = models.ForeignKey("catalog.Product", on_delete=models.CASCADE, related_name="+")
    channel_id = models.BigIntegerField()
    language = models.CharField(max_length=10)
    text = models.TextField()
    name = models.CharField(max_length=60, blank=True)
    email = models.EmailField(max_length=254, blank=True)
    digest = models.CharField(max_length=64, blank=True)
    customer_id = models.BigIntegerField(null=True, blank=True)
    state = models.CharField(
        max_length=10, choices=QuestionFlow.choices, default=QuestionFlow.initial
    )
    answer = models.TextField(blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    reason = models.CharField(max_length=300, blank=True)
    asked_at = models.DateTimeField()

    objects: ClassVar[db.LockingQuerySet["Question"]] = db.LockingQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=QuestionFlow.states), name="question_state"
            )
        ]
        indexes = [
            models.Index(fields=["product", "state", "-id"], name="question_of_product"),
            models.Index(fields=["digest"], name="question_digest", condition=~Q(digest="")),
        ]
        triggers = triggers.audited(
            ignore=("text", "name", "email", "digest", "customer_id"), inserts=False
        )
        permissions = [("answer_question", "Can answer and refuse questions")]

    @override
    def __str__(self) -> str:
        return self.text[:80]
