"""Index of the API routes and storefront pages of orders."""

from django.urls import URLPattern, URLResolver, path

from orders.cancellations import api as cancellations
from orders.cart import api as carts
from orders.cart.pages import bag as cart
from orders.checkout.api import views as checkouts
from orders.checkout.pages import express
from orders.checkout.pages import walk as checkout
from orders.lists import api as lists
from orders.lists.pages import bagging, hearts, stops, walls
from orders.order.api import views as orders
from orders.pickup import pages as pickup
from orders.tracking import api as tracks
from orders.tracking.pages import changing, noting, shrinking
from orders.tracking.pages import looking as tracking
from orders.withdrawals import api as withdrawn
from orders.withdrawals import pages as withdrawals

api: list[URLPattern | URLResolver] = [
    path("carts", carts.Carts.as_view()),
    path("carts/<str:public_id>", carts.CartDetail.as_view()),
    path("carts/<str:public_id>/lines", carts.CartLines.as_view()),
    path("carts/<str:public_id>/lines/<str:line_id>", carts.CartLineDetail.as_view()),
    path("checkouts", checkouts.Checkouts.as_view()),
    path("checkouts/<str:public_id>", checkouts.CheckoutDetail.as_view()),
    path("checkouts/<str:public_id>/pickup-points", checkouts.PickupPoints.as_view()),
    path("checkouts/<str:public_id>/confirmation", checkouts.Confirmation.as_view()),
    path("checkouts/<str:public_id>/order", checkouts.OrderPlacement.as_view()),
    path("orders", orders.Orders.as_view()),
    path("orders/<str:number>", orders.OrderDetail.as_view()),
    path("orders/<str:number>/cancellation", orders.Cancellation.as_view()),
    path("orders/<str:number>/line-cancellations", cancellations.LineCancellations.as_view()),
    path("orders/<str:number>/withdrawal", withdrawn.WithdrawalDetail.as_view()),
    path("orders/<str:number>/note", tracks.NoteDetail.as_view()),
    path("orders/<str:number>/refunds", orders.Refunds.as_view()),
    path("orders/<str:number>/shipments", orders.Shipments.as_view()),
    path("customers/<str:public_id>/orders", orders.OrdersOfCustomer.as_view()),
    path("customers/<str:public_id>/lists", lists.CustomerLists.as_view()),
    path("customers/<str:public_id>/lists/<str:list_id>", lists.CustomerList.as_view()),
    path("customers/<str:public_id>/lists/<str:list_id>/items", lists.CustomerListItems.as_view()),
    path(
        "customers/<str:public_id>/lists/<str:list_id>/items/<str:item_id>",
        lists.CustomerListItem.as_view(),
    ),
]
pages: list[URLPattern | URLResolver] = [
    path("cart/", cart.show, name="cart"),
    path("cart/lines/", cart.add, name="cart_add"),
    path("cart/lines/<int:variant_id>/", cart.change, name="cart_change"),
    path("cart/lines/<int:variant_id>/removal/", cart.remove, name="cart_remove"),
    path("cart/changes/", cart.accept, name="cart_accept"),
    path("cart/lines/<int:variant_id>/aside/", bagging.put_aside, name="cart_aside"),
    path("cart/part/", bagging.part, name="cart_part"),
    path("cart/link/", bagging.share_bag, name="bag_link"),
    path("cart/shared/<str:token>/", bagging.shared_bag, name="bag_shared"),
    path("lists/", walls.show, name="lists"),
    path("lists/new/", walls.start, name="list_new"),
    path("lists/hearts/", hearts.toggle, name="heart"),
    path("lists/items/", hearts.add, name="list_add"),
    path("lists/items/<int:item_id>/removal/", walls.take_off, name="list_take_off"),
    path("lists/items/<int:item_id>/list/", walls.move, name="list_move"),
    path("lists/items/<int:item_id>/bag/", bagging.into_bag, name="list_into_bag"),
    path("lists/shared/<str:token>/", bagging.shared, name="list_shared"),
    path("lists/mails/<str:token>/", stops.stop, name="list_stop"),
    path("lists/<slug:public_id>/", walls.show, name="list"),
    path("lists/<slug:public_id>/name/", walls.rename, name="list_rename"),
    path("lists/<slug:public_id>/removal/", walls.remove, name="list_remove"),
    path("lists/<slug:public_id>/restoration/", walls.bring_back, name="list_restore"),
    path("lists/<slug:public_id>/news/", walls.news, name="list_news"),
    path("lists/<slug:public_id>/link/", walls.share, name="list_share"),
    path("lists/<slug:public_id>/bag/", bagging.all_into_bag, name="list_all_into_bag"),
    path("checkout/", checkout.checkout, name="checkout"),
    path("checkout/whereabouts/", checkout.whereabouts, name="checkout_whereabouts"),
    path("checkout/express/", express.begin, name="checkout_express"),
    path("checkout/express/quote/", express.quote, name="checkout_express_quote"),
    path("checkout/express/<str:state>/", express.back, name="checkout_express_back"),
    path("checkout/return/<slug:public_id>/", checkout.back, name="checkout_return"),
    path("orders/<slug:public_id>/<str:token>/", tracking.by_link, name="order"),
    path(
        "orders/<slug:public_id>/<str:token>/pickup.ics",
        pickup.appointment,
        name="pickup_calendar",
    ),
    path("orders/<slug:public_id>/<str:token>/again/", changing.repeat_by_link),
    path("orders/<slug:public_id>/<str:token>/end/", changing.cancel_by_link),
    path("orders/<slug:public_id>/<str:token>/address/", changing.redirect_by_link),
    path("orders/<slug:public_id>/<str:token>/note/", noting.note_by_link),
    path("orders/<slug:public_id>/<str:token>/articles/", shrinking.shrink_by_link),
    path(
        "orders/<slug:public_id>/<str:token>/delivery.ics",
        tracking.calendar,
        name="delivery_calendar",
    ),
    path("track/", tracking.track, name="track"),
    path("track/<str:ticket>/", tracking.glance, name="track_glance"),
    path("withdrawal/", withdrawals.withdraw, name="withdraw"),
    path("withdrawal/done/", withdrawals.done, name="withdraw_done"),
    path("account/", tracking.dashboard, name="account"),
    path("account/orders/", tracking.mine, name="account_orders"),
    path("account/orders/<str:number>/", tracking.one_of_mine, name="account_order"),
    path("account/orders/<str:number>/receipt/", tracking.receipt, name="account_receipt"),
    path("account/orders/<str:number>/again/", changing.repeat_mine, name="account_repeat"),
    path("account/orders/<str:number>/end/", changing.cancel_mine, name="account_cancel"),
    path("account/orders/<str:number>/articles/", shrinking.shrink_mine, name="account_shrink"),
    path("account/orders/<str:number>/note/", noting.note_mine, name="account_note"),
    path("account/orders/<str:number>/address/", changing.redirect_mine, name="account_redirect"),
]
