"""Tags of the head of a page: fitted titles and summaries, and what machines read."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import template
from django.conf import settings
from django.template.base import NodeList, Parser, Token
from django.templatetags.static import static
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from typing_extensions import override

from commerce import clock
from commerce.money import Money
from commerce.storefront import heads, parcels, structured

register = template.Library()
LOCALES = {"en": "en_GB", "de": "de_DE", "fr": "fr_FR", "ar": "ar_AR"}
# Countries named at the home page; every product page names the first for itself.
MOST_COUNTRIES = 12
FITTINGS = {"title": heads.title, "summary": heads.summary}


class Keep(template.Node):
    """Renders what is inside into a variable: as plain text fitted to its use, or as it is."""

    def __init__(self, nodelist: NodeList, name: str, fitting: str) -> None:
        self.nodelist = nodelist
        self.name = name
        self.fitting = fitting

    @override
    def render(self, context: template.Context) -> SafeString:
        found = self.nodelist.render(context)
        if self.fitting:
            context[self.name] = FITTINGS[self.fitting](heads.plain(found))
        else:
            context[self.name] = mark_safe(found.strip())  # noqa: S308 - rendered with escaping
        return mark_safe("")


@register.tag
def keep(parser: Parser, token: Token) -> Keep:
    """{% keep head_title title %}...{% endkeep %}: fits a `title` or a `summary`; without, keeps markup."""
    _tag, name, *fitting = token.split_contents()
    nodelist = parser.parse(("endkeep",))
    parser.delete_first_token()
    return Keep(nodelist, name, fitting[0] if fitting else "")


@register.filter
def locale(language: str) -> str:
    """This is a language as Open Graph names it."""
    return LOCALES.get(language, language)


@register.simple_tag(takes_context=True)
def breadcrumbs(context: Mapping[str, Any], steps: Sequence[Mapping[str, str]]) -> SafeString:
    """This tells machines the same way to the page as the crumbs show."""
    home = {"name": _("Home"), "path": reverse("home")}
    return structured.script(structured.breadcrumbs([home, *steps], base=context["shop"].base))


@register.simple_tag(takes_context=True)
def online_store(context: Mapping[str, Any]) -> SafeString:
    """This tells machines who sells here, how goods are sent and come back, and how to search."""
    shop, channel = context["shop"], context["request"].channel
    quotes = parcels.quotes(
        channel=channel,
        price=Money(0, channel.currency),
        weight_g=1000,
        at=clock.now(),
        language=shop.language,
        countries=channel.countries[:MOST_COUNTRIES],
    )
    front = reverse("home")
    logo = static("kontor/icons/app-512.png")
    told = structured.store(
        name=settings.SHOP_NAME, base=shop.base, front=front, logo=logo, channel=channel,
        quotes=quotes,
    )  # fmt: skip
    site = structured.site(
        name=settings.SHOP_NAME, base=shop.base, front=front, search=reverse("search"),
        language=shop.language,
    )  # fmt: skip
    return mark_safe(structured.script(told) + structured.script(site))  # noqa: S308 - escaped there
