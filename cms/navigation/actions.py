"""Changing menus."""

from collections.abc import Sequence
from typing import Any

from cms.navigation import rules
from cms.navigation.models import Menu
from commerce import db, memo
from commerce.channels.queries import ChannelInfo


@db.transaction_required
def set_menu(*, channel: ChannelInfo, place: str, entries: Sequence[dict[str, Any]]) -> None:
    """This writes all lines of one menu.

    Raises:
        BadMenu: with a pointer to the first fault.
    """
    lines = rules.checked(list(entries), languages=channel.languages)
    Menu.objects.update_or_create(channel_id=channel.id, place=place, defaults={"entries": lines})
    db.after_commit_once(memo.forget_all)
