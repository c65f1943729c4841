"""Index of the staff screens of every room in catalog."""

from datetime import timedelta

from django.utils.translation import gettext_lazy as _

from catalog.alerts import admin as alerts
from catalog.assets import admin as assets
from catalog.attributes import admin as attributes
from catalog.boxes import admin as boxes
from catalog.documents import admin as documents
from catalog.exports import admin as exports
from catalog.landings import admin as landings
from catalog.lifecycle import admin as lifecycle
from catalog.pricing import admin as pricing
from catalog.products import admin as products
from catalog.publishing import admin as publishing
from catalog.questions import admin as questions
from catalog.questions.models import Question
from catalog.reviews import admin as reviews
from catalog.reviews.models import Review
from catalog.search import admin as search
from catalog.sizing import admin as sizing
from catalog.taxonomy import admin as taxonomy
from commerce.staff import duties
from commerce.staff.duties import Duty

__all__ = [
    "alerts",
    "assets",
    "attributes",
    "boxes",
    "documents",
    "exports",
    "landings",
    "lifecycle",
    "pricing",
    "products",
    "publishing",
    "questions",
    "reviews",
    "search",
    "sizing",
    "taxonomy",
]

duties.wait(
    Duty(
        title=_("Reviews to read"),
        model="catalog.Review",
        query="state__exact=pending",
        rows=lambda: Review.objects.filter(state="pending"),
        since="written_at",
        late=timedelta(days=3),
    ),
    Duty(
        title=_("Questions to answer"),
        model="catalog.Question",
        query="state__exact=waiting",
        rows=lambda: Question.objects.filter(state="waiting"),
        since="asked_at",
        late=timedelta(days=2),
    ),
)
