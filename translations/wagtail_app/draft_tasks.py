"""Drafts in the background: at once where the site has no worker, so that the figures are there for the screen."""

from collections.abc import Iterable
from dataclasses import asdict

from django.contrib.auth import get_user_model
from django.contrib.auth.base_user import AbstractBaseUser
from django_tasks import TaskResultStatus, task
from wagtail_localize.models import Translation

from translations.wagtail_app.drafting import Drafted, draft_page


@task()
def make_drafts(translation_id: int, user_id: int | None) -> dict[str, int]:
    """Make drafts for the open strings of a page; give the figures. A page that is gone has none."""
    found = (
        Translation.objects.filter(pk=translation_id, enabled=True).select_related("source", "target_locale").first()
    )
    user = get_user_model().objects.filter(pk=user_id).first()
    return asdict(draft_page(found, user) if found else Drafted())


def ask_for_drafts(translations: Iterable[Translation], user: AbstractBaseUser) -> Drafted | None:
    """Have drafts made for pages; give the figures if they are made already, None while a worker makes them."""
    results = [make_drafts.enqueue(translation.pk, user.pk) for translation in translations]
    if not all(result.status == TaskResultStatus.SUCCESSFUL for result in results):
        return None
    figures = Drafted()
    for result in results:
        figures.add(Drafted(**result.return_value))
    return figures
