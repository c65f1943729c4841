"""Celery: transport only; what must not be lost lies in the outbox."""

from urllib.parse import parse_qs, urlsplit

from kombu import Queue

from commerce import env
from commerce.schedule import SCHEDULE

QUEUES = ("facts", "default", "outside", "slow")


def broker(url: str) -> str:
    """This turns unix:///path?db=0, as redis-py and the cache read it, into the form Celery reads."""
    parts = urlsplit(url)
    if parts.scheme != "unix":
        return url
    number = parse_qs(parts.query).get("db", ["0"])[-1]
    return f"redis+socket://{parts.path}?virtual_host={number}"


CELERY_BROKER_URL = broker(env.text("REDIS_URL", "redis://localhost:6379/0"))
CELERY_TASK_QUEUES = tuple(Queue(name) for name in QUEUES)
CELERY_TASK_DEFAULT_QUEUE = "default"
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_TASK_TIME_LIMIT = 600
CELERY_TASK_SOFT_TIME_LIMIT = 540
CELERY_TASK_IGNORE_RESULT = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
# Redelivery of what a killed worker held: every task is idempotent by a database row.
CELERY_BROKER_TRANSPORT_OPTIONS = {"visibility_timeout": 3600, "socket_timeout": 5}
CELERY_TIMEZONE = "UTC"
CELERY_BEAT_SCHEDULE = SCHEDULE
