"""Partners and tools read figures by the same definitions as the screens."""

from datetime import date
from decimal import Decimal
from typing import Any, ClassVar

from drf_spectacular.utils import OpenApiParameter, extend_schema, extend_schema_field
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from bi.metrics import queries, rules
from bi.metrics.rules import Scope
from commerce.channels import queries as channels
from commerce.errors import Forbidden, Invalid
from commerce.http.views import ApiView
from commerce.money import Money

SCOPE = [
    OpenApiParameter("channel", str, description="a channel's code; the key's own when absent"),
    OpenApiParameter("from", date, required=True, description="the first day"),
    OpenApiParameter("to", date, required=True, description="the last day, included"),
]
BREAKDOWNS = {
    "product": queries.top_products,
    "country": queries.by_country,
    "category": queries.by_category,
}


class AmountOutput(serializers.Serializer[Any]):
    """An amount."""

    amount = serializers.CharField()
    currency = serializers.CharField()


@extend_schema_field(
    {
        "oneOf": [
            {"$ref": "#/components/schemas/AmountOutput"},
            {"type": "integer"},
            {"type": "string"},
        ]
    }
)
class FigureField(serializers.JSONField):
    """An amount, a count or a share; nothing when there is nothing to divide by."""


class FigureOutput(serializers.Serializer[Any]):
    """A metric's value: an amount for money, a number for counts, a decimal text for shares."""

    metric = serializers.CharField()
    version = serializers.IntegerField()
    definition = serializers.CharField()
    unit = serializers.CharField()
    value = FigureField(allow_null=True)


class FiguresOutput(serializers.Serializer[Any]):
    """Every metric of a scope."""

    channel = serializers.CharField()
    currency = serializers.CharField()
    figures = FigureOutput(many=True)


class BreakdownRowOutput(serializers.Serializer[Any]):
    """One row of a breakdown."""

    key = serializers.CharField(allow_blank=True)
    title = serializers.CharField(allow_blank=True)
    units = serializers.IntegerField()
    orders = serializers.IntegerField()
    net_sales = AmountOutput()


class BreakdownOutput(serializers.Serializer[Any]):
    """Net sales by day, product, country or category."""

    channel = serializers.CharField()
    rows = BreakdownRowOutput(many=True)


class ScopedView(ApiView):
    """Base: a key that belongs to a channel reads that channel's figures, and no others."""

    scopes: ClassVar[dict[str, str]] = {"GET": "bi:read"}

    def scope(self, request: Request) -> Scope:
        """This reads channel and days.

        Raises:
            BadScope: for days that make no sense.
            Forbidden: for another channel than the key's own.
        """
        code = request.query_params.get("channel", "") or self.channel.code
        if self.key.channel_id is not None and code != self.channel.code:
            message = "this key reads the figures of its own channel"
            raise Forbidden(message, field="channel")
        channel = channels.get_channel(code)
        return rules.make_scope(
            channels=[channel.code],
            currency=channel.currency,
            first=_day(request, "from"),
            last=_day(request, "to"),
        )


class Metrics(ScopedView):
    """All figures of a stretch of days."""

    @extend_schema(operation_id="metrics_read", parameters=SCOPE, responses=FiguresOutput)
    def get(self, request: Request) -> Response:
        """This tells every metric with its definition."""
        scope = self.scope(request)
        totals = queries.totals(scope)
        figures = [
            {
                "metric": metric.code,
                "version": metric.version,
                "definition": metric.words,
                "unit": metric.unit,
                "value": _worded(rules.value(metric.code, totals), metric.unit, scope.currency),
            }
            for metric in rules.METRICS.values()
        ]
        return Response(
            {"channel": scope.channels[0], "currency": scope.currency, "figures": figures}
        )


class Breakdown(ScopedView):
    """Net sales, split."""

    @extend_schema(
        operation_id="metrics_breakdown",
        parameters=[
            OpenApiParameter("by", str, enum=["day", *BREAKDOWNS], required=True),
            *SCOPE,
        ],
        responses=BreakdownOutput,
    )
    def get(self, request: Request) -> Response:
        """This splits net sales by day, product, country or category."""
        scope = self.scope(request)
        by = request.query_params.get("by", "")
        if by == "day":
            rows = [_day_row(one, scope.currency) for one in queries.by_day(scope)]
        elif by in BREAKDOWNS:
            rows = [_row(one, scope.currency) for one in BREAKDOWNS[by](scope)]
        else:
            message = f"by is one of day, {', '.join(BREAKDOWNS)}"
            raise Invalid(message, field="by")
        return Response({"channel": scope.channels[0], "rows": rows})


def _day(request: Request, name: str) -> date:
    try:
        return date.fromisoformat(request.query_params.get(name, ""))
    except ValueError as error:
        message = f"{name} is a day such as 2026-11-02"
        raise Invalid(message, field=name) from error


def _worded(found: Decimal | None, unit: str, currency: str) -> Any:
    if found is None:
        return None
    if unit == "money":
        return _amount(int(found), currency)
    return int(found) if unit == "count" else str(found)


def _amount(minor: int, currency: str) -> dict[str, str]:
    return {"amount": str(Money(minor, currency)), "currency": currency}


def _day_row(one: queries.Day, currency: str) -> dict[str, Any]:
    return {
        "key": one.day.isoformat(),
        "title": one.day.isoformat(),
        "units": one.units,
        "orders": one.orders,
        "net_sales": _amount(one.net_minor, currency),
    }


def _row(one: queries.Row, currency: str) -> dict[str, Any]:
    return {
        "key": one.key,
        "title": one.title,
        "units": one.units,
        "orders": one.orders,
        "net_sales": _amount(one.net_minor, currency),
    }
