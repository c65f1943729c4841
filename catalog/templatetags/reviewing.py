"""Links that let a buyer review what an order held."""

from django import template
from django.urls import reverse

from catalog.reviews.pages import writing

register = template.Library()


@register.simple_tag
def review_link(order_number: str, sku: str) -> str:
    """This is the address at which whoever holds an order's page reviews one of its lines."""
    token = writing.bought_token(order_number=order_number, sku=sku)
    return reverse("review_bought", args=[token])
