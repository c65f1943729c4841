"""Right names of crm and the roles that hold them."""

from collections.abc import Mapping, Sequence

VIEW_CUSTOMER = "crm.view_customer"
CHANGE_CUSTOMER = "crm.change_customer"
MERGE_CUSTOMER = "crm.merge_customer"
ERASE_CUSTOMER = "crm.erase_customer"
EXPORT_CUSTOMER = "crm.export_customer"
SEE_CONTACT = "crm.see_contact_customer"

# Role -> rights; `sync_roles` writes them to Django's groups. The owner holds what anybody holds.
ROLES: Mapping[str, Sequence[str]] = {
    "Owner": [ERASE_CUSTOMER, EXPORT_CUSTOMER],
    "Order desk": [VIEW_CUSTOMER, CHANGE_CUSTOMER, MERGE_CUSTOMER, SEE_CONTACT],
    "Bookkeeper": [VIEW_CUSTOMER],
    "Analyst": [VIEW_CUSTOMER],
}
