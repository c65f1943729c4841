"""Rows point down: to a lower floor, without a way back up."""

import pytest
from django.apps import apps
from django.db import models

from tests.architecture import house

OURS = [model for app in house.FLOORS for model in apps.get_app_config(app).get_models()]
CROSSING = [
    field
    for model in OURS
    for field in model._meta.get_fields(include_hidden=True)
    if isinstance(field, models.ForeignKey | models.ManyToManyField)
    and isinstance(field.related_model, type)
    and field.related_model._meta.app_label != model._meta.app_label
    and field.related_model._meta.app_label in house.FLOORS
]


@pytest.mark.parametrize("field", CROSSING, ids=str)
def test_points_to_a_lower_floor(field: "models.ForeignKey[object, object]") -> None:
    target = field.related_model
    assert isinstance(target, type)

    here = house.FLOORS[field.model._meta.app_label]
    assert house.FLOORS[target._meta.app_label] < here


@pytest.mark.parametrize("field", CROSSING, ids=str)
def test_leaves_no_way_back_up(field: "models.ForeignKey[object, object]") -> None:
    assert field.remote_field.hidden, 'related_name="+" is missing'


def test_no_model_hides_work_in_save() -> None:
    overriding = [m.__name__ for m in OURS if {"save", "delete"} & vars(m).keys()]

    assert overriding == []
