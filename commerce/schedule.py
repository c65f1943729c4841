"""Every recurring job on one page: name, cadence in seconds, task, queue."""

from typing import Any

SCHEDULE: dict[str, dict[str, Any]] = {}
