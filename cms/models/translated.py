"""How pages in other languages are saved: what nobody has let through does not become public.

wagtail-localize saves pages by ways without a door: it makes public copies of the pages above a translation, and it writes
drafts into the public row of a page.
"""

from typing import Any

from django.conf import settings
from wagtail.models import Page

from a11y_checker.wagtail_app.gate import require_words

# What a save outside of a publication may change on a public page: its place and state, none of its words.
FIELDS_OF_DRAFTS = (
    "draft_title",
    "has_unpublished_changes",
    "latest_revision",
    "latest_revision_created_at",
    "go_live_at",
    "expire_at",
    "expired",
    "locked",
    "locked_at",
    "locked_by",
    "owner",
    "slug",
    "url_path",
)


def is_foreign(page: Page) -> bool:
    """Say whether the page is in another language than Japanese; easy Japanese counts as another."""
    return bool(page.locale_id) and page.locale.language_code != settings.LANGUAGE_CODE


def hold_back(page: Page, options: dict[str, Any]) -> dict[str, Any]:
    """Return the options of `save` that keep a page in another language from becoming public unasked.

    Place holders stay drafts; a draft of a public page is not written into it (its revision holds it).
    Raises GateClosedError for a page that becomes public with words missing.
    """
    fields = options.get("update_fields")
    if not page.live or (fields is not None and "live" not in fields) or not is_foreign(page):
        return options
    if page.alias_of_id:
        page.live = False
        return options
    before = Page.objects.filter(pk=page.pk).values("live", "live_revision_id").first() if page.pk else None
    is_draft = before and before["live"] and before["live_revision_id"] == page.live_revision_id
    if is_draft and fields is None:
        return {**options, "update_fields": FIELDS_OF_DRAFTS}
    require_words(page)
    return options
