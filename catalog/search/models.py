"""The read model of the shop, and what makes search forgiving."""

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.db.models import Func
from django.db.models.functions import Now
from typing_extensions import override

from commerce.money.fields import MinorField


class Listing(models.Model):
    """A product as one channel shows it in one language; written only by `search.actions.refresh`.

    `card` and `sheet` are finished JSON texts for lists and the product page; `tokens` are facet
    values ("color:blue"); `rating` is the score of its reviews;
    `changed_at` is when the sheet last said something else; `document` holds the lexemes; `etag` condenses the sheet. Keys are plain
    numbers: the read model refers to everything and holds nothing back.
    """

    pk = models.CompositePrimaryKey("channel_id", "language", "product_id")
    channel_id = models.BigIntegerField()
    language = models.CharField(max_length=10)
    product_id = models.BigIntegerField()
    public_id = models.CharField(max_length=40)
    slug = models.CharField(max_length=200)
    name = models.CharField(max_length=300)
    single_variant_id = models.BigIntegerField(null=True)
    price_minor = MinorField()
    available = models.BooleanField()
    popularity = models.PositiveIntegerField()
    rating = models.PositiveIntegerField(default=0)
    published_at = models.DateTimeField()
    changed_at = models.DateTimeField(db_default=Now())
    tokens = ArrayField(models.TextField())
    document = SearchVectorField()
    etag = models.CharField(max_length=32)
    card = models.TextField()
    sheet = models.TextField()

    class Meta:
        indexes = [
            # Each lexeme with its channel and language before it, so that a search walks through the
            # postings of its own shop only, however many channels and languages there are.
            GinIndex(
                Func("document", "channel_id", "language", function="catalog_scoped"),
                name="listing_scoped",
            ),
            GinIndex(fields=["tokens"], name="listing_tokens"),
            models.Index(fields=["public_id"], name="listing_public_id"),
            models.Index(fields=["slug"], name="listing_slug"),
            models.Index(
                fields=["channel_id", "language", "name", "product_id"], name="listing_by_name"
            ),
        ]

    @override
    def __str__(self) -> str:
        return f"{self.channel_id}/{self.language}: {self.slug}"


class Placing(models.Model):
    """A product in a list of a channel, ready to be walked in order; list 0 holds everything."""

    pk = models.CompositePrimaryKey("channel_id", "category_id", "product_id")
    channel_id = models.BigIntegerField()
    category_id = models.BigIntegerField()
    product_id = models.BigIntegerField()
    price_minor = MinorField()
    popularity = models.PositiveIntegerField()
    rating = models.PositiveIntegerField(default=0)
    published_at = models.DateTimeField()

    class Meta:
        indexes = [
            models.Index(
                fields=["channel_id", "category_id", "rating", "product_id"],
                name="placing_by_rating",
            ),
            models.Index(
                fields=["channel_id", "category_id", "price_minor", "product_id"],
                name="placing_by_price",
            ),
            models.Index(
                fields=["channel_id", "category_id", "popularity", "product_id"],
                name="placing_by_popularity",
            ),
            models.Index(
                fields=["channel_id", "category_id", "published_at", "product_id"],
                name="placing_by_date",
            ),
        ]

    @override
    def __str__(self) -> str:
        return f"{self.product_id} in {self.category_id}"


class StaleProduct(models.Model):
    """A product whose listings wait to be written anew."""

    product = models.OneToOneField(
        "catalog.Product", on_delete=models.CASCADE, primary_key=True, related_name="+"
    )
    since = models.DateTimeField()

    @override
    def __str__(self) -> str:
        return str(self.product_id)


class Term(models.Model):
    """A word that products use: `word` folded, `shown` as it was written, `trigrams` to find kin.

    `documents` counts the listings that use it, as of the last count.
    """

    language = models.CharField(max_length=10)
    word = models.CharField(max_length=60)
    shown = models.CharField(max_length=80)
    documents = models.PositiveIntegerField(default=1)
    trigrams = ArrayField(models.TextField())

    class Meta:
        constraints = [models.UniqueConstraint(fields=["language", "word"], name="one_term_each")]
        indexes = [
            GinIndex(fields=["trigrams"], name="term_trigrams"),
            models.Index(
                fields=["language", "word"],
                name="term_prefix",
                opclasses=["varchar_ops", "varchar_pattern_ops"],
            ),
        ]

    @override
    def __str__(self) -> str:
        return self.word


class Synonyms(models.Model):
    """Words that mean the same to shoppers of a language: a search for one finds the others."""

    language = models.CharField(max_length=10)
    words = ArrayField(models.TextField())

    class Meta:
        ordering = ["language", "id"]
        verbose_name_plural = "synonyms"

    @override
    def __str__(self) -> str:
        return ", ".join(self.words)


class SearchMiss(models.Model):
    """A search that found nothing: what shoppers want and we do not have, or call otherwise.

    `helped` is what was found instead when a slip was set right.
    """

    channel_id = models.BigIntegerField()
    language = models.CharField(max_length=10)
    term = models.CharField(max_length=120)
    helped = models.CharField(max_length=120, blank=True)
    times = models.PositiveIntegerField(default=1)
    first_at = models.DateTimeField()
    last_at = models.DateTimeField()

    class Meta:
        ordering = ["-times", "-last_at"]
        verbose_name_plural = "searches without a result"
        constraints = [
            models.UniqueConstraint(fields=["channel_id", "language", "term"], name="one_miss_each")
        ]

    @override
    def __str__(self) -> str:
        return self.term
