"""What allauth's forms ask, in the words of the shop: labels, and what to do where something is missing (X13, X15)."""

from typing import Any

from allauth.account import forms as account
from allauth.core import context
from allauth.mfa import adapter as mfa
from allauth.mfa.base import forms as codes
from allauth.mfa.totp import forms as totp
from allauth.mfa.webauthn import forms as keys
from django.utils.translation import gettext_lazy as _
from typing_extensions import override

from crm.accounts import rules

LABELS = {
    "login": _("E-mail"),
    "email": _("E-mail"),
    "oldpassword": _("Current password"),
    "password1": _("New password"),
    "password": _("Password"),
    "code": _("Code"),
    "name": _("Name"),
    "remember": _("Stay signed in on this device"),
    "passwordless": _("Sign in with it alone, without a password"),
}
WANTED = {
    "login": _("Enter an e-mail address, like name@example.com"),
    "email": _("Enter an e-mail address, like name@example.com"),
    "oldpassword": _("Enter your current password"),
    "password1": _("Choose a new password"),
    "password": _("Enter your password"),
    "code": _("Enter the code"),
    "name": _("Enter a name, like “My phone”"),
}
HINTS = {
    "passwordless": _("Your device then asks for a fingerprint, your face or its PIN."),
}
CODE = {"inputmode": "numeric", "enterkeyhint": "go"}


class Worded:
    """Our words on one of allauth's forms; a new password is typed once, it can be shown."""

    fields: dict[str, Any]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields.pop("password2", None)
        for name, field in self.fields.items():
            field.widget.attrs.pop("placeholder", None)
            field.label = LABELS.get(name, field.label)
            field.help_text = HINTS.get(name, field.help_text)
            if name in WANTED:
                field.error_messages |= {"required": WANTED[name], "invalid": WANTED[name]}
        if "code" in self.fields:
            self.fields["code"].widget.attrs |= CODE


def worded(form: Any) -> Any:
    """This is one of allauth's forms in our words."""
    return type(form)(form.__name__, (Worded, form), {})


Login = worded(account.LoginForm)
Signup = worded(account.SignupForm)
AddEmail = worded(account.AddEmailForm)
ChangePassword = worded(account.ChangePasswordForm)
ResetPassword = worded(account.ResetPasswordForm)
ResetPasswordKey = worded(account.ResetPasswordKeyForm)
Reauthenticate = worded(account.ReauthenticateForm)
Authenticate = worded(codes.AuthenticateForm)
ReauthenticateByCode = worded(codes.ReauthenticateForm)
ActivateTotp = worded(totp.ActivateTOTPForm)
AddPasskey = worded(keys.AddWebAuthnForm)
RenamePasskey = worded(keys.EditWebAuthnForm)


class MfaAdapter(mfa.DefaultMFAAdapter):  # type: ignore[misc]  # allauth is untyped
    """What is said about codes and keys."""

    error_messages = mfa.DefaultMFAAdapter.error_messages | {
        "unverified_email": _(
            "First follow the link in your mail to confirm your new address, or keep the old one"
        ),
        "incorrect_code": _(
            "This code does not fit. Codes of an app change twice a minute: enter the newest one"
        ),
    }

    @override
    def generate_authenticator_name(self, user: Any, type: Any) -> str:
        """A new passkey is called by the device it is made on, until its owner names it."""
        request = context.request
        device = rules.device_of(request.META.get("HTTP_USER_AGENT", "")) if request else ""
        return device or str(_("Passkey"))
