"""Charges, what they cost, and what lies in the balance."""

from typing import Any

from payments.stripe_emulator import cards
from payments.stripe_emulator.forms import Params
from payments.stripe_emulator.world import World, listing, render

Row = dict[str, Any]

# European consumer cards: 1.5 % and a fixed part per currency, in minor units.
_FEE_BASIS_POINTS = 150
_FIXED_FEE = {
    "eur": 25,
    "gbp": 20,
    "usd": 30,
    "chf": 30,
    "jpy": 30,
    "sek": 180,
    "dkk": 180,
}


def new_charge(world: World, intent: Row, method: Row) -> Row:
    """This makes the charge of one confirmation, approved or declined by the card's own rule."""
    card = cards.CARDS[method["_card"]]
    shown = method["card"]
    decline = cards.decline_of(
        card,
        saved=method["customer"] is not None,
        expiry=(shown["exp_year"], shown["exp_month"]),
    )
    return world.new(
        "charge",
        "ch",
        amount=intent["amount"],
        amount_captured=0,
        amount_refunded=0,
        balance_transaction=None,
        billing_details=method["billing_details"],
        calculated_statement_descriptor="KONTOR DEMO",
        captured=False,
        currency=intent["currency"],
        customer=intent["customer"],
        description=intent["description"],
        disputed=False,
        failure_code=decline[0] if decline else None,
        failure_message=decline[2] if decline else None,
        fraud_details={},
        metadata=dict(intent["metadata"]),
        outcome={
            "network_status": "declined_by_network" if decline else "approved_by_network",
            "reason": decline[1] if decline else None,
            "risk_level": "normal",
            "risk_score": 20,
            "seller_message": decline[2] if decline else "Payment complete.",
            "type": "issuer_declined" if decline else "authorized",
        },
        paid=decline is None,
        payment_intent=intent["id"],
        payment_method=method["id"],
        payment_method_details=_details(world, intent, method),
        receipt_email=intent["receipt_email"],
        receipt_url=f"{world.base_url}/receipts/{intent['id']}",
        refunded=False,
        shipping=intent["shipping"],
        status="failed" if decline else "succeeded",
        _after=card.after,
    )


def _details(world: World, intent: Row, method: Row) -> Row:
    shown = (
        "brand",
        "country",
        "exp_month",
        "exp_year",
        "fingerprint",
        "funding",
        "last4",
    )
    wanted = intent["payment_method_options"].get("card", {}).get("request_multicapture")
    several = wanted == "if_available" and intent["capture_method"] == "manual"
    manual = intent["capture_method"] == "manual"
    return {
        "type": "card",
        "card": {name: method["card"][name] for name in shown}
        | {
            "amount_authorized": intent["amount"],
            "capture_before": world.now() + 7 * 86400 if manual else None,
            "multicapture": {"status": "available" if several else "unavailable"},
            "network": method["card"]["brand"],
            "three_d_secure": (
                {
                    "authentication_flow": "challenge",
                    "result": "authenticated",
                    "version": "2.2.0",
                }
                if intent.get("_challenged")
                else None
            ),
        },
    }


def book_capture(world: World, charge: Row, amount: int) -> None:
    """This books captured money, less the fee, into the balance."""
    fee = fee_of(amount, charge["currency"])
    booked = balance_entry(world, charge, kind="charge", amount=amount, fee=fee)
    charge["amount_captured"] += amount
    charge["captured"] = True
    charge["balance_transaction"] = charge["balance_transaction"] or booked["id"]
    world.store.save(charge)


def fee_of(amount: int, currency: str) -> int:
    """This is the fee of a capture in minor units, half up."""
    return (amount * _FEE_BASIS_POINTS + 5000) // 10000 + _FIXED_FEE.get(currency, 25)


def balance_entry(world: World, source: Row, *, kind: str, amount: int, fee: int = 0) -> Row:
    """This is one line of the account's balance; amounts out are negative."""
    details = [
        {
            "amount": fee,
            "application": None,
            "currency": source["currency"],
            "description": "Stripe processing fees" if kind == "charge" else "Dispute fee",
            "type": "stripe_fee",
        }
    ]
    return world.new(
        "balance_transaction",
        "txn",
        amount=amount,
        available_on=world.now() + 2 * 86400,
        currency=source["currency"],
        description=None,
        exchange_rate=None,
        fee=fee,
        fee_details=details if fee else [],
        net=amount - fee,
        reporting_category={"adjustment": "dispute"}.get(kind, kind),
        source=source["id"],
        status="pending",
        type=kind,
    )


def get_charge(world: World, params: Params, identifier: str) -> Row:
    """GET /v1/charges/{id}."""
    params.finish()
    return render(world.store.get("charge", identifier))


def list_charges(world: World, params: Params) -> Row:
    """GET /v1/charges, by customer or payment intent."""
    customer, intent = params.text("customer"), params.text("payment_intent")
    return listing(
        world, params, "charge", url="/v1/charges", customer=customer, payment_intent=intent
    )


def get_entry(world: World, params: Params, identifier: str) -> Row:
    """GET /v1/balance_transactions/{id}."""
    params.finish()
    return render(world.store.get("balance_transaction", identifier))


def list_entries(world: World, params: Params) -> Row:
    """GET /v1/balance_transactions, by type, source or currency."""
    filters = {name: params.text(name) for name in ("type", "source", "currency")}
    return listing(world, params, "balance_transaction", url="/v1/balance_transactions", **filters)


def get_balance(world: World, params: Params) -> Row:
    """GET /v1/balance: what is left per currency."""
    params.finish()
    totals: dict[str, int] = {}
    for entry in world.store.newest("balance_transaction"):
        totals[entry["currency"]] = totals.get(entry["currency"], 0) + entry["net"]
    pending = [{"amount": net, "currency": code} for code, net in sorted(totals.items())]
    return {"object": "balance", "livemode": False, "available": [], "pending": pending}
