"""Index of the tables of every room in catalog."""

from catalog.alerts.models import StockAlert
from catalog.assets.models import Asset, Rendition
from catalog.attributes.models import Attribute, AttributeOption, Family, FamilyAttribute
from catalog.boxes.models import BoxLine
from catalog.documents.models import Document, ProductDocument
from catalog.exports.models import FeedRun
from catalog.landings.models import Landing, LandingSlug
from catalog.letters.models import Letter
from catalog.pricing.models import Price, PriceList, PricePoint
from catalog.products.models import (
    Picture,
    Product,
    ProductCategory,
    ProductSlug,
    Sellable,
    Variant,
)
from catalog.publishing.models import Publication
from catalog.questions.models import Question
from catalog.reviews.models import Purchase, Review, ReviewPhoto, ReviewSummary, ReviewVoice
from catalog.search.models import Listing, Placing, SearchMiss, StaleProduct, Synonyms, Term
from catalog.sizing.models import SizeGuide, SizeGuideUse, SizeLine, SizeMeasure
from catalog.taxonomy.models import Brand, Category, CategorySlug

__all__ = [
    "Asset",
    "Attribute",
    "AttributeOption",
    "BoxLine",
    "Brand",
    "Category",
    "CategorySlug",
    "Document",
    "Family",
    "FamilyAttribute",
    "FeedRun",
    "Landing",
    "LandingSlug",
    "Letter",
    "Listing",
    "Picture",
    "Placing",
    "Price",
    "PriceList",
    "PricePoint",
    "Product",
    "ProductCategory",
    "ProductDocument",
    "ProductSlug",
    "Publication",
    "Purchase",
    "Question",
    "Rendition",
    "Review",
    "ReviewPhoto",
    "ReviewSummary",
    "ReviewVoice",
    "SearchMiss",
    "Sellable",
    "SizeGuide",
    "SizeGuideUse",
    "SizeLine",
    "SizeMeasure",
    "StaleProduct",
    "StockAlert",
    "Synonyms",
    "Term",
    "Variant",
]
