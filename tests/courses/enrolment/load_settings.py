"""Settings for programs that work on a copied test database while a test kills them: LOAD_DATABASE, LOAD_MAIL (a folder)."""

import os

from cms.settings.test import *  # noqa: F403
from cms.settings.test import DATABASES

DATABASES["default"]["NAME"] = os.environ["LOAD_DATABASE"]
EMAIL_BACKEND = "tests.courses.enrolment.slow_mail.SlowMail"
EMAIL_FILE_PATH = os.environ["LOAD_MAIL"]
