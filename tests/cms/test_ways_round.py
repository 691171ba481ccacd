"""Every way the admin offers to publish, move, hide or read a page, tried by an editor who has no right to it."""

import pytest
from django.urls import reverse
from wagtail.models import Page, PageViewRestriction

from cms.models import ArticlePage

pytestmark = pytest.mark.django_db
COPY = {
    "new_title": "写し",
    "new_slug": "utsushi",
    "publish_copies": "on",
    "copy_subpages": "on",
}
WAYS = """publish restart approve schedule unpublish delete lock privacy move order revert unschedule
    bulk-publish bulk-unpublish bulk-delete bulk-move""".split()
SCHEDULE = {"go_live_at": "2026-01-01 09:00", "expire_at": ""}


@pytest.fixture
def editor(client, staffed, make_user):
    user = make_user("hensyu", "健康課 編集")
    client.force_login(user)
    return user


def state_of(page: ArticlePage) -> tuple:
    """What the public sees of a page, and where it stands in the tree."""
    page = ArticlePage.objects.get(pk=page.pk)
    return page.live, page.title, page.answer, page.slug, page.path, page.go_live_at, page.expire_at, page.locked


def edit_form(page: ArticlePage, **extra: str) -> dict[str, str]:
    form = {
        "title": "書きかえ",
        "slug": page.slug,
        "answer": "書きかえました。",
        "review_on": "2030-01-01",
        "body-count": "0",
    }
    return {**form, "department": "", "comments-TOTAL_FORMS": "0", "comments-INITIAL_FORMS": "0", **extra}


def ways_to_publish(page: ArticlePage, other: Page) -> dict[str, tuple[str, dict[str, str]]]:
    """Addresses and forms that would change what the public sees of the page."""
    key, pages = page.pk, "wagtailadmin_pages:"
    bulk = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "publish"])
    draft = page.save_revision(changed=True)
    return {
        "publish": (reverse(pages + "edit", args=[key]), edit_form(page, **{"action-publish": "1"})),
        "restart": (reverse(pages + "edit", args=[key]), edit_form(page, **{"action-restart-workflow": "1"})),
        "approve": (
            reverse(pages + "edit", args=[key]),
            edit_form(page, **{"action-workflow-action": "true", "workflow-action-name": "approve"}),
        ),
        "schedule": (reverse(pages + "edit", args=[key]), edit_form(page, **SCHEDULE, **{"action-publish": "1"})),
        "unpublish": (reverse(pages + "unpublish", args=[key]), {}),
        "delete": (reverse(pages + "delete", args=[key]), {}),
        "lock": (reverse(pages + "lock", args=[key]), {}),
        "privacy": (reverse(pages + "set_privacy", args=[key]), {"restriction_type": "login", "groups": []}),
        "move": (reverse(pages + "move_confirm", args=[key, other.pk]), {}),
        "order": (reverse(pages + "set_page_position", args=[key]) + "?position=0", {}),
        "revert": (
            reverse(pages + "revisions_revert", args=[key, draft.pk]),
            edit_form(page, **{"action-publish": "1"}),
        ),
        "unschedule": (reverse(pages + "revisions_unschedule", args=[key, draft.pk]), {}),
        "bulk-publish": (f"{bulk}?id={key}", {"include_descendants": "on"}),
        "bulk-unpublish": (f"{bulk.replace('publish', 'unpublish')}?id={key}", {}),
        "bulk-delete": (f"{bulk.replace('publish', 'delete')}?id={key}", {}),
        "bulk-move": (f"{bulk.replace('publish', 'move')}?id={key}", {"chooser": str(other.pk)}),
    }


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("whose", ["own", "other"])
def test_no_way_leads_past_the_approval(client, editor, health_page, tax_page, section, way, whose):
    page = health_page if whose == "own" else tax_page
    before = state_of(page)
    url, form = ways_to_publish(page, section)[way]

    response = client.post(url, form)

    assert response.status_code in (200, 302, 403, 404)
    assert state_of(page) == before
    assert not PageViewRestriction.objects.filter(page=page).exists()


@pytest.mark.parametrize("whose", ["own", "other"])
def test_a_copy_waits_for_approval_too(client, editor, health_page, tax_page, health_section, whose):
    page = health_page if whose == "own" else tax_page

    client.post(reverse("wagtailadmin_pages:copy", args=[page.pk]), {**COPY, "new_parent_page": str(health_section.pk)})

    copies = ArticlePage.objects.filter(slug="utsushi")
    assert copies.count() == (1 if whose == "own" else 0)
    assert not any(copy.live for copy in copies)


@pytest.mark.parametrize(
    "view",
    [
        "edit",
        "view_draft",
        "revisions_index",
        "history",
        "usage",
        "delete",
        "unpublish",
        "copy",
        "move",
        "workflow_history",
    ],
)
def test_nothing_of_another_departments_draft_is_shown(client, editor, tax_page, view):
    tax_page.answer = "まだ秘密の下書きです。"
    tax_page.save_revision()

    response = client.get(reverse(f"wagtailadmin_pages:{view}", args=[tax_page.pk]), follow=True)

    assert "まだ秘密の下書き" not in response.content.decode()
    assert response.redirect_chain


@pytest.mark.parametrize(
    "path",
    [
        "pages/search/?q=固定資産税",
        "reports/site-history/",
        "reports/aging-pages/",
        "reports/locked/",
        "api/main/pages/",
    ],
)
def test_lists_leave_out_the_drafts_of_other_departments(client, editor, tax_section, path):
    tax_section.add_child(instance=ArticlePage(title="固定資産税の下書き", slug="shitagaki", live=False))

    response = client.get(reverse("wagtailadmin_home") + path, follow=True)

    assert response.status_code == 200
    assert "固定資産税の下書き" not in response.content.decode()
