"""The pages a shopper sees: card frame, 3-D Secure, the hosted payment page, the receipt."""

import html
from pathlib import Path
from string import Template
from typing import Any
from urllib.parse import urlencode

from payments.stripe_emulator import (
    cards,
    errors,
    express,
    forms,
    intents,
    sessions,
    setup_intents,
)
from payments.stripe_emulator.world import World

Row = dict[str, Any]

_WEB = Path(__file__).parent / "web"
_DIGITS = {"jpy": 0, "krw": 0, "kwd": 3, "bhd": 3, "tnd": 3, "jod": 3, "omr": 3}

_WORDS: dict[str, dict[str, str]] = {
    "en": {
        "number": "Card number",
        "expiry": "Expiry date (MM / YY)",
        "cvc": "Security code",
        "email": "E-mail",
        "hints": "Test cards",
        "hints_note": "Any date in the future, any security code. No real card works here.",
        "pay": "Pay",
        "save": "Save card",
        "back": "Back to the shop",
        "hosted": "Payment",
        "saving": "Save a card",
        "challenge": "3-D Secure",
        "challenge_note": "Your bank asks whether it is you who pays. This is a test page.",
        "approve": "Yes, approve",
        "fail": "No, refuse",
        "incomplete": "Please complete the card details.",
        "closed": "This payment page is no longer open.",
        "test": "Test mode",
        "wallet_address": "Send it to",
        "wallet_card": "Pay with",
        "wallet_note": "A wallet for trying the shop out. No real card works here.",
    },
    "de": {
        "number": "Kartennummer",
        "expiry": "Gültig bis (MM / JJ)",
        "cvc": "Prüfziffer",
        "email": "E-Mail",
        "hints": "Testkarten",
        "hints_note": "Beliebiges Datum in der Zukunft, beliebige Prüfziffer. Echte Karten gehen hier nicht.",
        "pay": "Bezahlen",
        "save": "Karte speichern",
        "back": "Zurück zum Shop",
        "hosted": "Bezahlung",
        "saving": "Karte speichern",
        "challenge": "3-D Secure",
        "challenge_note": "Ihre Bank fragt, ob Sie es sind. Dies ist eine Testseite.",
        "approve": "Ja, freigeben",
        "fail": "Nein, ablehnen",
        "incomplete": "Bitte die Kartendaten vervollständigen.",
        "closed": "Diese Bezahlseite ist nicht mehr offen.",
        "test": "Testmodus",
        "wallet_address": "Lieferung an",
        "wallet_card": "Bezahlen mit",
        "wallet_note": "Eine Wallet zum Ausprobieren des Shops. Echte Karten gehen hier nicht.",
    },
}


def asset(name: str) -> tuple[str, str]:
    """This returns a script or style sheet and its media type."""
    kind = {"js": "text/javascript", "css": "text/css"}[name.rsplit(".", 1)[1]]
    return (_WEB / name).read_text(encoding="utf-8"), kind


def card_frame(locale: str) -> str:
    """This is the page in the frame: the card form, which the shop's own page cannot read."""
    words = _words(locale)
    frame = _filled("card-frame.html", words, hint_list=_hints())
    script = '<script src="/v3/frame.js" defer></script>\n'
    return _base(locale, words["number"], head=script, content=frame)


def challenge(world: World, identifier: str, secret: str, *, locale: str) -> str:
    """This is the bank's question on 3-D Secure.

    Raises:
        ApiError: for an unknown object or a wrong secret.
    """
    kind = "setup_intent" if identifier.startswith("seti_") else "payment_intent"
    row = world.store.get(kind, identifier)
    intents.check_secret(row, secret)
    sum_asked = _shown(row["amount"], row["currency"]) if kind == "payment_intent" else ""
    heading = _words(locale)["challenge"]
    told = {"amount": sum_asked, "id": identifier, "secret": secret}
    return _page("challenge.html", locale, told | {"heading": heading})


def answer_challenge(world: World, identifier: str, form: Row) -> str:
    """This takes the shopper's answer and returns where to go: the shop's return address."""
    approved = form.get("answer") == "approve"
    secret = str(form.get("client_secret", ""))
    setup = identifier.startswith("seti_")
    answer = setup_intents.answer_challenge if setup else intents.answer_challenge
    back = answer(world, identifier, secret, approved=approved)
    row = world.store.find(identifier) or {}
    good = row.get("status") in {"succeeded", "requires_capture"}
    name = "setup_intent" if setup else "payment_intent"
    told = {
        name: identifier,
        f"{name}_client_secret": secret,
        "redirect_status": "succeeded" if good else "failed",
    }
    return f"{back}{'&' if '?' in back else '?'}{urlencode(told)}"


def hosted(world: World, identifier: str, *, error: str = "", email: str = "") -> str:
    """This is the hosted payment page of a Checkout Session."""
    row = sessions.fresh(world, identifier)
    locale = row["locale"] or "en"
    words = _words(locale)
    paid = row["mode"] == "payment"
    if row["status"] != "open":
        error = words["closed"]
    lines = "".join(
        f"<li><span>{html.escape(line['description'])} &times; {line['quantity']}</span>"
        f"<span>{_shown(line['amount_total'], line['currency'])}</span></li>"
        for line in row["_lines"]
    )
    told = {
        "amount": _shown(row["amount_total"], row["currency"]) if paid else "",
        "submit": words["pay" if paid else "save"],
        "given": email or row["customer_email"] or "",
        "error": error,
        "cancel_url": row["cancel_url"] or row["success_url"],
    }
    raw = {"lines": lines, "disabled": "" if row["status"] == "open" else "disabled"}
    heading = words["hosted" if paid else "saving"]
    return _page("hosted.html", locale, told | {"heading": heading}, **raw, hint_list=_hints())


def pay_hosted(world: World, identifier: str, form: Row) -> str:
    """This takes the hosted page's form and returns where to go.

    Raises:
        ApiError: a declined or mistyped card, shown on the page again.
    """
    month, _, year = str(form.get("expiry", "")).replace(" ", "").partition("/")
    if not (month.isdigit() and year.isdigit()):
        raise errors.ApiError("Your card's expiration date is incomplete.", param="expiry")
    card = {"number": str(form.get("number", "")), "exp_month": month, "exp_year": year}
    card["cvc"] = str(form.get("cvc", ""))
    params = forms.Params({"type": "card", "card": card})
    return sessions.pay(world, identifier, params, email=str(form.get("email", "")))


def wallet(query: Row, *, error: str = "") -> str:
    """This is Emulator Pay: a shopper picks where to and with which card."""
    amount = str(query.get("amount", ""))
    sum_asked = _shown(int(amount), str(query.get("currency", ""))) if amount.isdigit() else ""
    told = {
        "heading": express.NAME,
        "title": str(query.get("title", "")),
        "amount": sum_asked,
        "error": error,
        "cancel_url": str(query.get("cancel_url", "")),
    }
    raw = express.choices(str(query.get("countries", "")))
    return _page("wallet.html", str(query.get("locale", "en")), told, **raw)


def receipt(world: World, identifier: str) -> str:
    """This is the receipt that a charge points at."""
    row = world.store.get("payment_intent", identifier)
    text = f"{_shown(row['amount_received'], row['currency'])} - {row['status']}"
    return f"<!doctype html><title>Receipt</title><p>{html.escape(identifier)}: {text}</p>"


def _page(name: str, locale: str, told: dict[str, str], **raw: str) -> str:
    """A page of its own with a `heading`; `told` is text, `raw` is HTML already."""
    words = _words(locale) | told
    inner = _filled(name, words, **raw)
    return _base(locale, told["heading"], content=_filled("page.html", words, content=inner))


def _base(locale: str, heading: str, *, content: str, head: str = "") -> str:
    """What every page begins and ends with."""
    language = locale[:2] if locale[:2] in _WORDS else "en"
    return _filled("base.html", {"lang": language, "heading": heading}, head=head, content=content)


def _words(locale: str) -> dict[str, str]:
    return _WORDS.get(locale[:2], _WORDS["en"])


def _filled(name: str, told: dict[str, str], **raw: str) -> str:
    text = Template((_WEB / name).read_text(encoding="utf-8"))
    return text.substitute({key: html.escape(value) for key, value in told.items()} | raw)


def _hints() -> str:
    return "".join(
        f"<li><button type=button class=hint data-number='{number}'><code>{number}</code> {what}"
        "</button></li>"
        for number, what in cards.HINTS
    )


def _shown(amount: int, currency: str) -> str:
    digits = _DIGITS.get(currency, 2)
    whole, part = divmod(amount, 10**digits)
    return (
        f"{whole}.{part:0{digits}d} {currency.upper()}" if digits else f"{whole} {currency.upper()}"
    )
