"""Where people stand."""

import dataclasses

from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _

from crm.consents import rules
from crm.consents.models import Consent
from crm.contracts import ConsentStand
from crm.customers import queries as customers

# The purposes' words, named here once more so that they are collected for translation.
WORDS = (
    _("News and offers by e-mail"),
    _("New things, seasonal offers and stories from the workshop, twice a month."),
    _("Understanding how the shop is used"),
    _("We count visits and clicks ourselves to improve the shop. Nothing leaves this house."),
    _("Suggestions that suit you"),
    _("What you looked at shapes what we suggest to you, here and by e-mail."),
)


def stand(*, customer_id: int) -> tuple[ConsentStand, ...]:
    """This tells where a customer stands on every purpose, worded in the present language."""
    last = _last_words(customer_id)
    return tuple(
        ConsentStand(
            purpose=one.code,
            title=gettext(one.title),
            explanation=gettext(one.explanation),
            given=_counts(last.get(one.code)),
            since=last[one.code].at if one.code in last else None,
        )
        for one in rules.PURPOSES.values()
    )


def agrees(*, customer_id: int, purpose: str) -> bool:
    """This tells whether a customer's last word on a purpose was yes.

    Raises:
        UnknownPurpose: when nobody is asked for it.
    """
    rules.purpose(purpose)
    return _counts(_last_words(customer_id).get(purpose))


def history(*, customer_id: int) -> tuple[Consent, ...]:
    """This lists every word a customer said, newest first."""
    family = customers.family_of(customer_id=customer_id)
    return tuple(Consent.objects.filter(customer__in=family).order_by("-id"))


def _counts(word: Consent | None) -> bool:
    """A yes to words whose meaning has changed since is no yes any more."""
    return word is not None and word.given and word.wording == rules.purpose(word.purpose).version


def _last_words(customer_id: int) -> dict[str, Consent]:
    family = customers.family_of(customer_id=customer_id)
    rows = Consent.objects.filter(customer__in=family).order_by("purpose", "-id")
    return {row.purpose: row for row in rows.distinct("purpose")}


def cookie_purposes() -> tuple[rules.Purpose, ...]:
    """These are the purposes the cookie banner asks about, worded in the present language."""
    return tuple(
        dataclasses.replace(one, title=gettext(one.title), explanation=gettext(one.explanation))
        for one in rules.PURPOSES.values()
        if one.by_cookie
    )
