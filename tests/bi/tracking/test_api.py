"""Partners' apps send events with their key."""

from collections.abc import Callable
from typing import Any

import pytest
from rest_framework.test import APIClient

from bi.tracking.models import Visit, VisitEvent
from commerce import clock
from commerce.channels.queries import ChannelInfo

pytestmark = pytest.mark.django_db


def event(**over: Any) -> dict[str, Any]:
    return {
        "id": "app-00001",
        "name": "product_view",
        "at": clock.now().isoformat(),
        "product": "mug",
        "utm_source": "app",
        **over,
    }


def test_takes_events_once(channel: ChannelInfo, partner: Callable[..., APIClient]) -> None:
    client = partner("bi:write")
    body = {"events": [event()], "visitor": "app-user-1"}

    first, second = (client.post("/api/v1/events", body, format="json") for _ in range(2))

    assert (first.status_code, first.json(), second.json()) == (202, {"taken": 1}, {"taken": 0})
    assert Visit.objects.get().source == "app"
    assert VisitEvent.objects.get().sender.startswith("key:")


@pytest.mark.parametrize("over", [{"name": "steal"}, {"id": "x"}, {"at": "soon"}, {"results": -1}])
def test_refuses_nonsense(
    channel: ChannelInfo, partner: Callable[..., APIClient], over: dict[str, Any]
) -> None:
    answer = partner("bi:write").post("/api/v1/events", {"events": [event(**over)]}, format="json")

    assert answer.status_code == 400
    assert VisitEvent.objects.count() == 0
