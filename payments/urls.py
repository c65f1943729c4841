"""Index of the API routes and storefront pages of payments."""

from django.urls import URLPattern, URLResolver, path

from payments.collecting import api as collecting
from payments.gateways import api as gateways
from payments.refunds import api as refunds
from payments.wallet import api as wallet
from payments.wallet import pages as cards

api: list[URLPattern | URLResolver] = [
    path("payment-methods", gateways.PaymentMethods.as_view()),
    path("payments", collecting.Payments.as_view()),
    path("payments/<str:public_id>", collecting.PaymentDetail.as_view()),
    path("payments/<str:public_id>/authorization", collecting.PaymentAuthorization.as_view()),
    path("payments/<str:public_id>/captures", collecting.PaymentCaptures.as_view()),
    path("payments/<str:public_id>/refunds", refunds.PaymentRefunds.as_view()),
    path("refunds/<str:public_id>", refunds.RefundDetail.as_view()),
    path("customers/<str:public_id>/payment-methods", wallet.CustomerCards.as_view()),
    path("customers/<str:public_id>/payment-methods/<str:card_id>", wallet.CustomerCard.as_view()),
]
pages: list[URLPattern | URLResolver] = [
    path("webhooks/stripe/", gateways.StripeWebhook.as_view(), name="stripe-webhook"),
    path("account/cards/", cards.cards, name="account_cards"),
    path("account/cards/new/", cards.add, name="account_card_add"),
    path("account/cards/added/", cards.added, name="account_card_added"),
    path("account/cards/<slug:public_id>/default/", cards.make_default, name="account_card_first"),
    path("account/cards/<slug:public_id>/deletion/", cards.delete, name="account_card_delete"),
    path("account/cards/<slug:public_id>/restoration/", cards.restore, name="account_card_restore"),
]
