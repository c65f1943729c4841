"""Users and API keys."""

import hashlib
from typing import Any, ClassVar

from django.contrib.auth.base_user import BaseUserManager
from django.contrib.auth.models import AbstractUser
from django.db import models
from typing_extensions import override

from commerce import ids
from commerce.audit import triggers


class UserManager(BaseUserManager["User"]):
    """Makes users by e-mail address."""

    def create_user(self, email: str, password: str | None = None, **more: Any) -> "User":
        """This makes a user with a hashed password."""
        user = self.model(email=self.normalize_email(email).lower(), **more)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email: str, password: str | None = None, **more: Any) -> "User":
        """This makes a user who may do everything."""
        return self.create_user(email, password, is_staff=True, is_superuser=True, **more)


class User(AbstractUser):
    """Somebody with a sign-in: a shopper or a member of staff, known by e-mail address."""

    username = None  # type: ignore[assignment]
    email = models.EmailField(unique=True)
    language = models.CharField(max_length=10, blank=True)

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []
    objects: ClassVar[UserManager] = UserManager()  # type: ignore[assignment]

    class Meta:
        # Names and addresses stay out of the trail, which can never be erased.
        triggers = triggers.audited(
            ignore=("password", "last_login", "email", "first_name", "last_name")
        )

    @override
    def __str__(self) -> str:
        return self.email


def hash_of(key: str) -> str:
    """This is what we keep of a key: SHA-256, enough for 256 bits of chance."""
    return hashlib.sha256(key.encode()).hexdigest()


class ApiKey(models.Model):
    """A partner's key: shown once, kept as a hash, limited to scopes and a channel."""

    name = models.CharField(max_length=120)
    prefix = models.CharField(max_length=16, db_index=True)
    hashed = models.CharField(max_length=64, unique=True)
    scopes = models.JSONField(default=list)
    channel = models.ForeignKey(
        "commerce.Channel",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    rate_per_minute = models.PositiveIntegerField(default=600)
    created_at = models.DateTimeField()
    last_used_at = models.DateTimeField(null=True, blank=True)
    expires_at = models.DateTimeField(null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        triggers = triggers.audited(ignore=("hashed", "last_used_at"))

    @override
    def __str__(self) -> str:
        return f"{self.name} ({self.prefix}…)"

    @classmethod
    def draw(cls, *, live: bool) -> str:
        """This draws a new secret such as `sk_test_…`; only its hash may be stored."""
        return f"sk_{'live' if live else 'test'}_{ids.token()}"
