"""Feeds at addresses that never change."""

from django.core.files.storage import default_storage
from django.http import FileResponse, Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.utils.http import http_date
from django.views.decorators.http import require_safe

from catalog.exports import queries


@require_safe
def feed(request: HttpRequest, *, channel: str, language: str) -> HttpResponseBase:
    """This streams the newest finished feed of a channel in a language."""
    try:
        run = queries.latest(channel=channel, language=language)
        file = default_storage.open(run.file)
    except (queries.UnknownFeed, FileNotFoundError) as error:
        raise Http404 from error
    answer = FileResponse(file, content_type="application/xml; charset=utf-8")
    if run.finished_at is not None:
        answer["Last-Modified"] = http_date(run.finished_at.timestamp())
    answer["Cache-Control"] = "public, max-age=900"
    answer["X-Robots-Tag"] = "noindex"
    return answer
