"""Views are kept under a name."""

from datetime import datetime

from bi.dashboards.models import Board
from commerce import db
from commerce.errors import Invalid
from commerce.identity.actor import Actor

MOST_BOARDS = 50


@db.transaction_required
def save_board(*, name: str, query: str, shared: bool, by: Actor, at: datetime) -> Board:
    """This keeps a view under a name, in place of an earlier one of that name.

    Raises:
        Invalid: without a name, for an actor without an account, or with fifty boards already.
    """
    wanted = name.strip()[:80]
    if not wanted or by.user_id is None:
        message = "a board needs a name"
        raise Invalid(message, field="name")
    mine = Board.objects.filter(owner_id=by.user_id).exclude(name=wanted)
    if mine.count() >= MOST_BOARDS:
        message = f"{MOST_BOARDS} boards are the most one may keep"
        raise Invalid(message, field="name")
    board, _ = Board.objects.update_or_create(
        owner_id=by.user_id,
        name=wanted,
        defaults={"query": query[:300], "shared": shared, "created_at": at},
    )
    return board


@db.transaction_required
def drop_board(*, board_id: int, by: Actor) -> None:
    """This forgets a board of one's own; somebody else's stays."""
    Board.objects.filter(pk=board_id, owner_id=by.user_id).delete()
