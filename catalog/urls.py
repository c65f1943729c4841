"""Index of the API routes and storefront pages of catalog."""

from django.urls import URLPattern, URLResolver, path

from catalog.search.pages import product, shelves

api: list[URLPattern | URLResolver] = []
pages: list[URLPattern | URLResolver] = [
    path("", shelves.everything, name="home"),
    path("products/", shelves.everything, name="everything"),
    path("c/<str:slug>/", shelves.category, name="category"),
    path("p/<str:slug>/", product.product, name="product"),
    path("search/", shelves.search, name="search"),
    path("search/suggestions/", shelves.suggest, name="suggest"),
]
