"""Movements, and the levels that the database keeps for them."""

import pgtrigger
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from typing_extensions import override

from commerce import db
from commerce.audit import triggers
from commerce.money.fields import CurrencyField, MinorField, MoneyOf
from inventory import permissions

KINDS = [
    ("received", _("Received")),
    ("issued", _("Issued")),
    ("adjusted", _("Adjusted")),
    ("restocked", _("Restocked")),
    ("transferred", _("Transferred")),
]

# One UPDATE per statement, rows locked in key order first: whoever inserts movements, by whatever
# path, cannot forget the level and cannot embrace another writer. Goods that come in at a price move
# the average cost (moving average, half away from zero to the minor unit).
_APPLY = """
    INSERT INTO inventory_level (variant_id, warehouse_id, on_hand, allocated, held,
                                 backorder_ceiling, low_at, unit_cost_minor, currency)
    SELECT DISTINCT variant_id, warehouse_id, 0, 0, 0, 0, 5, 0, currency FROM fresh
    ORDER BY variant_id, warehouse_id
    ON CONFLICT (variant_id, warehouse_id) DO NOTHING;

    PERFORM 1 FROM inventory_level l
      WHERE (l.variant_id, l.warehouse_id) IN (SELECT variant_id, warehouse_id FROM fresh)
      ORDER BY l.id FOR NO KEY UPDATE;

    UPDATE inventory_level l
       SET on_hand = l.on_hand + s.quantity,
           unit_cost_minor = CASE WHEN s.valued > 0
               THEN round((l.on_hand::numeric * l.unit_cost_minor + s.cost) / (l.on_hand + s.valued))
               ELSE l.unit_cost_minor END,
           currency = CASE WHEN s.valued > 0 THEN s.currency ELSE l.currency END
      FROM (SELECT variant_id, warehouse_id, sum(quantity)::bigint AS quantity,
                   COALESCE(sum(quantity) FILTER (WHERE quantity > 0 AND kind <> 'adjusted'), 0) AS valued,
                   COALESCE(sum(quantity::numeric * unit_cost_minor)
                            FILTER (WHERE quantity > 0 AND kind <> 'adjusted'), 0) AS cost,
                   max(currency) AS currency
              FROM fresh GROUP BY variant_id, warehouse_id) s
     WHERE l.variant_id = s.variant_id AND l.warehouse_id = s.warehouse_id;
    RETURN NULL;
"""


class LevelQuerySet(db.LockingQuerySet["Level"]):
    """Levels by place."""

    @override
    def locked(self) -> "list[Level]":
        """This locks the rows in key order; new rows may still point to them meanwhile."""
        return list(self.order_by("pk").select_for_update(of=("self",), no_key=True))

    def shipping_from(self, codes: tuple[str, ...]) -> "LevelQuerySet":
        """Those in active warehouses with these codes that send parcels."""
        return self.filter(warehouse__code__in=codes, warehouse__active=True, warehouse__ships=True)

    def lying_in(self, codes: tuple[str, ...]) -> "LevelQuerySet":
        """Those in active warehouses with these codes, whether they send parcels or not."""
        return self.filter(warehouse__code__in=codes, warehouse__active=True)


class Level(models.Model):
    """How much of a variant lies in a warehouse, and how much of it is promised.

    `on_hand` is the sum of the movements, `allocated` is promised to orders, `held` to checkouts until a
    deadline. `backorder_ceiling` is how many may be promised beyond what lies there (none: no limit).
    `unit_cost` is the moving average of what the pieces on hand had cost.
    """

    variant = models.ForeignKey("catalog.Variant", on_delete=models.PROTECT, related_name="+")
    warehouse = models.ForeignKey(
        "inventory.Warehouse", on_delete=models.PROTECT, related_name="levels"
    )
    on_hand = models.BigIntegerField(_("on hand"), default=0)
    allocated = models.BigIntegerField(_("allocated"), default=0)
    held = models.BigIntegerField(_("held"), default=0)
    backorder_ceiling = models.PositiveIntegerField(
        _("backorder ceiling"),
        default=0,
        null=True,
        blank=True,
        help_text=_(
            "So many may be ordered beyond what lies there; empty: no limit. Shoppers read when they come."
        ),
    )
    low_at = models.PositiveIntegerField(
        _("low at"), default=5, help_text=_("From so many on only a few are left.")
    )
    unit_cost_minor = MinorField(_("unit cost"), default=0)
    currency = CurrencyField(_("currency"), blank=True)

    unit_cost = MoneyOf()
    objects = LevelQuerySet.as_manager()

    class Meta:
        verbose_name = _("stock level")
        verbose_name_plural = _("stock levels")
        permissions = permissions.LEVEL_RIGHTS
        constraints = [
            models.UniqueConstraint(fields=["variant", "warehouse"], name="one_level_each"),
            models.CheckConstraint(condition=Q(on_hand__gte=0), name="on_hand_not_negative"),
            models.CheckConstraint(condition=Q(allocated__gte=0), name="allocated_not_negative"),
            models.CheckConstraint(condition=Q(held__gte=0), name="held_not_negative"),
            models.CheckConstraint(
                condition=Q(backorder_ceiling__isnull=True)
                | Q(allocated__lte=F("on_hand") + F("backorder_ceiling") - F("held")),
                name="promised_within_reach",
            ),
        ]
        indexes = [models.Index(fields=["warehouse", "variant"])]
        triggers = [
            pgtrigger.Protect(
                name="moved_by_movements",
                operation=pgtrigger.Update,
                condition=pgtrigger.Condition(
                    "OLD.on_hand IS DISTINCT FROM NEW.on_hand AND pg_trigger_depth() = 0"
                ),
            ),
            pgtrigger.Protect(
                name="starts_empty",
                operation=pgtrigger.Insert,
                condition=pgtrigger.Condition("NEW.on_hand <> 0"),
            ),
            pgtrigger.Protect(name="stays", operation=pgtrigger.Delete),
            *triggers.audited(watch=("backorder_ceiling", "low_at")),
        ]

    @override
    def __str__(self) -> str:
        return f"{self.variant} · {self.warehouse}"


class Movement(models.Model):
    """One change of what lies somewhere: how many (signed), why, by which document, by whom.

    `document` is what caused it (a parcel, a delivery note, a return), `order_number` the order it served.
    A second issue or restock of a variant under one document is refused by the database.
    """

    at = models.DateTimeField(_("at"))
    variant_id = models.BigIntegerField(_("variant"))
    warehouse = models.ForeignKey("inventory.Warehouse", on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(_("kind"), max_length=12, choices=KINDS)
    quantity = models.BigIntegerField(_("quantity"))
    unit_cost_minor = MinorField(_("unit cost"), default=0)
    currency = CurrencyField(_("currency"), blank=True)
    document = models.CharField(_("document"), max_length=120, blank=True)
    order_number = models.CharField(_("order"), max_length=40, blank=True)
    reason = models.CharField(_("reason"), max_length=200, blank=True)
    by = models.CharField(_("by"), max_length=120)

    unit_cost = MoneyOf()

    class Meta:
        verbose_name = _("stock movement")
        verbose_name_plural = _("stock movements")
        constraints = [
            models.CheckConstraint(condition=~Q(quantity=0), name="movement_moves"),
            models.CheckConstraint(
                condition=Q(kind__in=["received", "restocked"], quantity__gt=0)
                | Q(kind="issued", quantity__lt=0)
                | Q(kind__in=["adjusted", "transferred"]),
                name="movement_goes_its_way",
            ),
            models.UniqueConstraint(
                fields=["document", "variant_id", "warehouse", "kind"],
                condition=Q(kind__in=["issued", "restocked"]),
                name="one_movement_per_document",
            ),
        ]
        indexes = [
            models.Index(fields=["variant_id", "warehouse", "id"]),
            models.Index(
                fields=["order_number"], name="movement_order", condition=~Q(order_number="")
            ),
        ]
        triggers = [
            *triggers.append_only(),
            pgtrigger.Trigger(
                name="apply",
                level=pgtrigger.Statement,
                when=pgtrigger.After,
                operation=pgtrigger.Insert,
                referencing=pgtrigger.Referencing(new="fresh"),  # type: ignore[no-untyped-call]
                func=_APPLY,
            ),
        ]

    @override
    def __str__(self) -> str:
        return f"{self.kind} {self.quantity:+d} of {self.variant_id}"
