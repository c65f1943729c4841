"""The ground every other app stands on: money, time, facts, identity, http; also the Django project."""

from commerce.celery import app as celery_app

__all__ = ["celery_app"]
