"""Triggers that models list in `Meta.triggers`: append-only tables and audited tables."""

from typing import Any

import pgtrigger


def append_only() -> list[pgtrigger.Trigger]:
    """This makes a table refuse UPDATE and DELETE, whoever asks."""
    return [
        pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete),
    ]


def audited(
    *, ignore: tuple[str, ...] = (), inserts: bool = True, watch: tuple[str, ...] = ()
) -> list[pgtrigger.Trigger]:
    """This records each change of a row in the trail: who, when, the columns before and after.

    `ignore` names columns whose change alone is not worth a line (caches, counters); without
    `inserts` only updates and deletes are recorded, for rows that come in by the million. With `watch`
    only changes of these columns are looked at: for rows whose other columns move all day.
    """
    dropped = "".join(f" - '{name}'" for name in ignore)
    return [
        pgtrigger.Trigger(
            name="audited",
            when=pgtrigger.After,
            operation=_operation(inserts=inserts, watch=watch),
            condition=pgtrigger.AnyChange(*watch) if watch else None,
            declare=[("old_row", "jsonb"), ("new_row", "jsonb"), ("row_key", "text")],
            func=f"""
                IF TG_OP <> 'INSERT' THEN old_row := to_jsonb(OLD){dropped}; END IF;
                IF TG_OP <> 'DELETE' THEN new_row := to_jsonb(NEW){dropped}; END IF;
                IF TG_OP = 'UPDATE' THEN
                    IF old_row = new_row THEN RETURN NULL; END IF;
                    row_key := new_row->>'id';
                    SELECT jsonb_object_agg(o.key, o.value), jsonb_object_agg(n.key, n.value)
                      INTO old_row, new_row
                      FROM jsonb_each(old_row) o JOIN jsonb_each(new_row) n USING (key)
                     WHERE o.value IS DISTINCT FROM n.value;
                ELSE
                    row_key := COALESCE(new_row, old_row)->>'id';
                END IF;
                INSERT INTO commerce_trail (at, speaker, table_name, row_key, operation, before, after)
                VALUES (clock_timestamp(), COALESCE(current_setting('kontor.speaker', true), ''),
                        TG_TABLE_NAME, COALESCE(row_key, ''), lower(TG_OP), old_row, new_row);
                RETURN NULL;
            """,  # noqa: S608 - column names of ours, written in the model
        ),
    ]


def _operation(*, inserts: bool, watch: tuple[str, ...]) -> Any:
    if watch:
        return pgtrigger.Update
    if inserts:
        return pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete
    return pgtrigger.Update | pgtrigger.Delete
