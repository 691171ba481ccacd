"""For a city's server. The only settings file that reads the environment (docs/reference/settings.md lists it)."""

import os

from django.core.exceptions import ImproperlyConfigured

from cms.settings.base import *  # noqa: F403
from cms.settings.base import CACHES, DATABASES
from cms.settings.database_url import cache_from_url, database_from_url


def required(name: str, example: str) -> str:
    """Return the environment variable; stop with a sentence that says how to set it when it is missing."""
    value = os.environ.get(name, "").strip()
    if not value:
        raise ImproperlyConfigured(f"{name} is not set. Set it in the environment, for example {name}={example}")
    return value


DEBUG = False
SECRET_KEY = required("SECRET_KEY", "<50 random characters>")
ALLOWED_HOSTS = [host.strip() for host in required("ALLOWED_HOSTS", "www.city.example.lg.jp").split(",")]
COURSES_CONTACT_KEYS = [key.strip() for key in required("COURSES_CONTACT_KEYS", "<50 random characters>").split(",")]
COURSES_LOOKUP_KEY = required("COURSES_LOOKUP_KEY", "<50 other random characters>")
WAGTAILADMIN_BASE_URL = os.environ.get("BASE_URL", f"https://{ALLOWED_HOSTS[0]}")
CSRF_TRUSTED_ORIGINS = [WAGTAILADMIN_BASE_URL]

if os.environ.get("DATABASE_URL"):
    DATABASES["default"] = database_from_url(os.environ["DATABASE_URL"])
if os.environ.get("REDIS_URL"):
    CACHES["default"] = cache_from_url(os.environ["REDIS_URL"])

STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
MEDIA_ROOT = os.environ.get("MEDIA_ROOT", str(MEDIA_ROOT))  # noqa: F405
STATIC_ROOT = os.environ.get("STATIC_ROOT", str(STATIC_ROOT))  # noqa: F405

# Background tasks wait in the database; `manage.py db_worker` does them.
INSTALLED_APPS = [*INSTALLED_APPS, "django_tasks_db"]  # noqa: F405
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}

EMAIL_HOST = os.environ.get("EMAIL_HOST", "localhost")
EMAIL_PORT = int(os.environ.get("EMAIL_PORT", "25"))
EMAIL_HOST_USER = os.environ.get("EMAIL_HOST_USER", "")
EMAIL_HOST_PASSWORD = os.environ.get("EMAIL_HOST_PASSWORD", "")
EMAIL_USE_TLS = os.environ.get("EMAIL_USE_TLS", "") == "1"
EMAIL_TIMEOUT = 20  # seconds
DEFAULT_FROM_EMAIL = os.environ.get("DEFAULT_FROM_EMAIL", f"noreply@{ALLOWED_HOSTS[0]}")

SECURE_SSL_REDIRECT = True
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
# Source: Mozilla web security guideline and hstspreload.org: at least one year, subdomains, preload.
SECURE_HSTS_SECONDS = 31_536_000
SECURE_HSTS_INCLUDE_SUBDOMAINS = True
SECURE_HSTS_PRELOAD = True
SESSION_COOKIE_SECURE = True
CSRF_COOKIE_SECURE = True
STAFF_2FA_REQUIRED = os.environ.get("STAFF_2FA_REQUIRED", "") == "1"
AXES_IPWARE_PROXY_COUNT = int(os.environ.get("PROXY_COUNT", "1"))
