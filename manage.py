#!/usr/bin/env python
"""Run Kontor's management commands."""

import os
import sys

from django.core.management import execute_from_command_line


def main() -> None:
    """Hand the command line to Django with the development settings as default."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "commerce.settings.development")
    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
