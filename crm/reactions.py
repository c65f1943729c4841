"""Index of the reactions to facts of every room in crm."""

from crm.customers import reactions as customers

__all__ = ["customers"]
