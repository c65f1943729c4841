"""What a product page says of versions that do not lie there yet: when they come, or how long they take."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from catalog.products import rules
from commerce import clock
from commerce.storefront import moments

Row = Mapping[str, Any]


def ready_on(variant: Row) -> date | None:
    """The day from which a version can be sent that is ordered before it lies there; None for any other."""
    if variant["stock"] != "backorder":
        return None
    return rules.ready_on(
        lead_days=variant["lead_days"], expected_on=_expected(variant), today=_today()
    )


def back_on(variant: Row) -> str:
    """The day a sold-out version is expected, while that lies ahead (P6); empty else."""
    expected = _expected(variant)
    if expected is None or variant["stock"] != "none" or expected < _today():
        return ""
    return moments.day(expected, language=_language())


def words(variant: Row) -> str:
    """How long more than lies there takes (P6): "More on Thu 26 Nov", "Made to order, 3 weeks"; empty for none."""
    if not variant.get("backorder") or not variant["lead_days"]:  # sheets of before tell none
        return ""
    expected = _expected(variant)
    if expected is not None and expected > _today():
        return _("More on %(day)s: order now") % {
            "day": moments.day(expected, language=_language())
        }
    time = moments.span(variant["lead_days"], language=_language())
    return _("Made to order, %(time)s") % {"time": time}


def _expected(variant: Row) -> date | None:
    said = variant.get("expected_on")
    return date.fromisoformat(said) if said else None


def _today() -> date:
    return timezone.localdate(clock.now())


def _language() -> str:
    return get_language() or "en"
