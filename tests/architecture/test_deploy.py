"""The compose file runs every part of the house, and only images and settings that exist."""

import re
from typing import Any

import pytest
import yaml
from django.conf import settings

from commerce.env import ROOT

COMPOSE = ROOT / "docker-compose.yml"


@pytest.fixture(scope="module")
def compose() -> dict[str, Any]:
    found: dict[str, Any] = yaml.safe_load(COMPOSE.read_text())
    return found


@pytest.fixture(scope="module")
def services(compose: dict[str, Any]) -> dict[str, dict[str, Any]]:
    found: dict[str, dict[str, Any]] = compose["services"]
    return found


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


def test_waits_for_health_where_there_is_some_and_for_the_end_where_there_is_one(
    services: dict[str, dict[str, Any]],
) -> None:
    for service in services.values():
        for awaited, wish in service.get("depends_on", {}).items():
            ends = services[awaited].get("restart") == "no"
            healthy = "healthcheck" in services[awaited]
            expected = "service_completed_successfully" if ends else "service_healthy"
            assert wish == {"condition": expected}
            assert ends or healthy


def test_keeps_data_in_named_volumes_that_are_declared(compose: dict[str, Any]) -> None:
    mounted = [one for row in compose["services"].values() for one in row.get("volumes", [])]
    networks = {one for row in compose["services"].values() for one in row["networks"]}

    assert {one.partition(":")[0] for one in mounted} == set(compose["volumes"])
    assert networks == set(compose["networks"])
    assert compose["services"]["db"]["volumes"] == ["db:/var/lib/postgresql"]


def test_pins_the_version_of_every_image_that_is_not_ours(
    services: dict[str, dict[str, Any]],
) -> None:
    foreign = {row["image"] for row in services.values() if "build" not in row}
    built_on = re.findall(r"^FROM (\S+)", (ROOT / "Dockerfile").read_text(), re.MULTILINE)

    for image in [*foreign, *built_on]:
        name, _, tag = image.partition(":")
        assert name
        assert tag[:1].isdigit(), image


def test_fills_in_only_values_that_any_compose_can_and_the_example_names() -> None:
    """Compose 1.29 leaves a value inside the default of another as it stands."""
    text = COMPOSE.read_text()
    names = set(re.findall(r"\$\{([A-Z_]+)", text))
    example = (ROOT / ".env.example").read_text()

    assert not re.search(r"\$\{[^}]*\$\{", text)
    assert {
        name for name in names if not re.search(rf"^#? ?{name}=", example, re.MULTILINE)
    } == set()


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
