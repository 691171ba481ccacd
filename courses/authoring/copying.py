"""A copy of a whole path, to be changed for another group of learners; nothing of it is public before somebody publishes it."""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.models import Page

from cms.slugs import find_free_slug
from courses.authoring.files import check_can_add
from courses.enrolment.errors import NotAllowed, NotPossible
from courses.models import LessonIndexPage, LessonPage

TITLE_MAX_CHARS = 20  # of a path


@transaction.atomic
def copy_path(index: LessonIndexPage, path_id: str, user: Any) -> list[LessonPage]:
    """Copy the lessons of a path as drafts and add a path of the copies to a draft of the list; return the copies.

    path_id: of the block in the list. Lessons that build on each other do so among the copies as well. Raises NotAllowed for
    who may not add pages there or change the list, NotPossible when the path is gone or the list is locked.
    """
    check_can_add(index, user)
    if not index.permissions_for_user(user).can_edit():
        raise NotAllowed(_("「自分で学ぶ」のページを変える権利がありません。ウェブ担当に頼んでください。"))
    draft = index.get_latest_revision_as_object()
    found = [block for block in draft.paths if block.id == path_id]
    if not found:
        raise NotPossible(_("この道すじは、もうありません。画面を開き直してください。"))
    if index.permissions_for_user(user).page_locked():
        raise NotPossible(_("「自分で学ぶ」のページは、いま変えられません（ロック中）。"))
    path = found[0].value
    originals = [page.specific for page in path["lessons"] if page]
    copies = {page.pk: copy_lesson(page, index, user) for page in originals}
    for page in originals:
        copy = copies[page.pk]
        copy.before = [copies.get(earlier.pk, earlier) for earlier in page.before.all()]
        copy.save()
        copy.save_revision(user=user)
    title = _("%(title)sの写し") % {"title": path["title"]}
    value = {"title": title[:TITLE_MAX_CHARS], "aim": path["aim"], "lessons": list(copies.values())}
    draft.paths.append(("path", value))
    draft.save_revision(user=user, log_action=True)
    return list(copies.values())


def copy_lesson(page: LessonPage, index: LessonIndexPage, user: Any) -> LessonPage:
    """Return an unpublished copy of a lesson below the same list."""
    slug = find_free_slug(f"{page.slug}-utsushi", lambda text: Page._slug_is_available(text, index))
    title = _("%(title)s（写し）") % {"title": page.title}
    changes = {"slug": slug, "title": title[:255], "live": False, "checked_on": None}
    return page.copy(update_attrs=changes, copy_revisions=False, keep_live=False, user=user)
