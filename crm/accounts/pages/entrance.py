"""Doors of sign-up and sign-in: what allauth asks us on its way, and the claim of guest orders."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.hashers import make_password
from django.contrib.auth.mixins import LoginRequiredMixin
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import View
from typing_extensions import override

from commerce import clock, db
from commerce.http import throttles
from commerce.http.context import actor_of
from commerce.identity import adapter
from commerce.identity.models import User
from commerce.storefront.doors import MEMBERS, ShopRequest, door
from crm.accounts import actions, queries, rules
from crm.customers.rules import people

HISTORY = 10


class AccountAdapter(adapter.AccountAdapter):
    """What the house adds to allauth: one form of e-mail, a customer per account, closed limits."""

    error_messages = adapter.AccountAdapter.error_messages | {
        "duplicate_email": gettext_lazy("This is the address of your account already"),
        "email_password_mismatch": gettext_lazy("Address and password do not fit together"),
        "enter_current_password": gettext_lazy("This is not your current password"),
        "incorrect_password": gettext_lazy("This is not your password"),
        "invalid_email": gettext_lazy("Enter an e-mail address, like name@example.com"),
        "too_many_login_attempts": gettext_lazy(
            "That was a lot of tries. Wait five minutes, or choose a new password"
        ),
    }

    @override
    def clean_email(self, email: str) -> str:
        try:
            return people.normal_email(email)
        except people.BadEmail as error:
            raise self.validation_error("invalid_email") from error

    @override
    def save_user(
        self,
        request: HttpRequest,
        user: User,
        form: Any,
        commit: bool = True,
    ) -> User:
        user.language = translation.get_language() or ""
        saved: User = super().save_user(request, user, form, commit=commit)
        return saved

    @override
    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """Without its counter the door stays shut: guessing must not be free while Valkey is away."""
        if not throttles.answers():
            raise self.validation_error("too_many_login_attempts")
        super().pre_authenticate(request, **credentials)

    @override
    def post_login(self, request: HttpRequest, user: User, **more: Any) -> HttpResponse:
        if not user.is_staff:
            with db.transaction():
                actions.welcome(
                    user_id=user.pk,
                    channel=getattr(request, "channel", None),
                    device=rules.device_of(request.META.get("HTTP_USER_AGENT", "")),
                    at=clock.now(),
                    by=actor_of(request),
                )
        response: HttpResponse = super().post_login(request, user, **more)
        return response

    @override
    def confirm_email(self, request: HttpRequest, email_address: Any) -> bool:
        confirmed: bool = super().confirm_email(request, email_address)
        if confirmed and not email_address.user.is_staff:
            with db.transaction():
                actions.accept_email(
                    user_id=email_address.user_id,
                    email=email_address.email,
                    at=clock.now(),
                    by=actor_of(request),
                )
        return confirmed

    @override
    def send_account_already_exists_mail(self, email: str) -> None:
        """A sign-up with a known address takes as long as one that hashes a new password."""
        make_password("as slow as the other way")
        super().send_account_already_exists_mail(email)

    @override
    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Mails speak the language of the account, else that of the page."""
        user = context.get("user")
        language = getattr(user, "language", "") or translation.get_language() or "en"
        with translation.override(language):
            super().send_mail(template_prefix, email, context)


@door("GET", audience=MEMBERS)
def security(request: ShopRequest) -> HttpResponse:
    """This leads to password, e-mail and passkeys, and shows where one is and was signed in (A4)."""
    user_id = request.user.pk
    assert user_id is not None
    sessions = queries.sign_ins(user_id=user_id, session_key=request.session.session_key or "")
    context = {
        "current": "security",
        "sessions": [
            {
                "key": one.key,
                "device": rules.device_of(one.device),
                "since": one.since,
                "is_this": one.is_this,
            }
            for one in sessions
        ],
        "history": queries.past_sign_ins(user_id=user_id, limit=HISTORY),
    }
    return render(request, "crm/customers/security.html", context)


@door("POST", audience=MEMBERS)
def end_sessions(request: ShopRequest) -> HttpResponse:
    """This ends one session of the account, or all but the present one."""
    user_id = request.user.pk
    assert user_id is not None
    named = request.POST.get("session", "")
    with db.transaction():
        if named.isascii() and named.isdigit() and len(named) < 19:
            done = actions.end_sign_in(user_id=user_id, key=int(named))
        else:
            here = request.session.session_key or ""
            done = bool(actions.end_other_sign_ins(user_id=user_id, session_key=here))
    if done:
        messages.success(request, _("That device is signed out"))
    return redirect("account_security")


class ClaimOrders(LoginRequiredMixin, View):
    """The link in a guest's mail: shows what it does, and does it on the button."""

    http_method_names = ["get", "post", "head", "options"]

    def get(self, request: HttpRequest, token: str) -> HttpResponse:
        """This asks before anything is moved; a link preview must not move orders."""
        try:
            queries.claimed_guest(token=token)
        except queries.BadClaim:
            return render(request, "crm/accounts/claim.html", {"good": False}, status=404)
        return render(request, "crm/accounts/claim.html", {"good": True})

    def post(self, request: HttpRequest, token: str) -> HttpResponse:
        """This puts the guest's orders into the account."""
        user = request.user
        assert isinstance(user, User)
        try:
            with db.transaction():
                actions.claim(token=token, user_id=user.pk, at=clock.now(), by=actor_of(request))
        except queries.BadClaim:
            return render(request, "crm/accounts/claim.html", {"good": False}, status=404)
        messages.success(request, _("Your orders are in your account now."))
        return redirect("/account/")
