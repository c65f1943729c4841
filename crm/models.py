"""Index of the tables of every room in crm."""

from crm.customers.models import Customer, CustomerAddress, CustomerEvent

__all__ = ["Customer", "CustomerAddress", "CustomerEvent"]
