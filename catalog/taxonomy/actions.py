"""Writes of the category tree."""

from collections.abc import Mapping
from datetime import datetime

from django.db import connection
from django.db.models import F, Value
from django.db.models.functions import Concat, Substr

from catalog import events
from catalog.taxonomy import queries, rules
from catalog.taxonomy.models import Brand, Category, CategorySlug
from commerce import db, memo
from commerce.errors import Conflict
from commerce.events import outbox
from commerce.identity.actor import Actor
from commerce.slugs import slug_of

Words = Mapping[str, Mapping[str, str]]


class SlugTaken(Conflict):
    """Another category answers to this slug."""

    code = "slug_taken"


@db.transaction_required
def save_category(
    *,
    code: str,
    words: Words,
    at: datetime,
    by: Actor,
    parent: str = "",
    position: int = 0,
    hidden: bool = False,
    google_category: int | None = None,
) -> Category:
    """This makes or changes a category; missing slugs follow from names, old slugs keep leading here.

    Raises:
        UnknownCategory: for a parent that does not exist.
        BranchIntoItself: when the parent lies in the category's own branch.
        SlugTaken: when another category answers to a slug.
    """
    under = queries.get_category(parent) if parent else None
    row = Category.objects.filter(code=code).locked_one()
    if row is None:
        row = Category.objects.create(code=code, position=position)
        row.path = f"/{row.pk}/"
    _hang(row, under)
    row.words = {language: _with_slug(said, code) for language, said in words.items()}
    row.position, row.hidden = position, hidden
    row.google_category = google_category
    row.save()
    _keep_slugs(row)
    outbox.publish(events.CategoryChanged(category_id=row.pk), at=at, by=by)
    db.after_commit_once(memo.forget_all)
    return row


@db.transaction_required
def save_brand(*, name: str, code: str = "") -> Brand:
    """This makes or renames a brand."""
    row, _ = Brand.objects.update_or_create(
        code=code or rules.code_from(name) or "brand", defaults={"name": name}
    )
    return row


def _hang(row: Category, under: Category | None) -> None:
    path = f"{under.path if under else '/'}{row.pk}/"
    if under is not None and row.path != "/":
        rules.check_move(path=row.path, under=under.path)
    old = row.path
    row.parent = under
    row.path, row.depth = path, path.count("/") - 2
    if old not in {path, "/"}:
        grown = path.count("/") - old.count("/")
        below = Category.objects.filter(path__startswith=old).exclude(pk=row.pk)
        below.update(
            path=Concat(Value(path), Substr("path", len(old) + 1)), depth=F("depth") + grown
        )


def _with_slug(said: Mapping[str, str], code: str) -> dict[str, str]:
    slug = said.get("slug") or slug_of(said.get("name", "")) or code
    return {**said, "slug": slug}


def _keep_slugs(row: Category) -> None:
    for language, said in sorted(row.words.items()):
        slug = said["slug"]
        taken = CategorySlug.objects.filter(language=language, slug=slug).exclude(category=row)
        if taken.exists():
            raise _taken(slug, language)
        CategorySlug.objects.filter(category=row, language=language, current=True).exclude(
            slug=slug
        ).update(current=False)
        with connection.cursor() as cursor:
            cursor.execute(
                """INSERT INTO catalog_categoryslug AS s (category_id, language, slug, current)
                   VALUES (%s, %s, %s, true)
                   ON CONFLICT (language, slug) DO UPDATE SET current = true
                   WHERE s.category_id = EXCLUDED.category_id""",
                [row.pk, language, slug],
            )
            if not cursor.rowcount:
                raise _taken(slug, language)


def _taken(slug: str, language: str) -> SlugTaken:
    return SlugTaken(f"the slug {slug!r} is taken", field=f"words/{language}/slug")
