"""A small Wagtail site with wagtail-localize, for one test: run as a script, it prints what became of the strings as JSON.

It stands apart from the city's site, whose settings do not have wagtail-localize yet.
"""

import json
import sys
from datetime import UTC, datetime

import django
from django.conf import settings


class NoMigrations(dict):
    """Tables are made from the models at once."""

    def __contains__(self, app):
        return True

    def __getitem__(self, app):
        return None


APPS = """wagtail_localize wagtail_localize.locales wagtail.snippets wagtail.documents wagtail.images wagtail.users wagtail.admin
wagtail.search wagtail translations.wagtail_app simple_history modelcluster taggit django.contrib.auth django.contrib.contenttypes
django.contrib.sessions django.contrib.messages django.contrib.staticfiles"""


def configure(models_folder):
    settings.configure(
        INSTALLED_APPS=APPS.split(),
        DATABASES={"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": ":memory:"}},
        MIGRATION_MODULES=NoMigrations(),
        SECRET_KEY="x",
        USE_TZ=True,
        LANGUAGE_CODE="ja",
        LANGUAGES=[("ja", "ja"), ("en", "en"), ("ja-simple", "ja-simple")],
        WAGTAIL_CONTENT_LANGUAGES=[("ja", "ja"), ("en", "en"), ("ja-simple", "ja-simple")],
        WAGTAIL_I18N_ENABLED=True,
        WAGTAIL_SITE_NAME="x",
        WAGTAILADMIN_BASE_URL="http://x.example",
        WAGTAILLOCALIZE_MACHINE_TRANSLATOR={
            "CLASS": "translations.wagtail_app.machine_translator.CityTranslator",
            "OPTIONS": {},
        },
        WAGTAILLOCALIZE_SYNC_LIVE_STATUS_ON_TRANSLATE=False,
        STATIC_URL="/static/",
        ROOT_URLCONF="wagtail.urls",
        DEFAULT_AUTO_FIELD="django.db.models.BigAutoField",
        TRANSLATIONS={"ENGINE": "argos", "FOLDER": models_folder, "BEAM_SIZE": 1},
    )
    django.setup()


def main(models_folder):
    configure(models_folder)
    # app ready: Django is set up only now
    from django.contrib.auth import get_user_model
    from django.core.management import call_command
    from wagtail.models import Locale, Page
    from wagtail_localize.machine_translators import get_machine_translator
    from wagtail_localize.models import StringTranslation, Translation, TranslationSource
    from wagtail_localize.views.edit_translation import apply_machine_translation

    from translations.wagtail_app.state_models import StringState

    call_command("migrate", run_syncdb=True, verbosity=0)
    japanese, english, easy = (Locale.objects.create(language_code=code) for code in ("ja", "en", "ja-simple"))
    root = Page.add_root(instance=Page(title="root", slug="root", locale=japanese))
    user = get_user_model().objects.create_superuser("officer", "o@x.example", "x")

    def translated(title, description):
        page = root.add_child(instance=Page(title=title, search_description=description, locale=japanese, live=True))
        source, _created = TranslationSource.update_or_create_from_instance(page)
        translation = Translation.objects.create(source=source, target_locale=english)
        translation.save_target(user=user, publish=False)
        apply_machine_translation(translation.pk, user, get_machine_translator())
        rows = StringTranslation.objects.filter(context__object_id=source.object_id)
        return {row.context.path: [row.data, row.translation_type, row.tool_name] for row in rows}

    first = translated("手数料は300円です。", "市役所は朝7時に開いて、電話は0794-63-1000です。")
    StringTranslation.objects.filter(translation_of__data="手数料は300円です。").update(
        data="A fee of 300 yen is charged.", translation_type="manual", updated_at=datetime(2026, 1, 1, tzinfo=UTC)
    )
    second = translated("手数料は300円です。", "避難所")
    translator = get_machine_translator()
    answers = [translator.can_translate(japanese, locale) for locale in (english, easy)]
    refused = StringState.objects.get(string__data__startswith="市役所は朝7時")
    kept = [refused.state, bool(refused.draft), refused.reasons[0]["en"]]
    print(json.dumps({"first": first, "second": second, "can": answers, "kept": kept}))


if __name__ == "__main__":
    main(sys.argv[1])
