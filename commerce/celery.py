"""The Celery app; queues are named after who must not wait for whom."""

import os

from celery import Celery
from celery.signals import worker_ready

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "commerce.settings.development")

app = Celery("kontor")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()


@worker_ready.connect
def _show_life(**_: object) -> None:
    """A worker shows that it lives as soon as it does, so that /readyz need not wait for the schedule."""
    app.send_task("commerce.events.tasks.beat", queue="default", expires=30)
