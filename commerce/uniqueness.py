"""Two at once wrote what may be there only once: the database's word for it, as a conflict that people can read."""

import re
from functools import cache

from django.apps import apps
from django.db import IntegrityError, models

from commerce.errors import Conflict

_UNIQUE_VIOLATION = "23505"
_COLUMNS = re.compile(r"\(([^()]+)\)=\(")


class Taken(Conflict):
    """Somebody else was faster: there is one of these already, and there may be only one."""

    code = "taken"


def taken(error: IntegrityError) -> Taken | None:
    """This reads which row was there already, from the columns the database names; None for other faults."""
    said = getattr(error.__cause__, "diag", None)
    if said is None or said.sqlstate != _UNIQUE_VIOLATION:
        return None
    model, columns = (
        _tables().get(said.table_name or ""),
        _COLUMNS.search(said.message_detail or ""),
    )
    if model is None or columns is None:
        return None
    by_column = {one.column: one for one in model._meta.concrete_fields}
    fields = [by_column.get(name.strip(' "')) for name in columns[1].split(",")]
    known = [one for one in fields if one is not None and not one.primary_key]
    if not known:
        return None
    message = model().unique_error_message(model, [one.name for one in known])
    own = [one.name for one in known if not one.is_relation]
    return Taken(" ".join(message.messages), field=own[-1] if own else None)


@cache
def _tables() -> dict[str, type[models.Model]]:
    return {model._meta.db_table: model for model in apps.get_models()}
