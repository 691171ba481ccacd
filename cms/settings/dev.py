"""For `make run` and for developing: one machine, SQLite, mails printed on the screen."""

from cms.settings.base import *  # noqa: F403
from cms.settings.base import VAR_DIR
from cms.settings.secret_key import read_or_create_secret_key

DEBUG = False
SECRET_KEY = read_or_create_secret_key(VAR_DIR / "secret_key")
ALLOWED_HOSTS = ["127.0.0.1", "localhost", "[::1]"]
INTERNAL_IPS = ["127.0.0.1"]
EMAIL_BACKEND = "django.core.mail.backends.console.EmailBackend"
# WhiteNoise serves straight from the source folders: no collectstatic step on a developer's machine.
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = True
SHOW_COMPONENT_GALLERY = True
COURSES_CONTACT_KEYS = [read_or_create_secret_key(VAR_DIR / "contact_key")]
COURSES_LOOKUP_KEY = read_or_create_secret_key(VAR_DIR / "lookup_key")
