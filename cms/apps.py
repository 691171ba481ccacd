"""The city's web site as a Django app."""

import mimetypes

from django.apps import AppConfig
from django.conf import settings
from django.db import connections
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _
from wagtail.users.apps import WagtailUsersAppConfig


class CmsConfig(AppConfig):
    name = "cms"
    default = True
    default_auto_field = "django.db.models.BigAutoField"
    verbose_name = _("City web site")

    def ready(self) -> None:
        from cms import signals  # app ready: it connects to every model

        signals.connect()
        post_migrate.connect(make_locales, sender=self, dispatch_uid="locales")
        # Captions: Python knows their type only where the system lists it. Source: WebVTT, W3C, section 8.
        mimetypes.add_type("text/vtt", ".vtt")


def make_locales(using: str, **kwargs: object) -> None:
    """Make what Wagtail keeps of each language of the settings, after every `migrate`: old databases get new ones too."""
    from wagtail.models import Locale  # app ready

    if Locale._meta.db_table not in connections[using].introspection.table_names():  # `migrate` to an early state
        return
    for code, _name in settings.WAGTAIL_CONTENT_LANGUAGES:
        Locale.objects.using(using).get_or_create(language_code=code)


class CityUsersConfig(WagtailUsersAppConfig):
    user_viewset = "cms.views.users.CityUserViewSet"
