"""Django app of the translations."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class TranslationsConfig(AppConfig):
    name = "translations.wagtail_app"
    label = "translations"
    default_auto_field = "django.db.models.BigAutoField"
    verbose_name = _("Readings and languages")

    def ready(self) -> None:
        from translations.wagtail_app import receivers  # app ready

        receivers.connect()
