"""Right names of cms and the roles that hold them."""

from collections.abc import Mapping, Sequence

VIEW_PAGE = "cms.view_page"
ADD_PAGE = "cms.add_page"
CHANGE_PAGE = "cms.change_page"
PUBLISH_PAGE = "cms.publish_page"
VIEW_MENU = "cms.view_menu"
CHANGE_MENU = "cms.change_menu"

# Role -> rights; `sync_roles` writes them to Django's groups. The owner holds what anybody holds.
ROLES: Mapping[str, Sequence[str]] = {
    "Editor": [VIEW_PAGE, ADD_PAGE, CHANGE_PAGE, PUBLISH_PAGE, VIEW_MENU, CHANGE_MENU],
    "Merchandiser": [VIEW_PAGE, ADD_PAGE, CHANGE_PAGE, VIEW_MENU],
}
