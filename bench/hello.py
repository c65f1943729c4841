"""The smallest Django: what the machine can answer at most. Served beside the house for reference."""

import os

import django
from django.conf import settings
from django.core.handlers.wsgi import WSGIHandler
from django.http import HttpRequest, HttpResponse
from django.urls import path


def hello(request: HttpRequest) -> HttpResponse:
    """This answers with two words."""
    return HttpResponse("hello world")


urlpatterns = [path("", hello)]

if not settings.configured:
    settings.configure(
        SECRET_KEY=os.environ.get("SECRET_KEY", "bench"),
        ROOT_URLCONF="bench.hello",
        ALLOWED_HOSTS=["*"],
        MIDDLEWARE=[],
        LOGGING_CONFIG=None,
    )
    django.setup()

application = WSGIHandler()
