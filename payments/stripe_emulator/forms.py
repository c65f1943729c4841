"""Form-encoded requests, read as strictly as Stripe reads them."""

from collections.abc import Collection
from typing import Any
from urllib.parse import parse_qsl

from payments.stripe_emulator import errors

Row = dict[str, Any]


def parse(text: str) -> Row:
    """This turns `a[b]=1&c[0]=x&d[]=y` into nested values.

    Raises:
        ApiError: when one name is used both as a value and as a mapping.
    """
    tree: Row = {}
    for name, value in parse_qsl(text, keep_blank_values=True):
        node, steps = tree, _steps(name)
        for step in steps[:-1]:
            node = node.setdefault(step, {})
            if not isinstance(node, dict):
                raise errors.invalid(f"Invalid parameter: {name}", param=name)
        last = steps[-1] or str(len(node))
        node[last] = value
    return {name: _listed(value) for name, value in tree.items()}


def _steps(name: str) -> list[str]:
    head, _, tail = name.partition("[")
    return [head, *tail.rstrip("]").split("][")] if tail else [head]


def _listed(value: Any) -> Any:
    if not isinstance(value, dict):
        return value
    inner = {name: _listed(part) for name, part in value.items()}
    if inner and all(name.isdigit() for name in inner):
        return [inner[name] for name in sorted(inner, key=int)]
    return inner


class Params:
    """The parameters of one request; each is read by name and kind, leftovers are refused."""

    def __init__(self, values: Row, path: str = "") -> None:
        self.values = values
        self._path = path
        self._used: set[str] = set()
        self._inner: list[Params] = []

    def _name(self, name: str) -> str:
        return f"{self._path}[{name}]" if self._path else name

    def take(self, name: str) -> Any:
        """This reads one parameter as it came; absent and empty are None."""
        self._used.add(name)
        value = self.values.get(name)
        return None if value == "" else value

    def text(self, name: str) -> str | None:
        """This reads a text."""
        value = self.take(name)
        if value is not None and not isinstance(value, str):
            raise errors.invalid("Invalid string", param=self._name(name))
        return value

    def need(self, name: str) -> str:
        """This reads a text that must be there."""
        value = self.text(name)
        if value is None:
            raise errors.invalid(
                f"Missing required param: {self._name(name)}.",
                param=self._name(name),
                code="parameter_missing",
            )
        return value

    def integer(self, name: str) -> int | None:
        """This reads a whole number."""
        value = self.text(name)
        if value is None:
            return None
        if not value.lstrip("-").isascii() or not value.lstrip("-").isdigit() or len(value) > 18:
            raise errors.invalid(
                f"Invalid integer: {value}",
                param=self._name(name),
                code="parameter_invalid_integer",
            )
        return int(value)

    def flag(self, name: str) -> bool | None:
        """This reads true or false."""
        value = self.choice(name, ("true", "false"))
        return None if value is None else value == "true"

    def choice(self, name: str, options: Collection[str]) -> str | None:
        """This reads one of a few words."""
        value = self.text(name)
        if value is not None and value not in options:
            raise errors.invalid(
                f"Invalid {self._name(name)}: must be one of {', '.join(sorted(options))}",
                param=self._name(name),
            )
        return value

    def mapping(self, name: str) -> Row:
        """This reads a mapping without a look at its inside."""
        value = self.take(name)
        if value is None:
            return {}
        if not isinstance(value, dict):
            raise errors.invalid("Invalid object", param=self._name(name), code="parameter_invalid")
        return value

    def inner(self, name: str) -> "Params":
        """This reads a mapping as parameters of their own."""
        inner = Params(self.mapping(name), self._name(name))
        self._inner.append(inner)
        return inner

    def items(self, name: str) -> list[Any]:
        """This reads a list."""
        value = self.take(name)
        if value is None:
            return []
        if not isinstance(value, list):
            raise errors.invalid("Invalid array", param=self._name(name), code="parameter_invalid")
        return value

    def finish(self) -> None:
        """This refuses what nobody asked for; called before anything is changed."""
        for name in self.values:
            if name not in self._used:
                raise errors.invalid(
                    f"Received unknown parameter: {self._name(name)}",
                    param=self._name(name),
                    code="parameter_unknown",
                )
        for inner in self._inner:
            inner.finish()


def merged_metadata(old: Row, new: Row) -> Row:
    """This writes new keys over old ones; an empty value removes its key."""
    return {key: value for key, value in (old | new).items() if value != ""}
