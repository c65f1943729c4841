"""Two people at one form: a form remembers what it showed, and saves nothing over what somebody wrote meanwhile.

A change form carries one hidden field: when it was opened, a mark of each value it showed, and which rows
stood beneath. The POST reads the row anew under its lock and compares. A field that somebody else changed
shows their value where ours was left alone; where both were changed, ours stays and theirs is told beside it.
"""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any, ClassVar

from django import forms
from django.contrib.admin.models import LogEntry
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.forms.models import InlineForeignKeyField
from django.http import HttpRequest
from django.utils import formats, timezone
from django.utils.text import Truncator, get_text_list
from django.utils.translation import gettext as _
from typing_extensions import override

from commerce import clock
from commerce.audit.models import Trail
from commerce.errors import Anticipated
from commerce.staff import words

SHOWN = "_shown"
_LONGEST_TOLD = 120
_SEVERAL = (forms.MultipleChoiceField, forms.ModelMultipleChoiceField)


@dataclass
class Sight:
    """What a request knows of the form it answers: as it was shown, and what has moved on since.

    `marks` are by the HTML name of a field, None when the request says nothing of them; `rows` are the keys of
    the rows beneath by the prefix of their forms. `refusal` is an action's no to what was typed. The rest is
    found while forms are judged: `moved` rows, their `forms`, the `names` of fields, lines `told`, and of the rows beneath the
    prefixes that are read anew (`fresh`) or cannot be saved from here (`stuck`).
    """

    opened: datetime | None = None
    marks: Mapping[str, str] | None = None
    rows: Mapping[str, list[str]] = field(default_factory=dict)
    refusal: Anticipated | None = None
    moved: list[models.Model] = field(default_factory=list)
    forms: list[Any] = field(default_factory=list)
    names: list[str] = field(default_factory=list)
    told: list[str] = field(default_factory=list)
    stuck: set[str] = field(default_factory=set)
    fresh: set[str] = field(default_factory=set)

    def again(self, refusal: Anticipated) -> None:
        """This starts over, for a form that is shown once more with a refusal."""
        self.refusal = refusal
        for found in (self.moved, self.forms, self.names, self.told, self.stuck, self.fresh):
            found.clear()


class Watched:
    """Mixed into a form: once it is judged, its row is compared with what was shown of it."""

    sight: ClassVar[Sight]

    def full_clean(self: Any) -> None:
        """Django's, and then a look at what somebody else wrote meanwhile."""
        super().full_clean()  # type: ignore[misc]
        if not self.is_bound:
            return
        refusal = self.sight.refusal
        if refusal is not None and self.prefix is None and not self._errors:
            self.add_error(_place(self, refusal.field or ""), refusal.message)
        if self.sight.marks is not None and self.instance.pk is not None:
            _compare(self, self.sight)


class Asking(Watched):
    """Mixed into a form that is no row's, but starts with what a row says: a button's question, a dialog.

    `start` follows once all of its fields have their first values; it adds the hidden field.
    """

    sight = Sight()

    def start(self: Any, sight: Sight, about: models.Model) -> None:
        """This has the form remember what it shows of a row."""
        self.sight, self.instance = sight, about
        shown = shown_by(self, (), sight)
        self.fields[SHOWN] = forms.CharField(
            required=False, widget=forms.HiddenInput, initial=shown
        )
        _adopt(self.fields[SHOWN])

    @override
    def full_clean(self: Any) -> None:
        super().full_clean()
        if self.is_bound and self.sight.forms:
            self.add_error(None, summary(self.sight, self.instance))


class WatchedRows:
    """Mixed into the rows beneath a form: those that came or went meanwhile are noticed."""

    sight: ClassVar[Sight]

    def clean(self: Any) -> None:
        """Django's, and then a look at the rows themselves."""
        super().clean()  # type: ignore[misc]
        shown = self.sight.rows.get(self.prefix)
        if self.sight.marks is None or shown is None:
            return
        other = set(shown) ^ _keys(self)
        if not other and not any(form in self.sight.forms for form in self.forms):
            return
        self.sight.moved.extend(self.model(pk=key) for key in sorted(other))
        if not any(_touched(form, self.sight) for form in self.forms):
            self.sight.fresh.add(self.prefix)
            name = self.model._meta.verbose_name_plural
            self.sight.told.append(_("These rows beneath are shown as they stand now: %s.") % name)
            raise forms.ValidationError(_("Changed meanwhile; this is how it stands now."))
        if other:
            self.sight.stuck.add(self.prefix)
            message = _(
                "Rows came or went here meanwhile. Open this page once more in another window and bring "
                "your changes over."
            )
            raise forms.ValidationError(message)


def sight_of(request: HttpRequest) -> Sight:
    """This reads, once per request, what a submitted form says it showed; nonsense counts as nothing shown."""
    found: Sight | None = getattr(request, "sight", None)
    if found is None:
        found = _read(request.POST.get(SHOWN, "")) if SHOWN in request.POST else Sight()
        request.sight = found  # type: ignore[attr-defined]
    return found


def watched(form: type[Any], sight: Sight) -> type[Any]:
    """This makes a form compare itself with what was shown."""
    return type(form.__name__, (Watched, form), {"sight": sight})


def watched_rows(formset: type[Any], sight: Sight) -> type[Any]:
    """This makes the rows beneath a form do the same."""
    more = {"sight": sight, "form": watched(formset.form, sight)}
    return type(formset.__name__, (WatchedRows, formset), more)


def shown_by(form: Any, formsets: Iterable[Any], sight: Sight) -> str:
    """This is the hidden field: what a form and the rows beneath it show now."""
    marks, rows = _marks(form), {}
    for formset in formsets:
        stuck = formset.prefix in sight.stuck
        rows[formset.prefix] = sight.rows[formset.prefix] if stuck else sorted(_keys(formset))
        for one in formset.initial_forms:
            if one.instance.pk is not None:
                marks |= _marks(one)
    return json.dumps({"at": clock.now().isoformat(), "marks": marks, "rows": rows})


def summary(sight: Sight, row: models.Model) -> str:
    """This words who was faster, and what to do."""
    found = next(filter(None, (_latest(one, sight.opened) for one in [*sight.moved, row])), None)
    if found is None:
        said = _("Somebody changed this while you had it open; nothing of yours is saved yet.")
    else:
        name, at = found
        said = _(
            "%(name)s changed this at %(time)s, while you had it open; nothing of yours is saved yet."
        ) % {"name": name, "time": formats.time_format(timezone.localtime(at))}
    lines = [said, *dict.fromkeys(sight.told)]
    if sight.names:
        lines.append(_("Look at %s.") % get_text_list(list(dict.fromkeys(sight.names)), _("and")))
    if not sight.stuck:
        lines.append(_("Save again once it is all as you want it."))
    return " ".join(lines)


def write(row: models.Model) -> None:
    """This writes the columns that differ from what is stored, and no other; its lock is held."""
    stored = type(row)._base_manager.get(pk=row.pk)
    columns = [one for one in row._meta.concrete_fields if not (one.primary_key or one.generated)]
    changed = [one for one in columns if getattr(row, one.attname) != getattr(stored, one.attname)]
    if changed:
        by_itself = [one for one in columns if getattr(one, "auto_now", False)]
        row.save(update_fields={one.name for one in (*changed, *by_itself)})


def write_rows(formset: Any) -> None:
    """This writes the rows beneath a form in the same way: new ones, changed columns, those taken out."""
    formset.save(commit=False)
    for row in formset.deleted_objects:
        row.delete()
    for row, _names in formset.changed_objects:
        write(row)
    for row in formset.new_objects:
        row.save()
    formset.save_m2m()


def _read(text: str) -> Sight:
    try:
        said = json.loads(text)
        marks = {str(name): str(mark) for name, mark in said["marks"].items()}
        rows = {str(name): list(map(str, keys)) for name, keys in said["rows"].items()}
        return Sight(opened=datetime.fromisoformat(said["at"]), marks=marks, rows=rows)
    except (ValueError, TypeError, KeyError, AttributeError):
        return Sight(marks={})


def _compare(form: Any, sight: Sight) -> None:
    """Shown, stored and typed, field by field."""
    marks, moved = sight.marks or {}, False
    for name, about in _fields(form):
        shown, present = marks.get(form.add_prefix(name), ""), _stored(form, name, about)
        now, typed = _mark(about, present), _typed(form, name, about)
        if now in {shown, typed}:
            continue
        moved = True
        sight.names.append(str(form[name].label))
        if typed == shown:
            _adopt(about)
            form.add_error(name, _("Changed meanwhile; this is how it stands now."))
        else:
            told = _("Changed meanwhile to: %s. Yours stands here; save again to put it in place.")
            form.add_error(name, told % _worded(about, present))
    if form.prefix is None and any("-" not in name and name not in form.fields for name in marks):
        moved = True
        sight.told.append(_("It asks for other things by now; some fields are gone."))
    if moved:
        sight.moved.append(form.instance)
        sight.forms.append(form)


def _touched(form: Any, sight: Sight) -> bool:
    """Whether the person at the form changed something in it."""
    if form.instance.pk is None:
        return bool(form.has_changed())
    if getattr(form, "cleaned_data", {}).get("DELETE"):
        return True
    marks = sight.marks or {}
    return any(
        _typed(form, name, about) != marks.get(form.add_prefix(name), "") and not _adopted(about)
        for name, about in _fields(form)
    )


def _adopt(about: forms.Field) -> None:
    """A field shows what is stored, whatever was sent."""
    vars(about)["bound_data"] = lambda _data, initial: initial


def _adopted(about: forms.Field) -> bool:
    return "bound_data" in vars(about)


def _fields(form: Any) -> list[tuple[str, forms.Field]]:
    """What a person can type into; not keys, which say which row it is."""
    own = {form.instance._meta.pk.name, "DELETE", SHOWN}
    return [
        (name, about)
        for name, about in form.fields.items()
        if not (about.disabled or name in own or isinstance(about, InlineForeignKeyField))
    ]


def _marks(form: Any) -> dict[str, str]:
    return {
        form.add_prefix(name): _mark(about, _stored(form, name, about))
        for name, about in _fields(form)
    }


def _stored(form: Any, name: str, about: forms.Field) -> Any:
    return form.get_initial_for_field(about, name)


def _typed(form: Any, name: str, about: forms.Field) -> str:
    """The mark of what was typed; what cannot be read is like nothing that was shown."""
    cleaned = getattr(form, "cleaned_data", {})
    return _mark(about, cleaned[name]) if name in cleaned else "?"


def _mark(about: forms.Field, value: Any) -> str:
    plain = _plain(value)
    if isinstance(about, _SEVERAL) and isinstance(plain, list):
        plain.sort()
    if plain in ("", [], {}):
        return ""
    return hashlib.blake2s(json.dumps(plain, sort_keys=True).encode(), digest_size=6).hexdigest()


def _plain(value: Any) -> Any:
    """A value as shown and as read back from what is typed, both in one shape."""
    if isinstance(value, Mapping):
        return {str(key): _plain(one) for key, one in value.items()}
    if isinstance(value, list | tuple | models.QuerySet):
        return [_plain(one) for one in value]
    match value:
        case models.Model():
            value = value.pk
        case datetime():
            value = value.astimezone(UTC).isoformat()
        case Decimal():
            value = f"{value.normalize():f}"
    return "" if value is None else str(value).replace("\r\n", "\n")


def _worded(about: forms.Field, value: Any) -> str:
    """A stored value as people read it."""
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    kept = value if isinstance(value, list | tuple) else [value]
    choices = getattr(about, "choices", None)
    if choices is not None and value is not None:
        names = {str(key): str(text) for key, text in _flat(choices)}
        keys = [_plain(one) for one in kept]
        kept = [names.get(str(key), key) for key in keys]
    said = ", ".join(map(str, kept)) if isinstance(value, list | tuple) or choices else str(value)
    return Truncator(said if _plain(value) else "\u2013").chars(_LONGEST_TOLD)


def _flat(choices: Iterable[Any]) -> Iterable[tuple[Any, Any]]:
    for key, text in choices:
        if isinstance(text, list | tuple):
            yield from text
        else:
            yield key, text


def _keys(formset: Any) -> set[str]:
    return {str(row.pk) for row in formset.get_queryset()}


def _place(form: Any, name: str) -> str | None:
    """The field of a form that a refusal means: `sku`, or `words/de/slug` for a text in a language."""
    kind, *rest = name.split("/")
    tries = [name, words.name_of(rest[1], rest[0]) if len(rest) > 1 else "", kind]
    tries.insert(2, words.name_of("name", rest[0]) if rest else "")
    return next((one for one in tries if one in form.fields), None)


def _latest(row: models.Model, since: datetime | None) -> tuple[str, datetime] | None:
    """Who wrote a row last, and when: from its trail, else from the journal of staff screens."""
    if since is None or row.pk is None:
        return None
    key = str(row.pk)
    trail = Trail.objects.filter(table_name=row._meta.db_table, row_key=key, at__gt=since)
    line = trail.order_by("-id").first()
    if line is not None and line.speaker:
        return line.speaker.split(":", 2)[-1], line.at
    kind = ContentType.objects.get_for_model(row)
    noted = LogEntry.objects.filter(content_type=kind, object_id=key, action_time__gt=since)
    entry = noted.select_related("user").order_by("-id").first()
    return (str(entry.user), entry.action_time) if entry else None
