"""Index of the API routes and storefront pages of crm."""

from django.urls import URLPattern, URLResolver, path

from crm.accounts import pages as accounts

api: list[URLPattern | URLResolver] = []
pages: list[URLPattern | URLResolver] = [
    path("account/claim/<str:token>/", accounts.ClaimOrders.as_view(), name="claim_orders"),
]
