"""Who may translate, check and publish which page: a permission, and the department that the Japanese page belongs to."""

from django.contrib.auth.base_user import AbstractBaseUser
from wagtail.models import Page
from wagtail_localize.models import Translation

from translations.wagtail_app.kinds import is_only_japanese

TRANSLATE = "translations.translate_pages"
CHECK = "translations.check_translations"
EVERYWHERE = "translations.translate_every_department"


def may_translate(user: AbstractBaseUser, translation: Translation) -> bool:
    """Whether the person may write translations of the page."""
    return user.has_perm(TRANSLATE) and _is_theirs(user, translation)


def may_check(user: AbstractBaseUser, translation: Translation) -> bool:
    """Whether the person may mark translations of the page as checked, which is what makes them public."""
    return user.has_perm(CHECK) and _is_theirs(user, translation)


def may_submit(user: AbstractBaseUser, page: Page) -> bool:
    """Whether the person may begin a translation of a Japanese page."""
    return (
        not is_only_japanese(page)
        and user.has_perm(TRANSLATE)
        and (user.has_perm(EVERYWHERE) or page.permissions_for_user(user).can_edit())
    )


def _is_theirs(user: AbstractBaseUser, translation: Translation) -> bool:
    if user.has_perm(EVERYWHERE):
        return True
    source = translation.source
    locales = [source.locale_id, translation.target_locale_id]
    pages = Page.objects.filter(translation_key=source.object_id, locale_id__in=locales)
    return any(page.permissions_for_user(user).can_edit() for page in pages)
