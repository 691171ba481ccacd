"""Django app of the checker."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class A11yCheckerConfig(AppConfig):
    name = "a11y_checker.wagtail_app"
    label = "a11y_checker"
    default_auto_field = "django.db.models.BigAutoField"
    verbose_name = _("Accessibility")

    def ready(self) -> None:
        from a11y_checker.wagtail_app import receivers  # models are ready only now

        receivers.connect()
