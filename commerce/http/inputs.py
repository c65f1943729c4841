"""What a request may say: unknown fields and filters are refused instead of overlooked."""

from collections.abc import Mapping, Sequence
from typing import Any

from rest_framework import serializers
from rest_framework.request import Request
from typing_extensions import override

from commerce.errors import Invalid

PAGING = frozenset({"limit", "after"})


class Strict(serializers.Serializer[Any]):
    """Base of input serializers: a field nobody knows is an error, because it may be a typing slip."""

    @override
    def to_internal_value(self, data: Any) -> Any:
        if isinstance(data, Mapping):
            unknown = sorted(str(name) for name in data if name not in self.fields)
            if unknown:
                raise serializers.ValidationError({name: ["unknown field"] for name in unknown})
        return super().to_internal_value(data)

    @classmethod
    def read(cls, request: Request, *, partial: bool = False) -> dict[str, Any]:
        """This reads the body of a request.

        Raises:
            rest_framework.exceptions.ValidationError: naming every fault.
        """
        found = cls(data=request.data, partial=partial)
        found.is_valid(raise_exception=True)
        return dict(found.validated_data)


def one_of(request: Request, name: str, known: Sequence[str], *, unsaid: str) -> str:
    """This reads the only filter of a list: one of the words it knows, `unsaid` where nothing is said.

    Raises:
        Invalid: for another filter, or another word.
    """
    found = filters(request, name).get(name, unsaid)
    if found not in known:
        message = f"{name} is one of {', '.join(known)}"
        raise Invalid(message, field=name)
    return found


def filters(request: Request, *allowed: str) -> dict[str, str]:
    """This reads the filters of a list; paging parameters pass.

    Raises:
        Invalid: for a filter nobody knows.
    """
    found = {name: request.query_params[name] for name in request.query_params}
    for name in found:
        if name not in PAGING and name not in allowed:
            message = f"there is no filter {name!r}"
            raise Invalid(message, field=name[:60])
    return {name: value for name, value in found.items() if name not in PAGING}
