"""Everything the site needs to run on one machine: SQLite, tasks run at once, no mail server.

dev.py, test.py and production.py each change a few lines of this file. Only production.py (and test.py, for the
database of the test run) reads the environment.
"""

from pathlib import Path

from csp.constants import NONE, SELF
from django.conf.locale import LANG_INFO
from django.utils.translation import gettext_lazy as _

BASE_DIR = Path(__file__).resolve().parent.parent.parent
VAR_DIR = BASE_DIR / "var"

# --- The city --------------------------------------------------------------------------------------------------
WAGTAIL_SITE_NAME = "小野市ホームページ"
WAGTAILADMIN_BASE_URL = "http://127.0.0.1:8000"
# The city's colours, mark and drawings. Another city points this at its own folder.
CITY_IDENTITY_DIR = BASE_DIR / "cms" / "identity" / "ono"

# --- Applications ----------------------------------------------------------------------------------------------
INSTALLED_APPS = [
    "cms",
    "courses",
    "a11y_checker.wagtail_app",
    "translations.wagtail_app",
    "wagtail.contrib.forms",
    "wagtail.contrib.redirects",
    "wagtail.contrib.settings",
    "wagtail.contrib.typed_table_block",
    "wagtail.contrib.routable_page",
    "wagtail_localize",
    "wagtail_localize.locales",
    "wagtail.embeds",
    "wagtail.sites",
    "cms.apps.CityUsersConfig",
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.search",
    "wagtail.admin",
    "wagtail",
    "modelcluster",
    "taggit",
    "django_filters",
    "simple_history",
    "django_otp",
    "django_otp.plugins.otp_totp",
    "axes",
    "csp",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.humanize",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.sitemaps",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.http.ConditionalGetMiddleware",
    "cms.page_cache.PageCacheMiddleware",
    "cms.middleware.LanguageMiddleware",
    "cms.middleware.ContentSecurityPolicyMiddleware",
    "cms.middleware.FuriganaMiddleware",
    "cms.middleware.PreferencesMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django_otp.middleware.OTPMiddleware",
    "cms.middleware.TwoStepLoginMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "simple_history.middleware.HistoryRequestMiddleware",
    "wagtail.contrib.redirects.middleware.RedirectMiddleware",
    "cms.middleware.DepartmentExplanationMiddleware",
    "a11y_checker.wagtail_app.middleware.GateMiddleware",
    "axes.middleware.AxesMiddleware",
    "cms.middleware.OnlyByButtonMiddleware",
]

ROOT_URLCONF = "cms.urls"
WSGI_APPLICATION = "cms.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "wagtail.contrib.settings.context_processors.settings",
                "cms.context_processors.site_frame",
            ],
        },
    },
]

# --- Data ------------------------------------------------------------------------------------------------------
DATABASES = {
    "default": {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": VAR_DIR / "db.sqlite3",
        # Writers queue instead of failing, and whoever writes takes the lock first (courses.md §4.5).
        "OPTIONS": {
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,  # seconds
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA foreign_keys=ON;",
        },
    }
}
CACHES = {
    "default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "OPTIONS": {"MAX_ENTRIES": 5000}},
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
MEDIA_ROOT = VAR_DIR / "media"
MEDIA_URL = "/media/"
DATA_UPLOAD_MAX_NUMBER_FIELDS = 10_000

# --- People ----------------------------------------------------------------------------------------------------
AUTH_USER_MODEL = "cms.User"
AUTHENTICATION_BACKENDS = ["axes.backends.AxesStandaloneBackend", "django.contrib.auth.backends.ModelBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
LOGIN_URL = "wagtailadmin_login"
# Pages for people with an account (the staff's lessons) ask for the same login.
WAGTAIL_FRONTEND_LOGIN_URL = "wagtailadmin_login"
# Our choice: five wrong passwords lock a name from one address for 15 minutes. Enough for a slip, too few to guess.
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = 0.25  # hours
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_RESET_ON_SUCCESS = True
AXES_LOCKOUT_TEMPLATE = "admin/locked_out.html"
AXES_VERBOSE = False
AXES_SENSITIVE_PARAMETERS = ["username", "ip_address"]
# A second factor (TOTP) is asked of everybody who registered one; of all staff when this is true.
STAFF_2FA_REQUIRED = False
OTP_TOTP_ISSUER = WAGTAIL_SITE_NAME
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_AGE = 60 * 60 * 12  # seconds: one working day
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_SAMESITE = "Lax"

# --- Language and time -----------------------------------------------------------------------------------------
LANGUAGE_CODE = "ja"
# Those of the public pages; cms/languages.py has their own names. Japanese addresses have no prefix, others do (/en/).
LANGUAGES = [
    ("ja", _("Japanese")),
    ("ja-simple", _("Easy Japanese")),
    ("en", _("English")),
    ("zh-hans", _("Chinese (simplified)")),
    ("ko", _("Korean")),
    ("vi", _("Vietnamese")),
    ("pt-br", _("Portuguese (Brazil)")),
]
# Django knows no easy Japanese. "simple" is a registered variant of BCP 47.
LANG_INFO["ja-simple"] = {
    "bidi": False,
    "code": "ja-simple",
    "name": "Easy Japanese",
    "name_local": "やさしい日本語",
}
WAGTAIL_I18N_ENABLED = True
WAGTAIL_CONTENT_LANGUAGES = LANGUAGES
WAGTAILADMIN_PERMITTED_LANGUAGES = [("ja", "日本語"), ("en", "English")]
# admin_locale: what Wagtail's own Japanese catalogue lacks or says wrongly.
LOCALE_PATHS = [BASE_DIR / "cms" / "locale", BASE_DIR / "cms" / "admin_locale"]
TIME_ZONE = "Asia/Tokyo"
USE_TZ = True
USE_I18N = True

# --- Files the browser fetches -----------------------------------------------------------------------------------
STATIC_URL = "/static/"
STATIC_ROOT = VAR_DIR / "static"
STATICFILES_DIRS = [("city", CITY_IDENTITY_DIR), ("manual", BASE_DIR / "docs" / "images")]

# --- Wagtail ---------------------------------------------------------------------------------------------------
WAGTAILADMIN_RICH_TEXT_EDITORS = {
    "default": {
        "WIDGET": "wagtail.admin.rich_text.DraftailRichTextArea",
        # Meaning only: no colours, sizes, pictures or headings inside running text.
        "OPTIONS": {"features": ["bold", "ul", "ol", "link", "document-link"]},
    },
}
WAGTAILIMAGES_IMAGE_MODEL = "cms.CityImage"
WAGTAILDOCS_DOCUMENT_MODEL = "cms.CityDocument"
WAGTAILIMAGES_IMAGE_FORM_BASE = "cms.file_forms.PictureForm"
WAGTAILDOCS_DOCUMENT_FORM_BASE = "cms.file_forms.FileForm"
WAGTAILDOCS_SERVE_METHOD = "serve_view"
WAGTAILIMAGES_EXTENSIONS = ["gif", "jpg", "jpeg", "png", "webp", "svg"]
WAGTAILDOCS_EXTENSIONS = ["csv", "docx", "ics", "mp4", "pdf", "txt", "vtt", "webm", "xlsx", "zip"]
WAGTAILDOCS_CONTENT_TYPES = {"vtt": "text/vtt", "webm": "video/webm", "mp4": "video/mp4"}
WAGTAIL_FINISH_WORKFLOW_ACTION = "cms.publishing.publish_approved"
# Addresses are ASCII: they can be read out on the telephone (cms/slugs.py makes them of the title's reading).
WAGTAIL_ALLOW_UNICODE_SLUGS = False
WAGTAILADMIN_USER_LOGIN_FORM = "cms.forms.StaffLoginForm"
WAGTAIL_GRAVATAR_PROVIDER_URL = None
WAGTAIL_USER_TIME_ZONES = [TIME_ZONE]
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_ENABLE_WHATS_NEW_BANNER = False
WAGTAILEMBEDS_FINDERS: list[dict[str, str]] = []
# "simple": PostgreSQL then neither stems nor drops words; cms/search_text.py has cut the text already.
WAGTAILSEARCH_BACKENDS = {"default": {"BACKEND": "wagtail.search.backends.database", "SEARCH_CONFIG": "simple"}}
TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}

# --- Security --------------------------------------------------------------------------------------------------
# Public pages: nothing inline, nothing from elsewhere. The admin's looser policy stands in cms/middleware.py.
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "base-uri": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [SELF],
        "img-src": [SELF, "data:"],
        "object-src": [NONE],
    }
}
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "strict-origin-when-cross-origin"
# The editor shows pages in a frame of our own site; `check --deploy` would like DENY (security.W019).
X_FRAME_OPTIONS = "SAMEORIGIN"
SILENCED_SYSTEM_CHECKS = ["security.W019"]

# --- Ours ------------------------------------------------------------------------------------------------------
# Machine translation makes drafts. ENGINE: argos (models in FOLDER, `manage.py translation_models`), libretranslate (a
# server of the city's own: URL, API_KEY) or none.
# PERSON_MUST_CHECK: what a page is about by words in its title or a section's above; a machine's words alone are not
# published there. The web officer can choose otherwise for a page or section in the admin.
# PUBLISH: a function that publishes a translated page. DEPARTMENTS: one that gives the sections of each department.
TRANSLATIONS = {
    "ENGINE": "argos",
    "FOLDER": VAR_DIR / "translation-models",
    "PERSON_MUST_CHECK": {
        "disaster": ["防災", "災害", "避難", "地震", "台風", "洪水", "大雨", "土砂", "救急", "消防"],
        "medicine": ["病院", "医療", "健診", "検診", "予防接種", "ワクチン", "感染", "薬"],
        "tax": ["税"],
        "elections": ["選挙", "投票"],
        "money": ["手当", "給付", "補助", "助成", "年金", "保険", "料金"],
    },
    "PUBLISH": "cms.publishing.publish_translated",
    "DEPARTMENTS": "cms.roles.find_department_sections",
}
WAGTAILLOCALIZE_MACHINE_TRANSLATOR = {
    "CLASS": "translations.wagtail_app.machine_translator.CityTranslator",
    "OPTIONS": {},
}
# True, the package's own choice, would put the Japanese text at the foreign address when a page is submitted.
WAGTAILLOCALIZE_SYNC_LIVE_STATUS_ON_TRANSLATE = False

# READINGS: a function that gives the local names whose reading a page has to show (J34).
# HARD_WORDS: a function that gives hard words with easier ones, for the readability shown to editors.
# REVIEW: a function that judges the words of a draft, shown beside the findings: easy Japanese here.
# RESULT_PAGE: a function that publishes the result of a yearly test.
# DEPARTMENTS: a function that gives the name of the department that answers for each page, by the page's key.
# DEPARTMENT_MAIL: a function that gives the address for the weekly list of each department, by its name.
# EMERGENCY: a function that says of a page whether it must not be held up by the publish gate.
# ALSO_ASK: functions that give, as sentences, what else blocks a page; nobody can let it through.
A11Y_CHECKER = {
    "PROFILE": "city-2012",
    "LEVEL": "AA",
    "READINGS": "cms.accessibility.local_readings",
    "HARD_WORDS": "cms.accessibility.hard_words",
    "REVIEW": "cms.accessibility.review_texts",
    "RESULT_PAGE": "cms.accessibility.publish_result_page",
    "DEPARTMENTS": "cms.departments.find_department_names",
    "DEPARTMENT_MAIL": "cms.accessibility.find_department_addresses",
    "EMERGENCY": "cms.accessibility.is_emergency_page",
    "FINGERPRINTS": "cms.fingerprints.find_fingerprints",
    "ALSO_ASK": ["translations.wagtail_app.publish_guard.find_untranslated"],
}
# Kinds of pages that the web officer approves after the department has.
WEB_OFFICER_PAGE_TYPES = [
    "cms.HomePage",
    "cms.PlanPage",
    "cms.AccessibilityPage",
    "cms.AccessibilityPolicyPage",
    "cms.ContactPage",
    "cms.SectionPage",
]
# A city's choices about courses; courses/models/city.py lists them with their defaults.
COURSES: dict[str, object] = {}
# Random texts that encrypt contact data. The first writes, all read: put a new one in front, run rotate_contact_keys.
COURSES_CONTACT_KEYS: list[str] = []
# Random text behind the hashes that find a telephone number or a person again.
COURSES_LOOKUP_KEY = ""
# Furigana where the visitor has not chosen, by kind of page: a value of cms.preferences.CHOICES["ruby"].
FURIGANA_BY_PAGE_TYPE: dict[str, str] = {}
# The same by language of the page; it goes before the kind.
FURIGANA_BY_LANGUAGE: dict[str, str] = {"ja-simple": "all"}
