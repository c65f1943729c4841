"""Rights of the ground and the roles that hold them; each app adds its own to the same roles."""

from collections.abc import Mapping, Sequence

# Roles are Django groups; a right is `<app>.<codename>`. `sync_roles` writes them.
OWNER = "Owner"
MERCHANDISER = "Merchandiser"
ORDER_DESK = "Order desk"
WAREHOUSE = "Warehouse"
BOOKKEEPER = "Bookkeeper"
EDITOR = "Editor"
ANALYST = "Analyst"

ROLES: Mapping[str, Sequence[str]] = {
    OWNER: [
        "commerce.view_channel",
        "commerce.change_channel",
        "commerce.add_channel",
        "commerce.view_user",
        "commerce.add_user",
        "commerce.change_user",
        "commerce.view_apikey",
        "commerce.add_apikey",
        "commerce.change_apikey",
        "commerce.view_delivery",
        "commerce.change_delivery",
        "commerce.view_outboxevent",
        "commerce.view_trail",
        "commerce.view_statechange",
        "commerce.view_webhooksubscription",
        "commerce.change_webhooksubscription",
        "commerce.view_webhookmessage",
        "commerce.change_webhookmessage",
    ],
    BOOKKEEPER: ["commerce.view_trail", "commerce.view_statechange"],
}
