"""The compose file runs every part of the house, and only images and settings that exist."""

from typing import Any

import pytest
import yaml
from django.conf import settings

from commerce.env import ROOT


@pytest.fixture(scope="module")
def services() -> dict[str, dict[str, Any]]:
    found: dict[str, dict[str, Any]] = yaml.safe_load((ROOT / "docker-compose.yml").read_text())
    return found["services"]


def test_serves_every_queue(services: dict[str, dict[str, Any]]) -> None:
    served = {
        str(service["command"]).split("--queues ")[1].split()[0]
        for name, service in services.items()
        if name.startswith("worker-")
    }

    assert served == {queue.name for queue in settings.CELERY_TASK_QUEUES}


def test_waits_only_for_services_that_are_there(services: dict[str, dict[str, Any]]) -> None:
    awaited = {one for service in services.values() for one in service.get("depends_on", {})}

    assert awaited == {"db", "valkey", "migrate"}
    assert awaited <= services.keys()


def test_asks_every_lasting_service_for_its_health(services: dict[str, dict[str, Any]]) -> None:
    unasked = {name for name, service in services.items() if "healthcheck" not in service}

    assert unasked == {"migrate"}


def test_pins_no_address_in_the_lists_of_libraries() -> None:
    lists = sorted((ROOT / "requirements").glob("*.txt"))

    assert [path.name for path in lists] == ["dev.txt", "run.txt", "uv.txt"]
    for path in lists:
        lines = path.read_text().splitlines()
        pins = [line for line in lines if line and line[0] not in " #"]
        assert not [
            line for line in lines if "://" in line or line.lstrip().startswith(("-i", "-f"))
        ]
        assert all("==" in pin for pin in pins)
        assert len([line for line in lines if "--hash=sha256:" in line]) >= len(pins)
