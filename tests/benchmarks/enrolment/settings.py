"""Settings of the measured site: the base ones, on a database of its own (ENROLMENT_BENCH_DATABASE: a file or a URL)."""

import os

from cms.settings.base import *  # noqa: F403
from cms.settings.base import DATABASES
from cms.settings.database_url import database_from_url

WHERE = os.environ["ENROLMENT_BENCH_DATABASE"]
if WHERE.startswith("postgresql:"):
    DATABASES["default"] = database_from_url(WHERE)
else:
    DATABASES["default"]["NAME"] = WHERE
DEBUG = False
SECRET_KEY = "only for the measurement"
ALLOWED_HOSTS = ["127.0.0.1", "testserver"]
COURSES_CONTACT_KEYS = ["only for the measurement"]
COURSES_LOOKUP_KEY = "only for the measurement"
EMAIL_BACKEND = "django.core.mail.backends.dummy.EmailBackend"
WHITENOISE_USE_FINDERS = True
