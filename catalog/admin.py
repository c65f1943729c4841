"""Index of the staff screens of every room in catalog."""

from catalog.alerts import admin as alerts
from catalog.assets import admin as assets
from catalog.attributes import admin as attributes
from catalog.documents import admin as documents
from catalog.exports import admin as exports
from catalog.pricing import admin as pricing
from catalog.products import admin as products
from catalog.publishing import admin as publishing
from catalog.questions import admin as questions
from catalog.reviews import admin as reviews
from catalog.search import admin as search
from catalog.taxonomy import admin as taxonomy

__all__ = [
    "alerts",
    "assets",
    "attributes",
    "documents",
    "exports",
    "pricing",
    "products",
    "publishing",
    "questions",
    "reviews",
    "search",
    "taxonomy",
]
