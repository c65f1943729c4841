"""Every scope an API key may carry, and what it opens."""

SCOPES: dict[str, str] = {
    "catalog:read": "read products, categories, prices and search",
    "catalog:write": "write products, prices and publications",
    "reviews:moderate": "read waiting reviews and questions, approve, reject and answer them",
    "inventory:read": "read stock",
    "inventory:write": "receive and adjust stock",
    "shipments:read": "read parcels",
    "shipments:write": "dispatch and deliver parcels",
    "customers:read": "read customers and addresses",
    "customers:write": "write customers and addresses",
    "checkout:write": "fill carts and check out",
    "orders:read": "read orders",
    "orders:write": "cancel and refund orders",
    "orders:channel": "read and write every order of the channel, not only one's own",
    "payments:read": "read payments",
    "payments:write": "capture and refund payments",
    "content:read": "read pages",
    "bi:read": "read figures",
    "bi:write": "send events",
    "webhooks:read": "read webhooks",
    "webhooks:write": "write webhooks",
}
