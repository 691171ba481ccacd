"""The doors by which a page gets out, each as a person or a program goes through it."""

import json

from django.urls import reverse

from tests.cms.test_ways_round import edit_form

# Letters set apart by spaces: a screen reader says "day, hour" instead of "date" (rule word-space, level A).
SPACED_WORD = "<p>日　時：4月1日</p>"


def body_of(html: str) -> str:
    return json.dumps([{"type": "text", "value": html}])


def body_fields(html: str) -> dict[str, str]:
    """The body with one block of text, as the editor's form sends it."""
    text = json.dumps({"blocks": [], "entityMap": {}}) if not html else _draftail(html)
    return {
        "body-count": "1",
        "body-0-deleted": "",
        "body-0-order": "0",
        "body-0-type": "text",
        "body-0-id": "",
        "body-0-value": text,
    }


def _draftail(html: str) -> str:
    from wagtail.admin.rich_text.converters.contentstate import ContentstateConverter

    return ContentstateConverter(features=["bold", "link"]).from_database_format(html)


def start_workflow(page):
    return page.get_workflow().start(page, None)


def edit_url(page) -> str:
    return reverse("wagtailadmin_pages:edit", args=[page.pk])


def shown(response) -> str:
    return response.content.decode()


def publish_in_editor(client, page, **extra: str):
    form = edit_form(page, **{**body_fields(SPACED_WORD), "action-publish": "1", **extra})
    return client.post(edit_url(page), form, follow=True)


def publish_new(client, page, **extra: str):
    url = reverse("wagtailadmin_pages:add", args=["cms", "articlepage", page.get_parent().pk])
    form = {**edit_form(page), "slug": "atarashii", **body_fields(SPACED_WORD), "action-publish": "1", **extra}
    return client.post(url, form, follow=True)


def publish_in_bulk(client, page, **extra: str):
    url = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "publish"])
    return client.post(f"{url}?id={page.pk}&next=/kanri/", extra, follow=True)


def approve(client, page, **extra: str):
    start_workflow(page)
    url = edit_url(page)
    form = edit_form(page, **{**body_fields(SPACED_WORD), **extra})
    return client.post(url, {**form, "action-workflow-action": "true", "workflow-action-name": "approve"}, follow=True)


def approve_from_the_list(client, page):
    state = start_workflow(page)
    url = reverse("wagtailadmin_pages:workflow_action", args=[page.pk, "approve", state.current_task_state.pk])
    return client.post(url, {"comment": ""}, follow=True)


SCHEDULE = {"go_live_at": "2030-01-01 09:00", "expire_at": ""}
REFUSING_DOORS = {
    "edit": publish_in_editor,
    "create": publish_new,
    "schedule": lambda client, page: publish_in_editor(client, page, **SCHEDULE),
    "schedule a new page": lambda client, page: publish_new(client, page, **SCHEDULE),
    "bulk": publish_in_bulk,
    "approval": approve,
    "approval from the list": approve_from_the_list,
}
