"""The list of the city's glossary terms in the admin."""

from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.admin.ui.tables import Column
from wagtail.admin.widgets.button import Button
from wagtail.snippets.views.snippets import CreateView, EditView, IndexView, SnippetViewSet

from translations import shipped_glossary
from translations.wagtail_app.models import GlossaryTerm


class ShippedTermColumn(Column):
    """The translation of the shipped glossary where it says something else."""

    def get_value(self, instance: GlossaryTerm) -> str:
        shipped = shipped_glossary(instance.locale).terms.get(instance.term)
        return "" if shipped is None or shipped.target == instance.target else shipped.preferred


class TermIndexView(IndexView):
    """The list, with the ways to the import and to a try."""

    @cached_property
    def header_more_buttons(self) -> list[Button]:
        more = [
            *super().header_more_buttons,
            Button(_("Try a translation"), reverse("try_translation"), icon_name="view"),
        ]
        if self.request.user.has_perm("translations.change_glossaryterm"):
            more.append(Button(_("Import terms"), reverse("import_terms"), icon_name="upload"))
        return more


class RemembersWho:
    """Keeps who changed a term last."""

    def save_instance(self) -> GlossaryTerm:
        self.form.instance.changed_by = self.request.user
        return super().save_instance()


class TermCreateView(RemembersWho, CreateView):
    pass


class TermEditView(RemembersWho, EditView):
    pass


class GlossaryTermViewSet(SnippetViewSet):
    model = GlossaryTerm
    index_view_class = TermIndexView
    add_view_class = TermCreateView
    edit_view_class = TermEditView
    icon = "globe"
    menu_label = _("Glossary of languages")
    add_to_admin_menu = True
    menu_order = 596
    list_display = [
        "term",
        Column("get_locale_display", label=_("language")),
        "target",
        Column("get_kind_display", label=_("kind")),
        ShippedTermColumn("shipped", label=_("shipped glossary")),
        Column("changed_by", label=_("changed by")),
        "changed_at",
    ]
    list_filter = ["locale", "kind"]
    list_export = ["locale", "term", "target", "kind", "note"]
    search_fields = ["term", "target", "note"]
    list_per_page = 50
    panels = [FieldPanel(name) for name in ("locale", "term", "target", "kind", "note")]
