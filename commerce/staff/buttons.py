"""Buttons that call actions: a page asks, a POST acts, a refusal is shown beside the form."""

import dataclasses
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, TypeVar, cast

from django import forms
from django.contrib import admin, messages
from django.db.models import Model
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from typing_extensions import override
from unfold import decorators, widgets
from unfold.forms import BaseDialogForm

from commerce import db
from commerce.errors import Anticipated
from commerce.staff import edits

F = TypeVar("F", bound=Callable[..., Any])

_WIDGETS: dict[type[forms.Field], Callable[[], forms.Widget]] = {
    forms.IntegerField: widgets.UnfoldAdminIntegerFieldWidget,
    forms.BooleanField: widgets.UnfoldBooleanSwitchWidget,
    forms.CharField: widgets.UnfoldAdminTextInputWidget,
    forms.DecimalField: widgets.UnfoldAdminDecimalFieldWidget,
}


def step(*, title: Any, path: str, icon: str, right: str) -> Callable[[F], F]:
    """This makes a method of a screen a button above its rows; `right` names `has_<right>_permission`."""
    dressed = decorators.action(description=title, url_path=path, icon=icon, permissions=[right])
    return cast("Callable[[F], F]", dressed)


def column(*, title: Any, order: str = "", label: Any = None) -> Callable[[F], F]:
    """This makes a method of a screen a column; `label` maps values to colors."""
    more = {"ordering": order} if order else {}
    return cast("Callable[[F], F]", decorators.display(description=title, label=label, **more))


class ButtonForm(edits.Asking, forms.Form):
    """A form in the look of the staff shell; without fields it only asks "really?"."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            dressed = _dressed(field)
            if dressed is not None:
                dressed.is_required = field.required
                field.widget = dressed


class Dialog(edits.Asking, BaseDialogForm):  # type: ignore[misc]
    """A form in a dialog; what is said of all of it stands above its fields."""

    form_before_template = "admin/commerce/said.html"

    @override
    def get_before_template_context(
        self, request: HttpRequest, object_id: int | str | None = None
    ) -> dict[str, Any]:
        return {"form": self}


@dataclass(frozen=True, slots=True, kw_only=True)
class Button:
    """What a button asks and does: `work` gets the cleaned form and makes one call.

    `initial` is what the form says at first, of the row `about`: somebody else's change meanwhile is not
    written over. `outside` is for work that reaches the network and opens its
    own transaction.
    """

    title: str
    submit: str
    back: str
    work: Callable[[dict[str, Any]], object]
    done: str
    form: type[ButtonForm] = ButtonForm
    explanation: str = ""
    initial: Mapping[str, Any] = dataclasses.field(default_factory=dict)
    about: Model | None = None
    outside: bool = False


def press(request: HttpRequest, button: Button) -> HttpResponse:
    """This shows the button's question on GET; on POST it acts in one transaction and goes back."""
    sent = (request.POST, request.FILES) if request.method == "POST" else ()
    form = button.form(*sent, initial=dict(button.initial))
    if button.about is not None:
        form.start(edits.sight_of(request), button.about)
    if request.method == "POST" and form.is_valid():
        try:
            _act(button, form.cleaned_data)
        except Anticipated as refusal:
            field = refusal.field if refusal.field in form.fields else None
            form.add_error(field, refusal.message)
        else:
            messages.success(request, button.done)
            return HttpResponseRedirect(button.back)
    values = {**admin.site.each_context(request), "form": form, "button": button}
    return render(request, "admin/commerce/button.html", values | {"title": button.title})


def refused(
    request: HttpRequest, refusal: Anticipated, *, form: forms.Form, method: Any
) -> HttpResponse:
    """This shows the dialog of a `method` once more: a refusal, and all that was typed."""
    form.add_error(refusal.field if refusal.field in form.fields else None, refusal.message)
    dialog = method.dialog
    values = {"dialog": dialog, "form": form, "form_submit_text": dialog["form_submit_text"]}
    return render(request, "unfold/helpers/dialog.html", values)


def _act(button: Button, values: dict[str, Any]) -> None:
    if button.outside:
        button.work(values)
        return
    with db.transaction():
        button.work(values)


def _dressed(field: forms.Field) -> forms.Widget | None:
    if isinstance(field, forms.ChoiceField):
        select: forms.Widget = widgets.UnfoldAdminSelectWidget(choices=field.choices)
        return select
    if isinstance(field.widget, forms.Textarea):
        return None
    found = _WIDGETS.get(type(field))
    return found() if found else None
