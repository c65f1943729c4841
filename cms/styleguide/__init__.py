"""Every part of the storefront in every state, on one page for staff: drawn from the real templates."""
