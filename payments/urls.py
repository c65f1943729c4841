"""Index of the API routes and storefront pages of payments."""

from django.urls import URLPattern, URLResolver, path

from payments.collecting import api as collecting
from payments.gateways import api as gateways
from payments.refunds import api as refunds

api: list[URLPattern | URLResolver] = [
    path("payment-methods", gateways.PaymentMethods.as_view()),
    path("payments", collecting.Payments.as_view()),
    path("payments/<str:public_id>", collecting.PaymentDetail.as_view()),
    path("payments/<str:public_id>/authorization", collecting.PaymentAuthorization.as_view()),
    path("payments/<str:public_id>/captures", collecting.PaymentCaptures.as_view()),
    path("payments/<str:public_id>/refunds", refunds.PaymentRefunds.as_view()),
    path("refunds/<str:public_id>", refunds.RefundDetail.as_view()),
]
pages: list[URLPattern | URLResolver] = [
    path("webhooks/stripe/", gateways.StripeWebhook.as_view(), name="stripe-webhook"),
]
