"""Money on model rows: a bigint of minor units beside a currency column, read as one value."""

from typing import TYPE_CHECKING, Any, overload

from django.db import models

from commerce.money.amounts import Money

if TYPE_CHECKING:
    _BigInteger = models.BigIntegerField[int, int]
    _Char = models.CharField[str, str]
else:
    _BigInteger, _Char = models.BigIntegerField, models.CharField


class MinorField(_BigInteger):
    """A column of minor units; name it `<something>_minor`."""


if TYPE_CHECKING:

    class OptionalMinorField(models.BigIntegerField[int | None, int | None]):
        """A column of minor units that may say nothing."""

else:
    OptionalMinorField = MinorField


class CurrencyField(_Char):
    """A column that holds an ISO 4217 code."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("max_length", 3)
        super().__init__(*args, **kwargs)


class MoneyOf:
    """Descriptor that reads and writes `<name>_minor` and the row's currency as Money.

    `total = MoneyOf()` on a model with columns `total_minor` and `currency`. Writing another
    currency than the row's raises ValueError.
    """

    def __init__(self, *, currency: str = "currency") -> None:
        self._currency = currency

    def __set_name__(self, owner: type, name: str) -> None:
        self._minor = f"{name}_minor"

    @overload
    def __get__(self, row: None, owner: type) -> "MoneyOf": ...
    @overload
    def __get__(self, row: models.Model, owner: type) -> Money: ...
    def __get__(self, row: models.Model | None, owner: type) -> "Money | MoneyOf":
        if row is None:
            return self
        return Money(getattr(row, self._minor), getattr(row, self._currency))

    def __set__(self, row: models.Model, value: Money) -> None:
        current = getattr(row, self._currency, "")
        if current and current != value.currency:
            message = f"this row keeps {current}, not {value.currency}"
            raise ValueError(message)
        setattr(row, self._currency, value.currency)
        setattr(row, self._minor, value.minor)
