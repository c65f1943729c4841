"""Index of the API routes and storefront pages of catalog."""

from django.urls import URLPattern, URLResolver, path

from catalog.alerts import pages as alerts
from catalog.assets import api as assets
from catalog.assets import pages as pictures
from catalog.attributes import api as attributes
from catalog.boxes import api as boxes
from catalog.compare import pages as compare
from catalog.documents import api as documents
from catalog.documents import pages as papers
from catalog.exports import pages as exports
from catalog.landings import api as landings
from catalog.landings import pages as landed
from catalog.lifecycle import api as lifecycle
from catalog.pricing import api as pricing
from catalog.products import api as products
from catalog.publishing import api as publishing
from catalog.questions import api as asking
from catalog.questions import pages as questions
from catalog.reviews import api as reviews_api
from catalog.reviews.pages import reading, writing
from catalog.search.api import views as search
from catalog.search.pages import maps, product, shelves
from catalog.search.pages.sizes import sizes
from catalog.sizing import api as sizing
from catalog.taxonomy import api as taxonomy

api: list[URLPattern | URLResolver] = [
    path("products", search.Products.as_view()),
    path("products/<str:public_id>", search.Product.as_view()),
    path("products/<str:public_id>/record", products.Record.as_view()),
    path("products/<str:public_id>/variants", products.Variants.as_view()),
    path("products/<str:public_id>/variants/<str:variant_id>", products.VariantDetail.as_view()),
    path("products/<str:public_id>/media", products.Gallery.as_view()),
    path("products/<str:public_id>/box", boxes.Box.as_view()),
    path("products/<str:public_id>/size-guide", sizing.ProductGuide.as_view()),
    path("products/<str:public_id>/successor", lifecycle.Successor.as_view()),
    path("products/<str:public_id>/retirement", lifecycle.Retirement.as_view()),
    path("products/<str:public_id>/documents", documents.ProductDocuments.as_view()),
    path("products/<str:public_id>/publication", publishing.PublicationView.as_view()),
    path("products/<str:public_id>/reviews", reviews_api.ProductReviews.as_view()),
    path("products/<str:public_id>/questions", asking.ProductQuestions.as_view()),
    path("questions", asking.Questions.as_view()),
    path("questions/<str:public_id>/answer", asking.Answer.as_view()),
    path("questions/<str:public_id>/refusal", asking.Refusal.as_view()),
    path("reviews", reviews_api.Reviews.as_view()),
    path("reviews/<str:public_id>", reviews_api.ReviewDetail.as_view()),
    path("reviews/<str:public_id>/approval", reviews_api.Approval.as_view()),
    path("reviews/<str:public_id>/rejection", reviews_api.Rejection.as_view()),
    path("reviews/<str:public_id>/reply", reviews_api.Reply.as_view()),
    path("categories", taxonomy.Categories.as_view()),
    path("categories/<str:code>", taxonomy.CategoryDetail.as_view()),
    path("landing-pages", landings.Landings.as_view()),
    path("landing-pages/<str:public_id>", landings.LandingDetail.as_view()),
    path("attributes", attributes.Attributes.as_view()),
    path("families", attributes.Families.as_view()),
    path("assets", assets.Assets.as_view()),
    path("assets/<str:public_id>", assets.AssetDetail.as_view()),
    path("documents", documents.Documents.as_view()),
    path("documents/<str:public_id>", documents.DocumentDetail.as_view()),
    path("size-guides", sizing.Guides.as_view()),
    path("size-guides/<str:public_id>", sizing.GuideDetail.as_view()),
    path("price-lists", pricing.Lists.as_view()),
    path("prices", pricing.Prices.as_view()),
    path("prices/<int:price_id>", pricing.PriceDetail.as_view()),
    path("search", search.Search.as_view()),
    path("search/suggestions", search.Suggestions.as_view()),
]
sitemaps = [maps.PRODUCTS, maps.CATEGORIES, landed.LANDINGS]
pages: list[URLPattern | URLResolver] = [
    path("compare/", compare.show, name="compare"),
    path("compare/items/", compare.pick, name="compare_pick"),
    path("compare/removal/", compare.take_out, name="compare_remove"),
    path("pictures/<slug:key>/<int:width>.<str:kind>", pictures.picture, name="picture"),
    path("pictures/<slug:key>/share.jpg", pictures.share, name="share"),
    path("documents/<slug:key>/<str:name>", papers.document, name="document"),
    path("feeds/<slug:channel>/<slug:language>.xml", exports.feed, name="feed"),
    path("products/", shelves.everything, name="everything"),
    path("c/<str:slug>/", shelves.category, name="category"),
    path("c/<str:slug>/<str:name>/", landed.landing, name="landing"),
    path("p/<str:slug>/", product.product, name="product"),
    path("p/<str:slug>/related/", product.related, name="related"),
    path("p/<str:slug>/together/", product.together, name="together"),
    path("p/<str:slug>/choose/", product.choose, name="choose"),
    path("products/recent/", product.recent, name="recent"),
    path("p/<str:slug>/sizes/", sizes, name="sizes"),
    path("p/<str:slug>/questions/", questions.questions, name="questions"),
    path("p/<str:slug>/reviews/", reading.reviews, name="reviews"),
    path("p/<str:slug>/reviews/new/", writing.write, name="write_review"),
    path("notify/<slug:variant_id>/", alerts.ask, name="alert"),
    path("notify/stop/<str:token>/", alerts.stop, name="alert_stop"),
    path("reviews/new/<str:token>/", writing.write_bought, name="review_bought"),
    path("reviews/<slug:public_id>/helpful/", reading.helpful, name="review_helpful"),
    path("reviews/<slug:public_id>/report/", reading.report, name="review_report"),
    path("search/", shelves.search, name="search"),
    path("search/suggestions/", shelves.suggest, name="suggest"),
]
