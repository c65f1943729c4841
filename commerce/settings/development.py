"""A developer's machine and the demo."""

from commerce import env
from commerce.settings.base import *

SECRET_KEY = env.text("SECRET_KEY", "development-only-never-in-production")
DEBUG = env.flag("DEBUG")
ALLOWED_HOSTS = ["*"]
