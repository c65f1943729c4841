"""Right names of bi and the roles that hold them."""

from commerce.permissions import ANALYST, BOOKKEEPER, MERCHANDISER

VIEW_DASHBOARD = "bi.view_dashboard"

ROLES: dict[str, tuple[str, ...]] = {
    ANALYST: (VIEW_DASHBOARD, "bi.view_visit", "bi.view_board"),
    MERCHANDISER: (VIEW_DASHBOARD,),
    BOOKKEEPER: (VIEW_DASHBOARD,),
}
