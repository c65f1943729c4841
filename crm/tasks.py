"""Index of the background tasks of every room in crm."""

from crm.customers import tasks as customers
from crm.privacy import tasks as privacy

__all__ = ["customers", "privacy"]
