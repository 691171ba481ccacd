"""Makes a translated page public, or says why not."""

from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.module_loading import import_string
from wagtail.models import Page
from wagtail_localize.models import Translation

from translations.wagtail_app.page_states import problems_before_publishing
from translations.wagtail_app.rights import may_check


def may_publish(user: AbstractBaseUser, translation: Translation) -> bool:
    """Whether the person may make the page public: a checker of it, or who publishes that page anyway."""
    page = translation.get_target_instance()
    return may_check(user, translation) or page.permissions_for_user(user).can_publish()


def publish(translation: Translation, user: AbstractBaseUser) -> list[str]:
    """Publish a translated page as its strings are now; give the reasons if it may not become public.

    The site's own gate has its say as well (setting TRANSLATIONS["PUBLISH"]). Raises PermissionDenied for those who may not.
    """
    if not may_publish(user, translation):
        raise PermissionDenied
    page = translation.get_target_instance()
    if problems := problems_before_publishing(page):
        return problems
    with transaction.atomic():
        translation.save_target(user=user, publish=False)
        return _publish_revision(Page.objects.get(pk=page.pk), user)


def _publish_revision(page: Page, user: AbstractBaseUser) -> list[str]:
    name = settings.TRANSLATIONS.get("PUBLISH")
    if name:
        return import_string(name)(page, user)
    page.get_latest_revision().publish(user=user, skip_permission_checks=True)
    return []
