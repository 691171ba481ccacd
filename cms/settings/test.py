"""For the test suite. DATABASE_URL and REDIS_URL, when set, choose the servers that the suite runs against."""

import os
from urllib.parse import urlsplit

from cms.settings.base import *  # noqa: F403
from cms.settings.base import CACHES, DATABASES, MIDDLEWARE, VAR_DIR
from cms.settings.database_url import cache_from_url, database_from_url

DEBUG = False
SECRET_KEY = "only for tests: signs nothing that leaves the test run"
ALLOWED_HOSTS = ["*"]
COURSES_CONTACT_KEYS = ["only for tests: hides nothing that leaves the test run"]
COURSES_LOOKUP_KEY = "only for tests: finds nothing that leaves the test run"
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
MEDIA_ROOT = VAR_DIR / "test-media"
WHITENOISE_AUTOREFRESH = True
WHITENOISE_USE_FINDERS = True
SHOW_COMPONENT_GALLERY = True
MIDDLEWARE = [name for name in MIDDLEWARE if "whitenoise" not in name]

if os.environ.get("DATABASE_URL"):
    DATABASES["default"] = database_from_url(os.environ["DATABASE_URL"])
if os.environ.get("REDIS_URL"):
    # Each worker of a parallel run has its own numbered Redis database, so that none empties another's cache.
    worker = int(os.environ.get("PYTEST_XDIST_WORKER", "gw0").removeprefix("gw"))
    CACHES["default"] = cache_from_url(urlsplit(os.environ["REDIS_URL"])._replace(path=f"/{worker}").geturl())
