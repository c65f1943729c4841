"""Index of the reactions to facts of every room in catalog."""

from catalog.alerts import reactions as alerts
from catalog.questions import reactions as questions
from catalog.reviews import reactions as reviews
from catalog.search import reactions as search

__all__ = ["alerts", "questions", "reviews", "search"]
