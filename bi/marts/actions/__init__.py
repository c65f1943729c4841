"""Loading figures: one event, everything, or an imported past."""

from bi.marts.actions.load import load_event, merge_customer
from bi.marts.actions.load_history import load_history
from bi.marts.actions.rebuild import rebuild

__all__ = ["load_event", "load_history", "merge_customer", "rebuild"]
