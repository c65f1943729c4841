"""Writing and reading the trail."""

from datetime import datetime
from typing import Any

from commerce import db
from commerce.audit.models import StateChange, Trail


def record_move(
    *,
    flow: str,
    row: Any,
    move: str,
    before: str,
    after: str,
    by: str,
    at: datetime,
    reason: str,
) -> None:
    """This records one move of a lifecycle."""
    row_of_record = StateChange(
        at=at,
        flow=flow,
        table_name=row._meta.db_table,
        row_key=str(row.pk),
        move=move,
        before=before,
        after=after,
        by=by,
        reason=reason,
    )
    db.write_late(row_of_record)


def moves_of(row: Any) -> list[StateChange]:
    """This lists the moves of one row, oldest first."""
    found = StateChange.objects.filter(table_name=row._meta.db_table, row_key=str(row.pk))
    return list(found.order_by("id"))


def changes_of(row: Any) -> list[Trail]:
    """This lists the recorded changes of one row, oldest first."""
    found = Trail.objects.filter(table_name=row._meta.db_table, row_key=str(row.pk))
    return list(found.order_by("id"))
