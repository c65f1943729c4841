"""Papers over HTTP: downloads by their unguessable keys, never shown within a page of ours."""

from django.core.files.storage import default_storage
from django.http import FileResponse, Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.views.decorators.http import require_safe

from catalog.documents import queries, rules


@require_safe
def document(request: HttpRequest, *, key: str, name: str) -> HttpResponseBase:
    """This sends a paper as a download; what it is called decides the row, not the address."""
    row = queries.find_by_key(key)
    if row is None or row.name != name or not default_storage.exists(row.path):
        raise Http404
    answer = FileResponse(
        default_storage.open(row.path),
        as_attachment=True,
        filename=row.name,
        content_type=rules.MIME,
    )
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Content-Security-Policy"] = "default-src 'none'; sandbox"
    answer["Cache-Control"] = "public, max-age=86400"
    return answer
