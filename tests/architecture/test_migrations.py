"""One history per app: a single leaf, and nothing the models say that it does not."""

import pytest
from django.apps import apps
from django.db.migrations.autodetector import MigrationAutodetector
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.state import ProjectState
from django.utils import translation

from tests.architecture import house


@pytest.fixture(scope="module")
def history() -> MigrationLoader:
    return MigrationLoader(None)


@pytest.mark.parametrize("app", house.FLOORS)
def test_ends_in_one_leaf(history: MigrationLoader, app: str) -> None:
    assert len(history.graph.leaf_nodes(app)) <= 1


def test_says_what_the_models_say(history: MigrationLoader) -> None:
    # Labels are translated: migrations are written in English, whatever page was shown last.
    with translation.override("en"):
        detector = MigrationAutodetector(history.project_state(), ProjectState.from_apps(apps))
        changes = detector.changes(graph=history.graph)
    assert {app: len(found) for app, found in changes.items() if app in house.FLOORS} == {}
