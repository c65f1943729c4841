"""Letters on their way."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from typing_extensions import override

from catalog.letters.states import LetterFlow
from commerce import db


class Letter(models.Model):
    """One mail; `key` says what about and makes it unique, `content` is what its template needs.

    Address and content are emptied once it went out or was given up.
    """

    key = models.CharField(max_length=120, unique=True)
    kind = models.CharField(max_length=30)
    to = models.EmailField(max_length=254, blank=True)
    language = models.CharField(max_length=10)
    channel_id = models.BigIntegerField()
    content = models.JSONField(default=dict, blank=True)
    state = models.CharField(max_length=10, choices=LetterFlow.choices, default=LetterFlow.initial)
    attempts = models.PositiveSmallIntegerField(default=0)
    next_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True)
    error = models.CharField(max_length=500, blank=True)
    created_at = models.DateTimeField()

    objects: ClassVar[db.LockingQuerySet["Letter"]] = db.LockingQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(state__in=LetterFlow.states), name="letter_state")
        ]
        indexes = [
            models.Index(
                fields=["next_at"], name="catalog_letter_due", condition=Q(state="waiting")
            )
        ]

    @override
    def __str__(self) -> str:
        return self.key
