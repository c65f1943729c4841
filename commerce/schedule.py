"""Every recurring job on one page: name, task, cadence in seconds, queue."""

from typing import Any


def _every(seconds: float, task: str, queue: str = "default") -> dict[str, Any]:
    return {
        "task": task,
        "schedule": seconds,
        "options": {"queue": queue, "expires": max(seconds, 5)},
    }


SCHEDULE: dict[str, dict[str, Any]] = {
    "relay what nobody woke": _every(5, "commerce.events.tasks.dispatch", "facts"),
    "show that the workers live": _every(10, "commerce.events.tasks.beat", "default"),
    "send webhooks that are due": _every(10, "commerce.webhooks.tasks.send_webhooks", "outside"),
    "ask about shoppers at the bank": _every(30, "orders.checkout.tasks.settle_waiting", "outside"),
    "send order mails left unsent": _every(30, "orders.mail.tasks.send_due_mails", "outside"),
    "remind of pickups": _every(600, "orders.pickup.tasks.remind_of_pickups"),
    "forget silent carts": _every(6 * 3600, "orders.cart.tasks.forget_silent_carts", "slow"),
    "send news about lists": _every(60, "orders.lists.tasks.send_due_news", "outside"),
    "look at what people wait for": _every(3600, "orders.lists.tasks.look_at_lists", "slow"),
    "forget silent lists": _every(6 * 3600, "orders.lists.tasks.forget_silent_lists", "slow"),
    "let go of holds past their deadline": _every(15, "inventory.reservations.tasks.expire_holds"),
    "buy labels nobody was woken for": _every(
        30, "inventory.shipping.tasks.buy_missed_labels", "outside"
    ),
    "ask payment providers for what is due": _every(10, "payments.collecting.tasks.settle"),
    "let go of money without an order": _every(60, "payments.collecting.tasks.sweep"),
    "send refunds that are due": _every(10, "payments.refunds.tasks.settle"),
    "let go of deleted cards": _every(30, "payments.wallet.tasks.settle"),
    "give back money without an order": _every(60, "payments.refunds.tasks.return_orphans"),
    "forget deleted addresses": _every(3600, "crm.customers.tasks.purge_deleted_addresses", "slow"),
    "drop old copies of data": _every(3600, "crm.privacy.tasks.expire_exports", "slow"),
    "write stale listings": _every(5, "catalog.search.tasks.refresh_stale", "facts"),
    "turn scheduled prices": _every(30, "catalog.pricing.tasks.turn_prices"),
    "publish what is due": _every(30, "catalog.publishing.tasks.publish_due"),
    "render missed pictures": _every(60, "catalog.assets.tasks.render_missed", "slow"),
    "send letters of the catalog left unsent": _every(
        30, "catalog.letters.tasks.send_due_letters", "outside"
    ),
    "let go of old stock alerts": _every(24 * 3600, "catalog.alerts.tasks.expire_alerts", "slow"),
    "build merchant feeds": _every(6 * 3600, "catalog.exports.tasks.build_feeds", "slow"),
    "count the words of search": _every(3600, "catalog.search.tasks.count_terms", "slow"),
    "publish planned pages": _every(30, "cms.pages.tasks.publish_due_pages"),
    "rank what sells well": _every(24 * 3600, "bi.bestsellers.tasks.rank", "slow"),
    "count what is bought together": _every(24 * 3600, "bi.pairs.tasks.count_pairs", "slow"),
    "drop old traces of visits": _every(24 * 3600, "bi.tracking.tasks.forget_old_visits", "slow"),
}
