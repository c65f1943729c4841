"""Pictures over HTTP: renditions only, by their unguessable keys."""

import mimetypes

from django.core.files.storage import default_storage
from django.http import FileResponse, Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.views.decorators.http import require_safe

from catalog.assets import actions, queries, rules

FOREVER = "public, max-age=31536000, immutable"
mimetypes.add_type("image/avif", ".avif")
mimetypes.add_type("image/webp", ".webp")


@require_safe
def picture(request: HttpRequest, *, key: str, width: int, kind: str) -> HttpResponseBase:
    """This shows a picture at a width; one that is not made yet is made now, once."""
    if kind not in rules.FORMATS or width > rules.LONGEST_SIDE:
        raise Http404
    path = queries.find_file(key=key, width=width, kind=kind)
    path = path or actions.render_for_view(key=key, width=width, kind=kind)
    if path is None:
        raise Http404
    answer = FileResponse(default_storage.open(path), content_type=f"image/{kind}")
    answer["Cache-Control"] = FOREVER
    return answer


@require_safe
def share(request: HttpRequest, *, key: str) -> HttpResponseBase:
    """This shows the picture that other sites show of a page (SEO8): JPEG, 1200 x 630."""
    path = actions.share_for_view(key=key)
    if path is None:
        raise Http404
    answer = FileResponse(default_storage.open(path), content_type="image/jpeg")
    answer["Cache-Control"] = "public, max-age=604800"
    return answer
