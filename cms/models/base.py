"""What all pages of the site have in common."""

import json
from datetime import date, timedelta
from typing import Any

from django.db import models
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.html import strip_tags
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminPageForm
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.fields import StreamField
from wagtail.models import Orderable, Page, Revision, TranslatableMixin
from wagtail.search import index
from wagtail_localize.fields import SynchronizedField

from a11y_checker.wagtail_app.gate import hold_back_scheduled, require_open_once
from cms.blocks import BodyStreamBlock
from cms.languages import LANGUAGES, Language, describe, language_of_path
from cms.models.departments import Department
from cms.models.panels import PublishHelpPanel
from cms.models.translated import hold_back, is_foreign
from cms.search_text import JapaneseSearchField
from cms.slugs import find_free_slug

# Our choice: a municipal page is true for a fiscal year at most.
REVIEW_AFTER = timedelta(days=365)
ANSWER_MAX_CHARS = 120
HOME_DEPTH = 2
# Source: Wagtail, management command publish_scheduled.
SCHEDULED_ACTION = "wagtail.publish.scheduled"
# JSON inside a script element must not end it. Source: Django, django.utils.html.json_script.
JSON_ESCAPES = {ord(">"): "\\u003E", ord("<"): "\\u003C", ord("&"): "\\u0026"}


def next_review() -> date:
    return timezone.localdate() + REVIEW_AFTER


class CityPageForm(WagtailAdminPageForm):
    """The form of every page in the admin."""

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        if "slug" in self.fields:
            self.fields["slug"].required = False
        for field in self.fields.values():
            # Django turns this on for callable defaults; Wagtail's templates leave the hidden value out, the form then
            # counts as changed for ever, and an approval becomes an edit that must be approved again.
            field.show_hidden_initial = False

    def clean(self) -> dict[str, Any]:
        """Fill what may be left empty: the address from the title's reading, the department from the section."""
        if "slug" in self.fields and not self.cleaned_data.get("slug") and self.cleaned_data.get("title"):
            self.cleaned_data["slug"] = find_free_slug(self.cleaned_data["title"], self.is_free_slug)
        cleaned = super().clean()
        if self.cleaned_data.get("slug") in LANGUAGES and self.parent_page and self.parent_page.depth == HOME_DEPTH:
            self.add_error("slug", _("This address is that of a language. Please choose another one."))
        if "department" in self.fields and not cleaned.get("department") and self.parent_page:
            cleaned["department"] = find_department(self.parent_page.specific)
        return cleaned

    def is_free_slug(self, slug: str) -> bool:
        return Page._slug_is_available(slug, self.parent_page, self.instance)


class BasePage(Page):
    """A page of the city: it belongs to a department, answers first, and is looked at again in time."""

    answer = models.TextField(
        _("answer"),
        max_length=ANSWER_MAX_CHARS,
        blank=True,
        help_text=_("The answer in one or two sentences. It opens the page and stands in search results."),
    )
    department = models.ForeignKey(
        Department,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("department"),
        help_text=_("Left empty: the department of the section."),
    )
    review_on = models.DateField(
        _("look at it again on"),
        default=next_review,
        help_text=_("On this day the page appears in the list of overdue pages."),
    )

    base_form_class = CityPageForm
    # An address is not translated: /en/waste/ is the English page of /waste/. Not even by hand, so that links hold.
    override_translatable_fields = [SynchronizedField("slug", overridable=False)]
    promote_panels = [
        MultiFieldPanel(
            [
                FieldPanel("slug"),
                FieldPanel("seo_title"),
                FieldPanel("search_description"),
                FieldPanel("show_in_menus"),
            ],
            heading=_("For search engines and the menu"),
        ),
    ]
    care_panel = MultiFieldPanel(
        [FieldPanel("department"), FieldPanel("review_on")],
        heading=_("Who looks after this page"),
    )
    opening_panels = [PublishHelpPanel(), *Page.content_panels]
    content_panels = [*opening_panels, FieldPanel("answer"), care_panel]
    search_fields = [
        *Page.search_fields,
        JapaneseSearchField("title", boost=5),
        JapaneseSearchField("get_search_text"),
        index.FilterField("department_id"),
    ]

    class Meta:
        abstract = True

    def get_search_text(self) -> str:
        """Return all words of the page but the title, without mark-up."""
        parts = [self.answer, self.search_description]
        if hasattr(self, "body"):
            parts += [str(part) for part in self.body.stream_block.get_searchable_content(self.body)]
        return "\n".join(strip_tags(part) for part in [*parts, *self.get_extra_search_text()] if part)

    def get_extra_search_text(self) -> list[str]:
        """Return the texts of a page type's own fields."""
        return []

    def publish(self, revision: Revision, *args: Any, log_action: bool | str = True, **kwargs: Any) -> None:
        """Publish a version; one whose planned time has come only when it still has nothing that blocks it.

        Translations become public by ways that have no door of their own (wagtail-localize), so they are asked for here.
        Raises GateClosedError.
        """
        if log_action == SCHEDULED_ACTION and hold_back_scheduled(self, revision):
            return
        if is_foreign(self):
            require_open_once(self, revision, kwargs.get("user"), route="translation")
        super().publish(revision, *args, log_action=log_action, **kwargs)

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save the page; one in another language becomes public only with all its words (cms/models/translated.py)."""
        super().save(*args, **hold_back(self, kwargs))

    @property
    def language(self) -> Language:
        """The language of the page: by its address, which costs no query."""
        parts = self.get_url_parts()
        if parts and parts[2]:
            return describe(language_of_path(parts[2]))
        return describe(self.locale.language_code if self.locale_id else None)

    def make_preview_request(
        self,
        original_request: HttpRequest | None = None,
        preview_mode: str | None = None,
        extra_request_attrs: dict[str, Any] | None = None,
    ) -> HttpResponse:
        """Render a draft with the frame of the public page: the breadcrumb needs to know which page it is."""
        attributes = {"served_page": self, **(extra_request_attrs or {})}
        return super().make_preview_request(original_request, preview_mode, attributes)

    @property
    def updated_on(self) -> date:
        """The day the public version last changed, in Japan."""
        return timezone.localdate(self.last_published_at or self.latest_revision_created_at or timezone.now())

    @cached_property
    def responsible_department(self) -> Department | None:
        """The page's own department, or that of the nearest section above."""
        return find_department(self)

    @property
    def summary(self) -> str:
        """What lists, search engines and social networks show below the title."""
        return self.search_description or self.answer

    def get_structured_data(self) -> dict[str, Any]:
        """Return the page's schema.org description."""
        return {
            "@context": "https://schema.org",
            "@type": "WebPage",
            "name": self.title,
            "description": self.summary,
            "inLanguage": self.language.tag,
            "dateModified": self.updated_on.isoformat(),
        }

    @property
    def structured_data(self) -> SafeString:
        """The description as JSON that is safe inside a script element."""
        return mark_safe(json.dumps(self.get_structured_data(), ensure_ascii=False).translate(JSON_ESCAPES))


class TranslatedRow(TranslatableMixin, Orderable):
    """A row of a page that has words: it has a language of its own, so that a foreign page has foreign rows."""

    class Meta(TranslatableMixin.Meta, Orderable.Meta):
        abstract = True


class BodyPage(BasePage):
    """A page with a body of blocks."""

    body = StreamField(BodyStreamBlock(), blank=True, verbose_name=_("body"))

    content_panels = [*BasePage.opening_panels, FieldPanel("answer"), FieldPanel("body"), BasePage.care_panel]

    class Meta:
        abstract = True


def find_department(page: Page) -> Department | None:
    """Return the department of the page or of the nearest page above it that has one."""
    if getattr(page, "department_id", None):
        return page.department
    for ancestor in page.get_ancestors().reverse().specific():
        if getattr(ancestor, "department_id", None):
            return ancestor.department
    return None


def contact_point(department: Department) -> dict[str, Any]:
    """Return a department as a schema.org GovernmentOrganization."""
    return {
        "@type": "GovernmentOrganization",
        "name": department.name,
        "telephone": department.phone,
        "faxNumber": department.fax,
        "email": department.email,
    }
