"""Index of the API routes and storefront pages of crm."""

from django.urls import URLPattern, URLResolver, path

from crm.accounts import pages as accounts
from crm.customers import api as customers

api: list[URLPattern | URLResolver] = [
    path("customers", customers.Customers.as_view()),
    path("customers/<str:public_id>", customers.CustomerDetail.as_view()),
    path("customers/<str:public_id>/addresses", customers.Addresses.as_view()),
    path("customers/<str:public_id>/addresses/<str:address_id>", customers.AddressDetail.as_view()),
]
pages: list[URLPattern | URLResolver] = [
    path("account/claim/<str:token>/", accounts.ClaimOrders.as_view(), name="claim_orders"),
]
