"""Index of the API routes and storefront pages of orders."""

from django.urls import URLPattern, URLResolver, path

from orders.cart import api as carts
from orders.checkout.api import views as checkouts
from orders.order.api import views as orders

api: list[URLPattern | URLResolver] = [
    path("carts", carts.Carts.as_view()),
    path("carts/<str:public_id>", carts.CartDetail.as_view()),
    path("carts/<str:public_id>/lines", carts.CartLines.as_view()),
    path("carts/<str:public_id>/lines/<str:line_id>", carts.CartLineDetail.as_view()),
    path("checkouts", checkouts.Checkouts.as_view()),
    path("checkouts/<str:public_id>", checkouts.CheckoutDetail.as_view()),
    path("checkouts/<str:public_id>/confirmation", checkouts.Confirmation.as_view()),
    path("checkouts/<str:public_id>/order", checkouts.OrderPlacement.as_view()),
    path("orders", orders.Orders.as_view()),
    path("orders/<str:number>", orders.OrderDetail.as_view()),
    path("orders/<str:number>/cancellation", orders.Cancellation.as_view()),
    path("orders/<str:number>/refunds", orders.Refunds.as_view()),
    path("orders/<str:number>/shipments", orders.Shipments.as_view()),
    path("customers/<str:public_id>/orders", orders.OrdersOfCustomer.as_view()),
]
pages: list[URLPattern | URLResolver] = []
