"""Index of the tables of every room in crm."""

from crm.consents.models import Consent
from crm.customers.models import Customer, CustomerAddress, CustomerEvent
from crm.privacy.models import DataExport

__all__ = ["Consent", "Customer", "CustomerAddress", "CustomerEvent", "DataExport"]
