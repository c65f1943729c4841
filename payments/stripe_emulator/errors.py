"""Errors in the shape in which Stripe tells them."""

from typing import Any


class ApiError(Exception):
    """A refusal with Stripe's status, type, code and words.

    `validation` marks errors found before any work began: those are not kept for idempotency.
    """

    def __init__(
        self,
        message: str,
        *,
        status: int = 400,
        kind: str = "invalid_request_error",
        code: str | None = None,
        param: str | None = None,
        validation: bool = False,
        **extra: Any,
    ) -> None:
        super().__init__(message)
        self.status = status
        self.validation = validation
        self.body: dict[str, Any] = {"message": message, "type": kind}
        if code:
            self.body["code"] = code
            self.body["doc_url"] = f"https://stripe.com/docs/error-codes/{code.replace('_', '-')}"
        if param:
            self.body["param"] = param
        self.body |= {key: value for key, value in extra.items() if value is not None}


def invalid(message: str, *, param: str | None = None, code: str | None = None) -> ApiError:
    """This is a parameter that is missing, unknown or malformed."""
    return ApiError(message, param=param, code=code, validation=True)


def missing(kind: str, identifier: str, *, param: str = "id") -> ApiError:
    """This is an object that does not exist."""
    noun = "payment_intent" if kind == "payment_intent" else kind.rsplit(".", 1)[-1]
    return ApiError(
        f"No such {noun}: '{identifier}'",
        status=404,
        code="resource_missing",
        param=param,
    )


def unauthorized(message: str) -> ApiError:
    """This is a request without a usable key."""
    return ApiError(message, status=401, validation=True)


def unexpected_state(intent: dict[str, Any], doing: str, allowed: str) -> ApiError:
    """This is a move that the intent's status does not allow."""
    return ApiError(
        f"This PaymentIntent could not be {doing} because it has a status of {intent['status']}. "
        f"Only a PaymentIntent with one of the following statuses may be {doing}: {allowed}.",
        code="payment_intent_unexpected_state",
        payment_intent={key: value for key, value in intent.items() if key[0] != "_"},
    )
