"""For the server of the browser tests: as on a developer's machine, with all its files in the folder E2E_VAR_DIR."""

import os
from pathlib import Path

from cms.settings.base import *  # noqa: F403
from cms.settings.base import DATABASES, INSTALLED_APPS, TRANSLATIONS

VAR_DIR = Path(os.environ["E2E_VAR_DIR"])
DEBUG = False
SECRET_KEY = "only for tests: signs nothing that leaves the test run"
ALLOWED_HOSTS = ["127.0.0.1"]
DATABASES["default"]["NAME"] = VAR_DIR / "db.sqlite3"
MEDIA_ROOT = VAR_DIR / "media"
STATIC_ROOT = VAR_DIR / "static"
TRANSLATIONS["FOLDER"] = VAR_DIR / "translation-models"
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
WHITENOISE_USE_FINDERS = True
COURSES_CONTACT_KEYS = ["only for tests: hides nothing that leaves the test run"]
COURSES_LOOKUP_KEY = "only for tests: finds nothing that leaves the test run"

if os.environ.get("E2E_TASKS") == "database":  # as in cms/settings/production.py: `manage.py db_worker` does them
    INSTALLED_APPS = [*INSTALLED_APPS, "django_tasks_db"]
    TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
