"""Index of the API routes and storefront pages of cms."""

from django.urls import URLPattern, URLResolver, path

from cms.headless import api as headless
from cms.pages import pages as shop
from cms.styleguide import pages as guide

sitemaps = [shop.PAGES]
api: list[URLPattern | URLResolver] = [
    path("pages", headless.Pages.as_view()),
    path("pages/<slug:slug>", headless.PageDetail.as_view()),
    path("menus", headless.Menus.as_view()),
]
pages: list[URLPattern | URLResolver] = [
    path("", shop.home, name="home"),
    path("again/", shop.again, name="again"),
    path("styleguide/", guide.styleguide, name="styleguide"),
    path("pages/<str:slug>/", shop.page, name="page"),
]
