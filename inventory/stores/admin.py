"""Staff describe stores: hours a line per weekday, exceptions a line per date."""

from typing import Any, ClassVar

from django import forms
from django.contrib import admin
from django.http import HttpRequest
from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from typing_extensions import override
from unfold.widgets import (
    UnfoldAdminCheckboxSelectMultipleWidget,
    UnfoldAdminTextareaWidget,
    UnfoldAdminTextInputWidget,
)

from commerce import clock
from commerce.http.context import actor_of
from commerce.staff import words
from commerce.staff.screens import ActingAdmin
from inventory.stores import actions
from inventory.stores.models import Store
from inventory.stores.queries import SERVICES
from inventory.stores.rules import hours
from inventory.warehouses.models import Warehouse

_PLAIN = ("warehouse", "slug", "published", "front", "pickup", "hours_until_ready", "hold_days",
          "fee_minor")  # fmt: skip
_DAYS = tuple(f"day_{day}" for day in hours.WEEKDAYS)


class StoreForm(forms.ModelForm):
    """A store with its hours as text, so that several intervals fit on a line."""

    class Meta:
        model = Store
        fields = _PLAIN

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        place = self.instance.warehouse if self.instance.pk else None
        week = hours.read_week(place.opening_hours) if place else {}
        for day in hours.WEEKDAYS:
            self.fields[f"day_{day}"] = forms.CharField(
                label=str(WEEKDAYS[day - 1]),
                required=False,
                max_length=80,
                widget=UnfoldAdminTextInputWidget(attrs={"placeholder": _("closed")}),
            )
            self.initial[f"day_{day}"] = hours.typed(week.get(day, ()))
        self.fields["special"] = forms.CharField(
            label=_("Exceptions"),
            help_text=_("One a line: 2026-12-24 10:00-14:00 Christmas Eve. Without hours: closed."),
            required=False,
            widget=UnfoldAdminTextareaWidget(),
        )
        self.initial["special"] = "\n".join(map(_line, self._exceptions()))
        self.fields["services"] = forms.MultipleChoiceField(
            label=_("Services"),
            choices=list(SERVICES.items()),
            required=False,
            widget=UnfoldAdminCheckboxSelectMultipleWidget(),
        )
        self.initial["services"] = self.instance.services
        self.fields.update(words.fields_for("about", label=_("About"), longest=300, long=True))
        self.initial.update(words.initial("about", self.instance.about))
        if "warehouse" in self.fields:
            stores = Warehouse.objects.stores()
            self.fields["warehouse"].queryset = stores  # type: ignore[attr-defined]

    @override
    def clean(self) -> dict[str, Any]:
        found: dict[str, Any] = super().clean() or {}
        for day in hours.WEEKDAYS:
            _pairs, faults = hours.parse(found.get(f"day_{day}", ""), day=str(WEEKDAYS[day - 1]))
            self._blame(f"day_{day}", faults)
        _specials, faults = hours.parse_exceptions(found.get("special", ""))
        self._blame("special", faults)
        return found

    def said(self) -> actions.Described:
        """What was said, as the action takes it."""
        told = self.cleaned_data
        return actions.Described(
            slug=told["slug"],
            published=told["published"],
            front=told["front"],
            about=words.read("about", told, self.instance.about),
            services=tuple(told["services"]),
            week={day: told[f"day_{day}"] for day in hours.WEEKDAYS},
            exceptions=told["special"],
            pickup=told["pickup"],
            hours_until_ready=told["hours_until_ready"],
            hold_days=told["hold_days"],
            fee_minor=told["fee_minor"],
        )

    def _blame(self, field: str, faults: tuple[hours.Fault, ...]) -> None:
        for fault in faults:
            self.add_error(field, f"{fault.day}: {_words(fault.code)} ({fault.text})")

    def _exceptions(self) -> list[hours.Special]:
        return list(hours.read_exceptions(self.instance.exceptions).values())


@admin.register(Store)
class StoreAdmin(ActingAdmin):
    """Stores as shoppers know them."""

    form = StoreForm
    list_display: ClassVar = ["warehouse", "slug", "published", "pickup", "hold_days"]
    list_filter: ClassVar = ["published", "pickup"]
    list_select_related: ClassVar = ["warehouse"]
    search_fields: ClassVar = ["slug", "warehouse__name", "warehouse__city"]

    @override
    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        about = [words.name_of("about", one) for one in words.languages()]
        return [
            (None, {"fields": ["warehouse", "slug", "published", "front", "services", *about]}),
            (gettext_lazy("Opening hours"), {"fields": [*_DAYS, "special"]}),
            (
                gettext_lazy("Click and collect"),
                {"fields": ["pickup", ("hours_until_ready", "hold_days"), "fee_minor"]},
            ),
        ]

    @override
    def get_form(self, request: HttpRequest, obj: Any = None, **kwargs: Any) -> Any:
        return super().get_form(request, obj, **kwargs | {"fields": _PLAIN})

    @override
    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> list[str]:
        return ["warehouse"] if obj else []

    @override
    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    @override
    def save_model(self, request: HttpRequest, obj: Store, form: Any, change: bool) -> None:
        row = actions.describe(
            warehouse_code=obj.warehouse.code,
            said=form.said(),
            at=clock.now(),
            by=actor_of(request),
        )
        obj.pk = row.pk


def _line(special: hours.Special) -> str:
    parts = (special.on.isoformat(), hours.typed(special.intervals), special.note)
    return " ".join(part for part in parts if part)


def _words(code: str) -> str:
    return {
        "shape": _("write hours like 10:00-13:00, 14:00-19:00"),
        "order": _("it closes before it opens"),
        "overlap": _("these hours overlap"),
        "date": _("begin the line with a date like 2026-12-24"),
        "twice": _("this date stands there twice"),
    }[code]
