"""Number series: gapless for documents of record, gapped where speed matters more than beauty."""

from django.db import connection

from commerce import db


@db.transaction_required
def gapless(series: str) -> int:
    """This takes the next number of a series; a rollback gives it back, so none is ever missing.

    The counter row stays locked until the transaction ends: take numbers late.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            """INSERT INTO commerce_numberseries (name, last) VALUES (%s, 1)
               ON CONFLICT (name) DO UPDATE SET last = commerce_numberseries.last + 1
               RETURNING last""",
            [series],
        )
        return int(cursor.fetchone()[0])


def gapped() -> int:
    """This takes a number from one sequence for all orders; rollbacks leave gaps, nobody waits."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT nextval('commerce_gapped_number')")
        return int(cursor.fetchone()[0])
