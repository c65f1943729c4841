"""Who is looking, for forms of rooms that do not know crm."""

from typing import Any

from django import template

from commerce.identity import marks
from crm import public as crm
from crm.contracts import CustomerInfo

register = template.Library()


@register.simple_tag(takes_context=True)
def customer_mark(context: dict[str, Any]) -> str:
    """This signs the customer of the account that is looking; empty for guests."""
    found = _customer(context)
    if found is None:
        return ""
    return marks.make(user_id=context["request"].user.pk, customer_id=found.customer_id)


@register.simple_tag(takes_context=True)
def customer_about(context: dict[str, Any]) -> dict[str, str]:
    """This is what a form may fill in for the account that is looking: first name and e-mail."""
    found = _customer(context)
    if found is None:
        return {"name": "", "email": ""}
    return {"name": found.name.partition(" ")[0], "email": found.email}


def _customer(context: dict[str, Any]) -> CustomerInfo | None:
    request = context.get("request")
    if request is None or not request.user.is_authenticated:
        return None
    return crm.find_customer(user_id=request.user.pk)
