"""Index of the staff screens of every room in crm."""

from crm.customers import admin as customers
from crm.privacy import admin as privacy

__all__ = ["customers", "privacy"]
