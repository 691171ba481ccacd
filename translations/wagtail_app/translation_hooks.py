"""Where the screens of translations hang in the admin. Imported by wagtail_hooks."""

from collections.abc import Iterator

from django.contrib.auth.base_user import AbstractBaseUser
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.panels import FieldPanel, PageChooserPanel
from wagtail.admin.widgets.button import Button
from wagtail.models import Locale, Page
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet

from translations.wagtail_app import board_views, exchange_views, translation_views
from translations.wagtail_app.page_states import translation_of
from translations.wagtail_app.rights import may_check, may_submit, may_translate
from translations.wagtail_app.state_models import CheckRule


class CheckRuleViewSet(SnippetViewSet):
    model = CheckRule
    icon = "check"
    menu_label = _("Who must check translations")
    add_to_admin_menu = True
    menu_order = 597
    list_display = ["page", "get_kind_display", "needs_four_eyes", "changed_at"]
    panels = [PageChooserPanel("page"), FieldPanel("kind"), FieldPanel("needs_four_eyes")]


register_snippet(CheckRuleViewSet)


@hooks.register("register_admin_urls", order=-1)  # before wagtail-localize's
def register_translation_urls() -> list:
    return [
        path("languages/", board_views.translation_board, name="translation_board"),
        path("languages/begin/<int:page_id>/", translation_views.submit_page, name="submit_page"),
        # wagtail-localize's own screen would translate any language into any other, and leave Japanese place holders above.
        path("localize/submit/page/<int:page_id>/", translation_views.submit_page),
        path("languages/<int:pk>/", translation_views.translate_page, name="translate_page"),
        path("languages/<int:pk>/history/<int:row_id>/", translation_views.string_history, name="string_history"),
        path("languages/<int:pk>/exchange/", exchange_views.exchange, name="exchange"),
        path("languages/<int:pk>/exchange/<slug:form>/", exchange_views.download, name="exchange_download"),
    ]


class BoardMenuItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return board_views.may_see_board(request.user)


@hooks.register("register_admin_menu_item")
def register_board() -> MenuItem:
    return BoardMenuItem(_("Translations"), reverse("translation_board"), icon_name="globe", order=594)


@hooks.register("before_edit_page", order=-1)
def open_translation_screen(request: HttpRequest, page: Page) -> HttpResponse | None:
    """The strings of a translated page are edited on our screen; wagtail-localize's own has links, files and pictures."""
    if request.method != "GET" or request.GET.get("strings") == "wagtail":
        return None
    translation = translation_of(page)
    if translation and (may_translate(request.user, translation) or may_check(request.user, translation)):
        return redirect("translate_page", translation.pk)
    return None


@hooks.register("register_page_header_buttons")
def add_translate_button(
    page: Page, user: AbstractBaseUser, view_name: str, next_url: str | None = None
) -> Iterator[Button]:
    if view_name == "edit" and is_translatable(page, user):
        yield Button(_("Other languages"), reverse("submit_page", args=[page.pk]), icon_name="globe", priority=46)


@hooks.register("register_page_listing_more_buttons")
def add_translate_listing_button(page: Page, user: AbstractBaseUser, next_url: str | None = None) -> Iterator[Button]:
    if is_translatable(page, user):
        yield Button(_("Other languages"), reverse("submit_page", args=[page.pk]), icon_name="globe", priority=46)


def is_translatable(page: Page, user: AbstractBaseUser) -> bool:
    """Whether the person may begin translations of the page: a public one in Japanese."""
    return bool(
        page.live and not page.is_root() and page.locale_id == Locale.get_default().pk and may_submit(user, page)
    )
