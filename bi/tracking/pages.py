"""Browsers tell what their people did, in batches, as far as those agreed."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from bi.tracking import actions, queries
from bi.tracking.actions import Batch
from commerce import clock, db
from commerce.errors import Invalid
from commerce.http import throttles
from crm import public as crm

MOST_BYTES = 64 * 1024
# A shopper sends a batch per page; an office behind one address sends some more.
PER_MINUTE = 240


# A beacon cannot carry a token; it changes nothing but counts, and must come from our own pages.
@csrf_exempt
@require_POST
def intake(request: HttpRequest) -> HttpResponse:
    """This takes a browser's batch in and answers with nothing, whatever came of it."""
    if request.headers.get("Sec-Fetch-Site", "same-origin") not in {"same-origin", "none"}:
        return HttpResponse(status=403)
    if int(request.META.get("CONTENT_LENGTH") or 0) > MOST_BYTES:
        return HttpResponse(status=413)
    if not throttles.take(name=f"t:{request.META.get('REMOTE_ADDR', '')}", per_minute=PER_MINUTE)[
        0
    ]:
        return HttpResponse(status=429, headers={"Retry-After": "30"})
    try:
        events, sent_at = queries.read_batch(request.body)
    except Invalid:
        return HttpResponse(status=400)
    choice = crm.cookie_choice(cookie=request.COOKIES.get(crm.CONSENT_COOKIE, ""))
    batch = Batch(
        events=events,
        channel=request.channel,  # type: ignore[attr-defined]
        visitor=choice.visitor if choice.analytics else "",
        agent=request.headers.get("User-Agent", ""),
        sent_at=sent_at,
    )
    with db.transaction():
        actions.take_in(batch=batch, at=clock.now())
    return HttpResponse(status=204)
