"""Pages that every municipal site has once: contact, site map, accessibility statement, display settings."""

from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

from cms.languages import describe
from cms.models.base import BasePage, BodyPage
from cms.models.departments import Department
from cms.preferences import CHOICES, COOKIE_NAME, FORM_LANGUAGES, Preferences

# Our choice: the site map shows three levels; deeper pages are listed by their section.
SITE_MAP_DEPTH = 3

CHOICE_LABELS = {
    "text": {"standard": _("標準"), "large": _("大"), "largest": _("特大")},
    "spacing": {"standard": _("標準"), "wide": _("広い")},
    "theme": {
        "standard": _("標準（お使いの機器に合わせます）"),
        "light": _("明るい"),
        "dark": _("暗い"),
        "reversed": _("白黒反転"),
        "yellow": _("黄色地に黒"),
        "blue": _("青地に黄"),
    },
    "forms": FORM_LANGUAGES,
    "ruby": {
        "standard": _("標準（ページの種類に合わせます）"),
        "off": _("つけない"),
        "all": _("すべての漢字につける"),
        "first": _("見出しごとに、はじめて出たことばにつける"),
        "2": _("小学3年生から習う漢字につける"),
        "4": _("小学5年生から習う漢字につける"),
        "6": _("中学生から習う漢字につける"),
    },
    "spaces": {"standard": _("入れない"), "on": _("入れる")},
}
CHOICE_LEGENDS = {
    "text": _("文字の大きさ"),
    "spacing": _("行の間かく"),
    "theme": _("色"),
    "forms": _("講座の申込みの画面のことば"),
    "ruby": _("漢字のふりがな"),
    "spaces": _("ことばの間の空白（やさしい日本語のページ）"),
}


class ContactPage(BodyPage):
    """Whom to ask: all departments with telephone."""

    page_description = _("Whom to ask, with telephone numbers.")
    parent_page_types = ["cms.HomePage"]
    subpage_types: list[str] = []
    max_count = 1

    class Meta:
        verbose_name = _("contact")
        verbose_name_plural = _("contact")

    def get_context(self, request, *args, **kwargs) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs)
        context["departments"] = Department.objects.all()
        return context


class SiteMapPage(BasePage):
    """All sections and pages as one list."""

    page_description = _("All pages as one list.")
    parent_page_types = ["cms.HomePage"]
    subpage_types: list[str] = []
    max_count = 1

    class Meta:
        verbose_name = _("site map")
        verbose_name_plural = _("site maps")

    def get_context(self, request, *args, **kwargs) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs)
        context["tree"] = build_tree(self.get_parent())
        return context


class AccessibilityPage(BodyPage):
    """The accessibility statement, with the explanation of text enlargement (guideline item G11)."""

    page_description = _("What the city does for accessibility.")
    parent_page_types = ["cms.HomePage"]
    subpage_types = ["cms.AccessibilityPolicyPage", "cms.AccessibilityResultPage"]
    max_count = 1

    class Meta:
        verbose_name = _("accessibility statement")
        verbose_name_plural = _("accessibility statements")

    def get_context(self, request, *args, **kwargs) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs)
        context["children"] = self.get_children().live().public()
        return context


class DisplaySettingsPage(BasePage):
    """表示の設定: text size, spacing, colours, furigana."""

    page_description = _("Text size, colours and furigana.")
    parent_page_types = ["cms.HomePage"]
    subpage_types: list[str] = []
    max_count = 1

    class Meta:
        verbose_name = _("display settings")
        verbose_name_plural = _("display settings")

    def get_context(self, request, *args, **kwargs) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs)
        # The visitor's own choices: request.preferences are those that hold on a page of this kind.
        chosen = Preferences.from_cookie(request.COOKIES.get(COOKIE_NAME, ""))
        context["groups"] = [
            {
                "name": name,
                "legend": CHOICE_LEGENDS[name],
                "choices": [
                    {
                        "value": value,
                        "label": CHOICE_LABELS[name][value],
                        "lang": find_lang(value) if name == "forms" else "",
                        "is_chosen": getattr(chosen, name) == value,
                    }
                    for value in values
                ],
            }
            for name, values in CHOICES.items()
        ]
        return context


def find_lang(value: str) -> str:
    """Return what `lang` says of the own name of a language of the forms; empty where it is that of the screen."""
    lang = describe(value).lang
    return "" if lang == describe(get_language()).lang else lang


def build_tree(root: Page) -> list[dict[str, Any]]:
    """Return the published pages below the root as nested {"page", "children"}, with one query."""
    tree: list[dict[str, Any]] = []
    open_branches = {root.path: tree}
    pages = root.get_descendants().live().public().filter(depth__lte=root.depth + SITE_MAP_DEPTH).order_by("path")
    for page in pages:
        siblings = open_branches.get(page.path[: -Page.steplen])
        if siblings is None:  # below a page that is not public
            continue
        entry: dict[str, Any] = {"page": page, "children": []}
        siblings.append(entry)
        open_branches[page.path] = entry["children"]
    return tree
