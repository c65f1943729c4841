"""What an owner does with lists: make, name, fill, empty, show and remove them."""

from dataclasses import dataclass
from datetime import datetime

from catalog import public as catalog
from commerce import db, ids
from commerce.identity.actor import Actor
from orders.lists import rules
from orders.lists.models import SavedItem, SavedList
from orders.lists.queries import kept
from orders.lists.queries.kept import Article, Owner


@dataclass(frozen=True, slots=True, kw_only=True)
class Toggled:
    """What a press on a heart did."""

    saved_list: SavedList
    article: Article
    is_on: bool


@db.transaction_required
def toggle(
    *,
    owner: Owner,
    product_id: int,
    variant_id: int | None,
    at: datetime,
    by: Actor,
) -> Toggled:
    """This takes a product off all lists of wishes where it is on one, else saves it on the main one.

    Raises:
        NotSold: (of catalog) for what is not sold here.
        ListFull: when the main list is full.
    """
    article = find_article(owner=owner, product_id=product_id, variant_id=variant_id, at=at)
    main = main_list(owner=owner, at=at)
    held = SavedItem.objects.filter(
        saved_list__in=kept.owned(owner).wished(), product_id=product_id
    )
    if held.exists():
        held.delete()
        return Toggled(saved_list=main, article=article, is_on=False)
    put(main, article, variant_id=variant_id, at=at)
    return Toggled(saved_list=main, article=article, is_on=True)


@db.transaction_required
def save(
    *,
    owner: Owner,
    product_id: int,
    variant_id: int | None,
    list_id: str = "",
    at: datetime,
    by: Actor,
) -> SavedItem:
    """This saves an article on one of the owner's lists, the main one unless named; once is enough.

    Raises:
        NotSold: (of catalog) for what is not sold here.
        UnknownList: when the owner has no such list.
        ListFull: when it is full.
    """
    article = find_article(owner=owner, product_id=product_id, variant_id=variant_id, at=at)
    chosen = locked(owner, list_id) if list_id else main_list(owner=owner, at=at)
    return put(chosen, article, variant_id=variant_id, at=at)


@db.transaction_required
def take_off(*, owner: Owner, item_id: int, at: datetime, by: Actor) -> SavedItem:
    """This takes an article off a list; the row it was is handed back, for the way back.

    Raises:
        UnknownItem: when it is on none of the owner's lists.
    """
    item = get_item(owner=owner, item_id=item_id)
    SavedItem.objects.filter(pk=item.pk).delete()
    return item


@db.transaction_required
def move(*, owner: Owner, item_id: int, list_id: str, at: datetime, by: Actor) -> SavedList:
    """This puts an article from one list of the owner on another.

    Raises:
        UnknownItem, UnknownList: when either is not theirs.
        ListFull: when the other list is full.
    """
    item = get_item(owner=owner, item_id=item_id)
    target = locked(owner, list_id)
    if item.saved_list_id == target.pk:
        return target
    rules.checked_room(target.items.count())
    there = SavedItem.objects.filter(
        saved_list=target, product_id=item.product_id, variant_id=item.variant_id
    )
    if there.exists():
        SavedItem.objects.filter(pk=item.pk).delete()
    else:
        SavedItem.objects.filter(pk=item.pk).update(saved_list=target)
    _touch(target, at)
    return target


@db.transaction_required
def open_list(*, owner: Owner, name: str, at: datetime, by: Actor) -> SavedList:
    """This makes a list of a name; names may repeat.

    Raises:
        BadName, TooManyLists: as their names say.
    """
    plain = rules.checked_name(name)
    main = main_list(owner=owner, at=at)
    if kept.owned(owner).wished().count() >= rules.MOST_LISTS:
        message = f"there may be up to {rules.MOST_LISTS} lists"
        raise rules.TooManyLists(message, most=rules.MOST_LISTS)
    row = _new(owner, rules.OWN, at, name=plain)
    row.wants_news = main.wants_news
    row.save()
    return row


@db.transaction_required
def rename(*, owner: Owner, list_id: str, name: str, at: datetime, by: Actor) -> SavedList:
    """This gives a list another name.

    Raises:
        UnknownList, BadName: as their names say.
    """
    row = locked(owner, list_id)
    row.name, row.updated_at = rules.checked_name(name), at
    row.save(update_fields=["name", "updated_at"])
    return row


@db.transaction_required
def remove(*, owner: Owner, list_id: str, at: datetime, by: Actor) -> SavedList:
    """This removes a list, for a day in which it can come back; the main one is emptied instead.

    Raises:
        UnknownList: when it is not theirs.
    """
    row = locked(owner, list_id)
    if row.kind == rules.MAIN:
        row.items.all().delete()
        return row
    row.removed_at, row.token = at, ""
    row.save(update_fields=["removed_at", "token"])
    return row


@db.transaction_required
def bring_back(*, owner: Owner, list_id: str, at: datetime, by: Actor) -> SavedList:
    """This brings a removed list back, as long as it is there.

    Raises:
        UnknownList: when it is gone for good, or was never theirs.
    """
    row = SavedList.objects.filter(kept.whose(owner), public_id=list_id).locked_one()
    if row is None:
        message = "there is no such list any more"
        raise kept.UnknownList(message)
    row.removed_at, row.updated_at = None, at
    row.save(update_fields=["removed_at", "updated_at"])
    return row


@db.transaction_required
def want_news(*, owner: Owner, list_id: str, wanted: bool, at: datetime, by: Actor) -> SavedList:
    """This turns the letters about a list on or off; from then on prices count from today.

    Raises:
        UnknownList: when it is not theirs, or they are a guest whom no letter could reach.
    """
    row = locked(owner, list_id)
    if owner.customer_id is None:
        message = "a guest has no address to write to"
        raise kept.UnknownList(message)
    if wanted and not row.wants_news:
        _forget_told(row, owner, at)
    row.wants_news, row.updated_at = wanted, at
    row.channel_id, row.language = owner.channel.id, owner.language
    row.save(update_fields=["wants_news", "updated_at", "channel_id", "language"])
    return row


@db.transaction_required
def share(*, owner: Owner, list_id: str, at: datetime, by: Actor) -> SavedList:
    """This makes the secret link that shows a list to others; asked again, it stays the same.

    Raises:
        UnknownList: when it is not theirs.
    """
    row = locked(owner, list_id)
    if not row.token:
        row.token, row.updated_at = ids.token(), at
        row.save(update_fields=["token", "updated_at"])
    return row


@db.transaction_required
def unshare(*, owner: Owner, list_id: str, at: datetime, by: Actor) -> SavedList:
    """This makes the link of a list open nothing any more.

    Raises:
        UnknownList: when it is not theirs.
    """
    row = locked(owner, list_id)
    row.token, row.updated_at = "", at
    row.save(update_fields=["token", "updated_at"])
    return row


@db.transaction_required
def main_list(*, owner: Owner, at: datetime, kind: str = rules.MAIN) -> SavedList:
    """This locks the owner's main list (or the one for later), and makes it if need be."""
    found = SavedList.objects.filter(kept.whose(owner), kind=kind).locked_one()
    if found is None:
        SavedList.objects.bulk_create([_new(owner, kind, at)], ignore_conflicts=True)
        found = SavedList.objects.filter(kept.whose(owner), kind=kind).locked_one()
    assert found is not None  # made above, by us or by another tab
    return found


@db.transaction_required
def locked(owner: Owner, list_id: str) -> SavedList:
    """This locks one of the owner's lists of wishes.

    Raises:
        UnknownList: when they have none of this id.
    """
    found = kept.owned(owner).wished().filter(public_id=list_id).locked_one()
    if found is None:
        message = "there is no such list"
        raise kept.UnknownList(message)
    return found


@db.transaction_required
def get_item(*, owner: Owner, item_id: int) -> SavedItem:
    """This finds an article on any of the owner's lists.

    Raises:
        UnknownItem: when it is on none.
    """
    rows = SavedItem.objects.filter(pk=item_id, saved_list__in=kept.owned(owner))
    found = rows.select_related("saved_list").first()
    if found is None:
        message = "this is on none of your lists"
        raise kept.UnknownItem(message)
    return found


@db.transaction_required
def put(
    saved_list: SavedList,
    article: Article,
    *,
    variant_id: int | None,
    quantity: int = 1,
    at: datetime,
) -> SavedItem:
    """This writes an article on a locked list; what is there already stays, for later with more pieces.

    Raises:
        ListFull: when the list is full.
    """
    same = {"product_id": article.product_id, "variant_id": variant_id or article.variant_id}
    found = saved_list.items.filter(**same).first()
    if found is not None and saved_list.kind == rules.LATER:
        found.quantity = min(found.quantity + quantity, rules.MOST_PIECES)
        found.save(update_fields=["quantity"])
    if found is not None:
        return found
    rules.checked_room(saved_list.items.count())
    _touch(saved_list, at)
    return SavedItem.objects.create(
        saved_list=saved_list,
        **same,
        quantity=quantity,
        seen_minor=article.price.minor if article.price else None,
        currency=article.price.currency if article.price else "",
        was_out=not article.available,
        added_at=at,
    )


def find_article(*, owner: Owner, product_id: int, variant_id: int | None, at: datetime) -> Article:
    """This shows what is to be saved, as it is sold now.

    Raises:
        NotSold: (of catalog) when it is not sold here.
    """
    found = kept.articles(
        wanted=[(product_id, variant_id)], channel=owner.channel, language=owner.language, at=at
    )[product_id, variant_id]
    if not found.sold:
        message = "this is not sold here"
        raise catalog.NotSold(message, variant_ids=[variant_id] if variant_id else [])
    return found


def _new(owner: Owner, kind: str, at: datetime, *, name: str = "") -> SavedList:
    return SavedList(
        channel_id=owner.channel.id,
        language=owner.language,
        customer_id=owner.customer_id,
        guest="" if owner.customer_id is not None else owner.guest,
        kind=kind,
        name=name,
        created_at=at,
        updated_at=at,
    )


def _touch(row: SavedList, at: datetime) -> None:
    SavedList.objects.filter(pk=row.pk).update(updated_at=at)


def _forget_told(row: SavedList, owner: Owner, at: datetime) -> None:
    """Take today's prices and stock as known: nobody is told of what was so already."""
    shown = kept.items(row, channel=owner.channel, language=owner.language, at=at)
    for one in shown:
        price = one.article.price
        row.items.filter(pk=one.item_id).update(
            told_minor=price.minor if price else None,
            was_out=not one.article.available,
        )
