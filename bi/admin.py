"""Index of the staff screens of every room in bi."""

from bi.dashboards import admin as dashboards
from bi.marts import admin as marts
from bi.tracking import admin as tracking

__all__ = ["dashboards", "marts", "tracking"]
