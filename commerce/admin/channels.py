"""Staff edit channels; readers see the change within seconds."""

from typing import Any

from django.contrib import admin
from django.db.models import F
from django.http import HttpRequest
from typing_extensions import override

from commerce.channels import queries
from commerce.channels.models import Channel
from commerce.staff.screens import StaffAdmin


@admin.register(Channel)
class ChannelAdmin(StaffAdmin):
    """Where we sell."""

    list_display = ["name", "code", "currency", "prices", "capture", "on_storefront", "position"]
    list_filter = ["currency", "on_storefront"]
    search_fields = ["name", "code", "domain"]
    readonly_fields = ["version"]

    @override
    def save_model(self, request: HttpRequest, obj: Channel, form: Any, change: bool) -> None:
        super().save_model(request, obj, form, change)
        Channel.objects.filter(pk=obj.pk).update(version=F("version") + 1)
        queries.forget()
