"""Index of the API routes and storefront pages of inventory."""

from django.urls import URLPattern, URLResolver, path

from inventory.reservations import api as reservations
from inventory.shipping import api as shipping
from inventory.stock import api as stock
from inventory.stores.pages import places

sitemaps = [places.STORES]
api: list[URLPattern | URLResolver] = [
    path("stock", stock.Stock.as_view()),
    path("stock/receipts", stock.Receipts.as_view()),
    path("stock/adjustments", stock.Adjustments.as_view()),
    path("stock/transfers", stock.Transfers.as_view()),
    path("stock/limits", stock.StockLimits.as_view()),
    path("stock/<slug:warehouse>/<path:sku>/explanation", reservations.StockExplanation.as_view()),
    path("shipments", shipping.Shipments.as_view()),
    path("shipments/<str:public_id>", shipping.Shipment.as_view()),
    path("shipments/<str:public_id>/label", shipping.ShipmentLabel.as_view()),
    path("shipments/<str:public_id>/tracking", shipping.ShipmentTracking.as_view()),
    path("shipments/<str:public_id>/dispatch", shipping.ShipmentDispatch.as_view()),
    path("shipments/<str:public_id>/delivery", shipping.ShipmentDelivery.as_view()),
    path("shipments/<str:public_id>/loss", shipping.ShipmentLoss.as_view()),
]
pages: list[URLPattern | URLResolver] = [
    path("stores/", places.stores, name="stores"),
    path("stores/stock/", places.stock, name="store_stock"),
    path("stores/mine/", places.choose, name="choose_store"),
    path("stores/<slug:slug>/", places.store, name="store"),
]
