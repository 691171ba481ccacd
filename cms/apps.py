"""The city's web site as a Django app."""

import mimetypes

from django.apps import AppConfig
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
        # Captions: Python knows their type only where the system lists it. Source: WebVTT, W3C, section 8.
        mimetypes.add_type("text/vtt", ".vtt")


class CityUsersConfig(WagtailUsersAppConfig):
    user_viewset = "cms.views.users.CityUserViewSet"
