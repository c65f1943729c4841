"""Index of the staff screens of every room in crm."""
