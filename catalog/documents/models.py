"""Papers, and the products they come with."""

from functools import partial
from typing import ClassVar

from django.db import models
from typing_extensions import override

from catalog.documents import rules
from commerce import db, ids
from commerce.audit import triggers

new_document_id = partial(ids.new, "doc")


class Document(models.Model):
    """A paper as PDF: `key` is the random name it is served under, `name` what the download is called.

    `language` is empty for papers without words; `size` is in bytes, `checksum` the SHA-256 of them.
    """

    public_id = models.CharField(max_length=40, unique=True, default=new_document_id)
    key = models.CharField(max_length=64, unique=True)
    checksum = models.CharField(max_length=64, unique=True)
    kind = models.CharField(max_length=20, choices=rules.KINDS)
    language = models.CharField(max_length=10, blank=True)
    title = models.CharField(max_length=rules.LONGEST_TITLE, blank=True)
    name = models.CharField("file name", max_length=rules.LONGEST_NAME)
    size = models.PositiveIntegerField()
    path = models.CharField(max_length=160)
    created_at = models.DateTimeField()

    objects: ClassVar[db.LockingQuerySet["Document"]] = db.LockingQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(kind__in=dict(rules.KINDS)), name="document_kind"
            )
        ]
        triggers = triggers.audited()

    @override
    def __str__(self) -> str:
        said = self.title or self.name
        return f"{said} ({self.language})" if self.language else said


class ProductDocument(models.Model):
    """A paper comes with a product, at a place in its list."""

    product = models.ForeignKey("catalog.Product", on_delete=models.CASCADE, related_name="papers")
    document = models.ForeignKey(Document, on_delete=models.PROTECT, related_name="+")
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["position", "id"]
        verbose_name = "document"
        constraints = [
            models.UniqueConstraint(fields=["product", "document"], name="document_once")
        ]
        triggers = triggers.audited(ignore=("position",))

    @override
    def __str__(self) -> str:
        return f"{self.document_id} of {self.product_id}"
