"""The dictionary of readings and the glossary in Wagtail's admin, and the way there from a page."""

from collections.abc import Iterator

from django.urls import path, reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.panels import FieldPanel
from wagtail.admin.ui.tables import BooleanColumn, Column
from wagtail.admin.widgets.button import Button, ListingButton
from wagtail.models import Page
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import IndexView, SnippetViewSet

from translations import shipped_dictionary
from translations.wagtail_app import easy_views, glossary_views, views
from translations.wagtail_app.glossary_admin import GlossaryTermViewSet
from translations.wagtail_app.models import GlossaryTerm, Reading
from translations.wagtail_app.translation_hooks import register_board  # noqa: F401 (registers its hooks)


class ShippedColumn(Column):
    """The reading of the shipped dictionary where it says something else."""

    def get_value(self, instance: Reading) -> str:
        shipped = {entry.reading for entry in shipped_dictionary().entries_of(instance.surface)}
        return "" if instance.reading in shipped else "、".join(sorted(shipped))


class ReadingIndexView(IndexView):
    """The list of the city's readings, with the ways to everything else that one does with them."""

    @cached_property
    def header_more_buttons(self) -> list[Button]:
        buttons = [*super().header_more_buttons, Button(_("Try furigana"), reverse("try_sentence"), icon_name="view")]
        if self.request.user.has_perm("translations.change_reading"):
            buttons += [
                Button(_("Import readings"), reverse("import_readings"), icon_name="upload"),
                Button(_("Readings to confirm"), reverse("readings_to_confirm"), icon_name="check"),
            ]
        return buttons


class ReadingViewSet(SnippetViewSet):
    model = Reading
    index_view_class = ReadingIndexView
    icon = "openquote"
    menu_label = _("Furigana dictionary")
    add_to_admin_menu = True
    menu_order = 595
    list_display = [
        "surface",
        "reading",
        Column("context", label=_("only next to")),
        Column("page", label=_("only on the page")),
        BooleanColumn("is_confirmed", label=_("confirmed")),
        ShippedColumn("shipped", label=_("shipped dictionary")),
        Column("changed_by", label=_("changed by")),
        "changed_at",
    ]
    list_filter = ["is_confirmed"]
    list_export = ["surface", "reading", "context", "source", "is_confirmed"]
    search_fields = ["surface", "reading", "source"]
    list_per_page = 50
    panels = [
        FieldPanel("surface"),
        FieldPanel("reading"),
        FieldPanel("context"),
        FieldPanel("source"),
        FieldPanel("is_confirmed"),
    ]


register_snippet(ReadingViewSet)
register_snippet(GlossaryTermViewSet)


@hooks.register("register_admin_urls")
def register_urls() -> list:
    return [
        path("furigana/page/<int:page_id>/", views.page_readings, name="page_readings"),
        path("furigana/page/<int:page_id>/correct/", views.correct, name="correct_reading"),
        path("furigana/page/<int:page_id>/forget/<int:pk>/", views.forget, name="forget_reading"),
        path("furigana/try/", views.try_sentence, name="try_sentence"),
        path("furigana/import/", views.import_readings, name="import_readings"),
        path("furigana/confirm/", views.to_confirm, name="readings_to_confirm"),
        path("furigana/history/<int:pk>/", views.reading_history, name="reading_history"),
        path("easy/try/", easy_views.try_easy, name="try_easy"),
        path("glossary/try/", glossary_views.try_translation, name="try_translation"),
        path("glossary/import/", glossary_views.import_terms, name="import_terms"),
        path("glossary/history/<int:pk>/", glossary_views.term_history, name="term_history"),
    ]


@hooks.register("register_reports_menu_item")
def register_tester() -> MenuItem:
    return MenuItem(_("Try furigana"), reverse("try_sentence"), icon_name="openquote", order=20)


@hooks.register("register_reports_menu_item")
def register_translation_tester() -> MenuItem:
    return MenuItem(_("Try a translation"), reverse("try_translation"), icon_name="globe", order=22)


@hooks.register("register_reports_menu_item")
def register_easy_tester() -> MenuItem:
    return MenuItem(_("Try easy Japanese"), reverse("try_easy"), icon_name="tick", order=23)


class ConfirmMenuItem(MenuItem):
    def is_shown(self, request) -> bool:
        return request.user.has_perm("translations.change_reading")


@hooks.register("register_reports_menu_item")
def register_confirmations() -> MenuItem:
    return ConfirmMenuItem(_("Readings to confirm"), reverse("readings_to_confirm"), icon_name="check", order=21)


@hooks.register("register_page_header_buttons")
def add_header_button(page: Page, user: object, view_name: str, next_url: str | None = None) -> Iterator[Button]:
    if view_name == "edit":
        yield Button(_("See furigana"), reverse("page_readings", args=[page.pk]), icon_name="openquote", priority=45)


@hooks.register("register_page_listing_more_buttons")
def add_listing_button(page: Page, user: object, next_url: str | None = None) -> Iterator[Button]:
    if page.permissions_for_user(user).can_edit() and not page.is_root():
        yield Button(_("See furigana"), reverse("page_readings", args=[page.pk]), icon_name="openquote", priority=45)


@hooks.register("register_snippet_listing_buttons")
def add_history_button(snippet: object, user: object, next_url: str | None = None) -> Iterator[ListingButton]:
    if isinstance(snippet, Reading) and user.has_perm("translations.change_reading"):
        yield ListingButton(_("Earlier readings"), reverse("reading_history", args=[snippet.pk]), icon_name="history")
    if isinstance(snippet, GlossaryTerm) and user.has_perm("translations.change_glossaryterm"):
        yield ListingButton(_("Earlier translations"), reverse("term_history", args=[snippet.pk]), icon_name="history")
