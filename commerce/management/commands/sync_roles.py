"""manage.py sync_roles: write the roles of all apps as Django groups."""

from importlib import import_module
from typing import Any

from django.contrib.auth.models import Group, Permission
from django.core.management.base import BaseCommand, CommandError
from typing_extensions import override

from commerce import db

APPS = ("commerce", "catalog", "crm", "inventory", "payments", "orders", "cms", "bi")


class Command(BaseCommand):
    """Gives each role exactly the rights that the apps' `permissions.py` name; the owner gets all."""

    help = "Write the roles of all apps as groups with their rights."

    @override
    def handle(self, *args: Any, **options: Any) -> None:
        wanted = roles()
        known = {
            f"{one.content_type.app_label}.{one.codename}": one
            for one in Permission.objects.select_related("content_type")
        }
        missing = sorted(
            right for rights in wanted.values() for right in rights if right not in known
        )
        if missing:
            message = f"no such right: {', '.join(missing)}"
            raise CommandError(message)
        with db.transaction():
            for name, rights in wanted.items():
                group, _ = Group.objects.get_or_create(name=name)
                group.permissions.set([known[right] for right in sorted(rights)])
        self.stdout.write(f"{len(wanted)} roles written")


def roles() -> dict[str, set[str]]:
    """This collects every role's rights over all apps; the owner holds what anybody holds."""
    found: dict[str, set[str]] = {}
    for app in APPS:
        bundles = getattr(import_module(f"{app}.permissions"), "ROLES", {})
        for role, rights in bundles.items():
            found.setdefault(role, set()).update(rights)
    everything = {right for rights in found.values() for right in rights}
    found.setdefault("Owner", set()).update(everything)
    return found
