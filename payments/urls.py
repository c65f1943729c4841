"""Index of the API routes and storefront pages of payments."""

from django.urls import URLPattern, URLResolver, path

from payments.gateways.api import StripeWebhook

api: list[URLPattern | URLResolver] = []
pages: list[URLPattern | URLResolver] = [
    path("webhooks/stripe/", StripeWebhook.as_view(), name="stripe-webhook"),
]
