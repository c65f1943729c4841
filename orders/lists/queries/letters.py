"""What a letter about a list says, in its owner's language."""

from datetime import datetime

from django.conf import settings
from django.core import signing
from django.db.models import QuerySet
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from commerce.channels import queries as channels
from commerce.channels.queries import ChannelInfo
from commerce.money import Money, wording
from commerce.storefront.paths import in_language
from crm import public as crm
from orders.lists import rules
from orders.lists.models import ListNews, SavedItem
from orders.lists.queries import kept
from orders.lists.queries.kept import Article

STOP_SALT = "orders.lists.stop"


def letter(news: ListNews, *, at: datetime) -> rules.Letter | None:
    """This words a letter; None when there is nobody to write to, or it is no longer true."""
    row = news.saved_list
    channel = channels.get_channel_by_id(row.channel_id)
    customer = crm.find_customer(customer_id=row.customer_id)
    article = kept.articles(
        wanted=[(news.product_id, news.variant_id)],
        channel=channel,
        language=row.language,
        at=at,
    )[news.product_id, news.variant_id]
    gone = row.removed_at is not None or not row.wants_news or not article.available
    if gone or customer is None or not customer.email or customer.state != "active":
        return None
    with translation.override(row.language):
        return _worded(news, article, channel, to=customer.email)


def watched() -> "QuerySet[SavedItem]":
    """The articles that somebody wants to hear of."""
    return SavedItem.objects.filter(
        saved_list__wants_news=True,
        saved_list__removed_at=None,
        saved_list__customer_id__isnull=False,
        saved_list__kind__in=rules.WISHED,
    )


def watched_products(*, after: int, limit: int) -> list[int]:
    """This lists products that somebody wants to hear of, by id after the one given."""
    rows = watched().filter(product_id__gt=after).order_by("product_id")
    return list(rows.values_list("product_id", flat=True).distinct()[:limit])


def due(*, before: datetime, limit: int) -> list[int]:
    """This lists letters that wait to be sent."""
    rows = ListNews.objects.waiting().filter(next_at__lte=before).order_by("next_at")
    return list(rows.values_list("pk", flat=True)[:limit])


def stop_token(public_id: str) -> str:
    """This signs the link in a letter that ends the letters about a list."""
    return signing.dumps(public_id, salt=STOP_SALT)


def read_stop(token: str) -> str:
    """This reads such a link; empty for a broken one."""
    try:
        return str(signing.loads(token, salt=STOP_SALT))
    except signing.BadSignature:
        return ""


def _worded(news: ListNews, article: Article, channel: ChannelInfo, *, to: str) -> rules.Letter:
    language = news.saved_list.language
    base = f"https://{channel.domain}" if channel.domain else settings.SITE_URL
    stop = f"{base}{reverse('list_stop', args=[stop_token(news.saved_list.public_id)])}"
    product = reverse("product", args=[article.slug])
    before = None if news.before_minor is None else Money(news.before_minor, news.currency)
    subject = _("%(name)s is back") if news.kind == "back" else _("%(name)s costs less now")
    context = {
        "shop": settings.SHOP_NAME,
        "language": language,
        "subject": subject % {"name": article.name},
        "kind": news.kind,
        "name": article.name,
        "options": article.options,
        "list_name": news.saved_list.name or _("Favorites"),
        "price": wording.in_words(article.price, language) if article.price else "",
        "before": wording.in_words(before, language) if before and news.kind != "back" else "",
        "link": f"{base}{product}" + (f"?sku={article.sku}" if article.sku else ""),
        "lists": f"{base}{in_language('/lists/', language)}",
        "stop": stop,
    }
    sender = channel.mail_from or settings.DEFAULT_FROM_EMAIL
    host = sender.rpartition("@")[2].strip("> ") or "kontor.example"
    return rules.Letter(
        subject=context["subject"],
        text=render_to_string("mail/lists/news.txt", context),
        markup=render_to_string("mail/lists/news.mjml", context),
        sender=sender,
        to=to,
        message_id=f"<list-news.{news.pk}@{host}>",
        stop=stop,
    )
