"""Staff manage users and partners' keys."""

from typing import Any, ClassVar

from allauth.account.admin import EmailAddressAdmin
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django import forms
from django.contrib import admin, messages
from django.contrib.auth.admin import UserAdmin as DjangoUserAdmin
from django.contrib.auth.forms import UserCreationForm as DjangoCreationForm
from django.contrib.auth.models import Group
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from typing_extensions import override
from unfold.forms import AdminPasswordChangeForm, UserChangeForm, UserCreationForm

from commerce import clock, db
from commerce.http.scopes import SCOPES
from commerce.identity.models import ApiKey, User, hash_of
from commerce.staff.screens import ReadOnlyAdmin, StaffAdmin

# Their own screens write back whole rows, and show what signs people in.
for foreign in (Group, EmailAddress, Authenticator, UserSession):
    admin.site.unregister(foreign)


class NewUserForm(UserCreationForm):  # type: ignore[misc]
    """A new user is known by e-mail address."""

    class Meta(DjangoCreationForm.Meta):
        model = User
        fields = ("email",)
        field_classes: ClassVar[dict[str, Any]] = {}


@admin.register(User)
class UserAdmin(DjangoUserAdmin, StaffAdmin):
    """Users, their roles and rights."""

    form = UserChangeForm
    add_form = NewUserForm
    change_password_form = AdminPasswordChangeForm
    ordering = ["email"]
    list_display = ["email", "first_name", "last_name", "is_staff", "is_active", "last_login"]
    list_filter = ["is_staff", "is_active", "groups"]
    search_fields = ["email", "first_name", "last_name"]
    readonly_fields = ["last_login", "date_joined"]
    fieldsets = [
        (None, {"fields": ["email", "password", "first_name", "last_name", "language"]}),
        ("Rights", {"fields": ["is_active", "is_staff", "is_superuser", "groups"]}),
        ("Dates", {"fields": ["last_login", "date_joined"]}),
    ]
    add_fieldsets = [(None, {"classes": ["wide"], "fields": ["email", "password1", "password2"]})]

    @override
    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> list[str]:
        """Nobody grants what they lack: rights are set by superusers only."""
        fixed = list(super().get_readonly_fields(request, obj))
        return (
            fixed if request.user.is_superuser else [*fixed, "is_superuser", "is_staff", "groups"]
        )

    @override
    def user_change_password(
        self, request: HttpRequest, id: str, form_url: str = ""
    ) -> HttpResponse:
        """A new password is written beside what the row says by then, not over it."""
        view = super().user_change_password
        if request.method != "POST":
            return view(request, id, form_url)
        with db.transaction():
            self.hold(request, id)
            return view(request, id, form_url)


@admin.register(EmailAddress)
class AddressOfUserAdmin(EmailAddressAdmin, StaffAdmin):  # type: ignore[misc]
    """The addresses that people sign in with, and whether they proved them."""


@admin.register(Authenticator)
class AuthenticatorAdmin(ReadOnlyAdmin):
    """Second factors and passkeys: what there is, never what it holds; taken away from who lost theirs."""

    list_display = ["user", "type", "created_at", "last_used_at"]
    list_filter = ["type"]
    search_fields = ["=user__email"]
    exclude = ["data"]

    @override
    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return bool(StaffAdmin.has_delete_permission(self, request, obj))


@admin.register(UserSession)
class SessionAdmin(ReadOnlyAdmin):
    """Where people are signed in."""

    list_display = ["user", "created_at", "last_seen_at", "ip", "user_agent"]
    search_fields = ["=user__email", "=ip"]
    exclude = ["session_key", "data"]


@admin.register(Group)
class RoleAdmin(StaffAdmin):
    """Roles; `sync_roles` writes the shipped ones."""

    search_fields = ["name"]
    filter_horizontal = ["permissions"]


class KeyForm(forms.ModelForm):
    """Scopes are chosen, not typed."""

    scopes = forms.MultipleChoiceField(
        choices=[(scope, f"{scope}: {words}") for scope, words in SCOPES.items()],
        widget=forms.CheckboxSelectMultiple,
    )

    class Meta:
        model = ApiKey
        fields = ["name", "scopes", "channel", "rate_per_minute", "expires_at", "revoked_at"]


@admin.register(ApiKey)
class ApiKeyAdmin(StaffAdmin):
    """Keys of partners: the secret is shown once, after the first save."""

    form = KeyForm
    list_display = ["name", "prefix", "channel", "last_used_at", "expires_at", "revoked_at"]
    list_select_related = ["channel"]
    search_fields = ["name", "prefix"]
    readonly_fields = ["prefix", "created_at", "last_used_at"]

    @override
    def save_model(self, request: HttpRequest, obj: ApiKey, form: Any, change: bool) -> None:
        secret = ""
        if not change:
            secret = ApiKey.draw(live=False)
            obj.prefix, obj.hashed, obj.created_at = secret[:12], hash_of(secret), clock.now()
        super().save_model(request, obj, form, change)
        if secret:
            messages.warning(request, _("Copy the key now, it is not shown again: %s") % secret)

    @override
    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False
