"""The start page of the staff: who is there, what needs attention, and the jobs they have (W1)."""

from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _

from commerce.staff import duties, sidebar


def shown(request: HttpRequest, context: dict[str, Any]) -> dict[str, Any]:
    """This adds to the admin's index what waits for this person; screens they may not see are left out."""
    name = request.user.get_short_name() if request.user.is_authenticated else ""
    return {
        **context,
        "title": _("Today"),
        "greeting": _("Hello %(name)s") % {"name": name} if name else _("Hello"),
        "waiting": _waiting(request),
        "jobs": sidebar.navigation(request),
    }


def _waiting(request: HttpRequest) -> list[dict[str, Any]]:
    """What waits, the urgent first."""
    found = []
    for duty in duties.known():
        link = sidebar.link_to(request, duty.model)
        waiting = duties.count(duty) if link else None
        if waiting and waiting.number:
            found.append(
                {
                    "title": duty.title,
                    "number": duties.told(waiting.number),
                    "late": duties.told(waiting.late) if waiting.late else "",
                    "link": f"{link}?{duty.query}" if duty.query else link,
                    "urgent": duty.urgent or bool(waiting.late),
                }
            )
    return sorted(found, key=lambda one: not one["urgent"])
