"""Index of the API routes and storefront pages of crm."""

from django.urls import URLPattern, URLResolver, path

from crm.accounts.pages import entrance as accounts
from crm.consents import pages as consents
from crm.customers import api as customers
from crm.customers import pages as book
from crm.newsletter import pages as letters
from crm.privacy import pages as privacy

api: list[URLPattern | URLResolver] = [
    path("customers", customers.Customers.as_view()),
    path("customers/<str:public_id>", customers.CustomerDetail.as_view()),
    path("customers/<str:public_id>/addresses", customers.Addresses.as_view()),
    path("customers/<str:public_id>/addresses/<str:address_id>", customers.AddressDetail.as_view()),
]
pages: list[URLPattern | URLResolver] = [
    path("cookies/", consents.cookies, name="cookies"),
    path("cookies/choice/", consents.choose, name="choose_cookies"),
    path("newsletter/", letters.newsletter, name="newsletter"),
    path("newsletter/done/", letters.done, name="newsletter_done"),
    path("newsletter/confirmation/<str:token>/", letters.confirmation, name="newsletter_confirm"),
    path("newsletter/end/<str:token>/", letters.end, name="newsletter_end"),
    path("account/privacy/", privacy.privacy, name="account_privacy"),
    path("account/privacy/consents/", privacy.say, name="account_consents"),
    path("account/privacy/copies/", privacy.ask_for_copy, name="account_copies"),
    path("account/privacy/copies/<slug:public_id>/", privacy.copy, name="account_copy"),
    path("account/privacy/deletion/", privacy.forget_me, name="account_deletion"),
    path("account/claim/<str:token>/", accounts.ClaimOrders.as_view(), name="claim_orders"),
    path("account/security/", accounts.security, name="account_security"),
    path("account/security/sessions/", accounts.end_sessions, name="account_sessions"),
    path("account/addresses/", book.book, name="account_addresses"),
    path("account/addresses/new/", book.edit, name="account_address_new"),
    path("account/addresses/<slug:public_id>/", book.edit, name="account_address"),
    path(
        "account/addresses/<slug:public_id>/deletion/",
        book.delete,
        name="account_address_delete",
    ),
    path(
        "account/addresses/<slug:public_id>/restoration/",
        book.restore,
        name="account_address_restore",
    ),
]
