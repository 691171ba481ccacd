"""Builds the demo's page tree: first all pages without bodies, then the bodies, which link to pages."""

import json
from collections.abc import Callable, Mapping
from datetime import date, time, timedelta
from typing import Any

from django.conf import settings
from wagtail.models import Page

from cms import models
from cms.demo.page_files import PageFile
from cms.demo.streams import BlockBuilder

PAGE_TYPES: dict[str, type[models.ArticlePage]] = {
    "home": models.HomePage,
    "section": models.SectionPage,
    "article": models.ArticlePage,
    "news": models.NewsPage,
    "news_index": models.NewsIndexPage,
    "event": models.EventPage,
    "event_index": models.EventIndexPage,
    "department": models.DepartmentPage,
    "department_index": models.DepartmentIndexPage,
    "forms": models.FormsPage,
    "plan": models.PlanPage,
    "video": models.VideoPage,
    "faq": models.FAQPage,
    "contact": models.ContactPage,
    "sitemap": models.SiteMapPage,
    "accessibility": models.AccessibilityPage,
    "accessibility_policy": models.AccessibilityPolicyPage,
    "settings": models.DisplaySettingsPage,
}
CATEGORIES = {choice.label: choice.value for choice in models.news.NewsCategory}


def make_pages(files: Mapping[str, PageFile], builder: BlockBuilder, today: date) -> dict[str, Page]:
    """Make all pages, not yet published and without what links to other pages; return them by path."""
    root = Page.get_first_root_node()
    for welcome_page in Page.objects.filter(depth=2):  # Wagtail's own, and with it its site
        welcome_page.delete()
    root.refresh_from_db()
    pages: dict[str, Page] = {}
    for path, file in files.items():
        parent = pages[file.parent_path] if path else root
        pages[path] = parent.add_child(instance=make_page(file, builder, today))
    return pages


def find_pages() -> dict[str, Page]:
    """Return every Japanese page of the site, those of other apps too, by its path below the home page."""
    pages = Page.objects.filter(depth__gte=2, locale__language_code=settings.LANGUAGE_CODE)
    return {page.url_path.partition("/home/")[2].strip("/"): page for page in pages}


def make_page(file: PageFile, builder: BlockBuilder, today: date) -> Page:
    """Return the page with everything but what links to other pages."""
    data = file.data
    page_type = PAGE_TYPES[data["type"]]
    fields: dict[str, Any] = {
        "title": data["title"],
        "slug": file.slug,
        "answer": data.get("answer", ""),
        "show_in_menus": data.get("show_in_menus", False),
        "review_on": today + timedelta(days=data.get("review_in_days", 365)),
    }
    if "department" in data:
        fields["department"] = builder.departments[data["department"]]
    make_fields = FIELD_MAKERS.get(data["type"])
    if make_fields:
        fields |= make_fields(data, builder, today)
    return page_type(**fields, live=False)


def news_fields(data: dict[str, Any], builder: BlockBuilder, today: date) -> dict[str, Any]:
    return {"date": today + timedelta(days=data["date_in_days"]), "category": CATEGORIES[data["category"]]}


def event_fields(data: dict[str, Any], builder: BlockBuilder, today: date) -> dict[str, Any]:
    end_in_days = data.get("end_in_days")
    return {
        "start_date": today + timedelta(days=data["start_in_days"]),
        "end_date": today + timedelta(days=end_in_days) if end_in_days is not None else None,
        "start_time": to_time(data.get("start_time")),
        "end_time": to_time(data.get("end_time")),
        "place_name": data["place_name"],
        "place_address": data.get("place_address", ""),
        "audience": data.get("audience", ""),
        "fee": data.get("fee", ""),
    }


def to_time(text: str | None) -> time | None:
    return time.fromisoformat(text.zfill(5)) if text else None


def department_fields(data: dict[str, Any], builder: BlockBuilder, today: date) -> dict[str, Any]:
    return {"duties": json.dumps([{"type": "duty", "value": duty} for duty in data["duties"]])}


def plan_fields(data: dict[str, Any], builder: BlockBuilder, today: date) -> dict[str, Any]:
    return {"period": data["period"], "document": builder.documents[data["document"]]}


def video_fields(data: dict[str, Any], builder: BlockBuilder, today: date) -> dict[str, Any]:
    texts = {name: data[name] for name in ("duration", "captions_note")}
    return texts | {name: builder.documents[data[name]] for name in ("film", "captions")}


def policy_fields(data: dict[str, Any], builder: BlockBuilder, today: date) -> dict[str, Any]:
    return {name: data[name] for name in ("scope", "deadline", "exceptions", "more_criteria", "known_problems")}


FieldMaker = Callable[[dict[str, Any], BlockBuilder, date], dict[str, Any]]
FIELD_MAKERS: dict[str, FieldMaker] = {
    "news": news_fields,
    "event": event_fields,
    "department": department_fields,
    "plan": plan_fields,
    "video": video_fields,
    "accessibility_policy": policy_fields,
}


def fill_page(page: Page, data: dict[str, Any], builder: BlockBuilder) -> None:
    """Fill what may link to other pages: bodies, questions, forms, how to apply."""
    if data.get("body"):
        page.body = json.dumps(builder.build(data["body"]))
    if data["type"] == "plan":
        page.summary_body = json.dumps(builder.build(data["summary"]))
    if data["type"] == "video":
        page.transcript = builder.rich_text(data["transcript"])
    if data["type"] == "event":
        page.apply = builder.rich_text(data.get("apply", ""))
    if data["type"] == "faq":
        page.items.set(
            [
                models.FAQItem(question=item["question"], answer=builder.rich_text(item["answer"]), sort_order=number)
                for number, item in enumerate(data["items"])
            ]
        )
    if data["type"] == "forms":
        page.forms.set([make_form(form, number, builder) for number, form in enumerate(data["forms"])])


def make_form(form: dict[str, Any], number: int, builder: BlockBuilder) -> models.FormItem:
    return models.FormItem(
        name=form["name"],
        purpose=form["purpose"],
        who=form["who"],
        document=builder.documents[form["document"]],
        summary=builder.rich_text(form["summary"]),
        bring=json.dumps([{"type": "item", "value": thing} for thing in form.get("bring", [])]),
        sort_order=number,
    )
