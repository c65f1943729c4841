"""Index of the background tasks of every room in crm."""

from crm.customers import tasks as customers
from crm.newsletter import tasks as newsletter
from crm.privacy import tasks as privacy

__all__ = ["customers", "newsletter", "privacy"]
