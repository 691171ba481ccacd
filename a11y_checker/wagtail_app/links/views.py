"""The list of dead links for each department, and the form of what is left out of it."""

from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser
from django.db.models import QuerySet
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _
from django_filters import ChoiceFilter
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column, DateColumn
from wagtail.admin.views.reports import ReportView
from wagtail.permission_policies.pages import PagePermissionPolicy
from wagtail.snippets.views.snippets import CreateView, SnippetViewSet

from a11y_checker.wagtail_app.links.check import find_dead_places
from a11y_checker.wagtail_app.models import LinkExclusion, PageLink, SiteLink

MAY_EXCLUDE = "a11y_checker.add_linkexclusion"


class DeadLinksFilterSet(WagtailFilterSet):
    """By department, and by links of this site or of others."""

    department = ChoiceFilter(label=_("Department"), choices=[])
    where = ChoiceFilter(
        label=_("Leads to"),
        field_name="link__is_internal",
        choices=[("True", _("this site")), ("False", _("other sites"))],
    )

    class Meta:
        model = PageLink
        fields = ["department", "where"]

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        names = find_dead_places().exclude(department="").order_by("department")
        names = names.values_list("department", flat=True).distinct()
        self.filters["department"].extra["choices"] = [(name, name) for name in names]


class LinkedPageColumn(Column):
    """The page, and the way to mend it."""

    cell_template_name = "a11y_checker/linked_page_cell.html"


class DeadLinkColumn(Column):
    """The link's words and address, and the way to leave it out."""

    cell_template_name = "a11y_checker/dead_link_cell.html"

    def get_cell_context_data(self, instance: PageLink, parent_context: dict[str, Any]) -> dict[str, Any]:
        context = super().get_cell_context_data(instance, parent_context)
        if not instance.link.is_internal and parent_context["request"].user.has_perm(MAY_EXCLUDE):
            form = reverse(LinkExclusion.snippet_viewset.get_url_name("add"))
            context["exclude_url"] = f"{form}?{urlencode({'prefix': instance.link.url[:500]})}"
        return context


class DeadLinksView(ReportView):
    """Links of public pages that lead nowhere; each member of staff sees those of the own pages."""

    page_title = _("Dead links")
    header_icon = "link-external"
    index_url_name = "accessibility_dead_links"
    index_results_url_name = "accessibility_dead_links_results"
    template_name = "a11y_checker/dead_links.html"
    default_ordering = "page"
    filterset_class = DeadLinksFilterSet
    list_export = ["page", "place", "text", "link", "link.in_words", "since", "department"]
    export_headings = {"link.in_words": _("What is wrong"), "since": _("Since")}
    columns = [
        LinkedPageColumn("page", label=_("Page"), sort_key="page"),
        Column("place", label=_("Below the heading")),
        DeadLinkColumn("link", label=_("Link"), classname="wide-column"),
        Column("status", label=_("What is wrong"), classname="wide-column", accessor="link.in_words"),
        DateColumn("since", label=_("Since")),
        Column("department", label=_("Department"), sort_key="department"),
    ]

    def get_queryset(self) -> QuerySet[PageLink]:
        return self.order_queryset(find_visible_dead_links(self.request.user))

    def get_context_data(self, **kwargs) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        context["is_checked"] = SiteLink.objects.filter(checked_at__isnull=False).exists()
        if self.request.user.has_perm(MAY_EXCLUDE):
            context["exclusions_url"] = reverse(LinkExclusion.snippet_viewset.get_url_name("list"))
        return context


def find_visible_dead_links(user: AbstractBaseUser) -> QuerySet[PageLink]:
    pages = PagePermissionPolicy().instances_user_has_any_permission_for(user, {"change", "publish"})
    return find_dead_places().filter(page__in=pages).order_by("page__title", "pk")


class ExclusionCreateView(CreateView):
    """Writes down who left the address out."""

    def get_initial_form_instance(self) -> LinkExclusion:
        user = self.request.user
        name = user.get_full_name() or user.get_username()
        prefix = self.request.GET.get("prefix", "")[:500]
        return LinkExclusion(added_by=user, added_by_name=name[:150], prefix=prefix)


class LinkExclusionViewSet(SnippetViewSet):
    model = LinkExclusion
    icon = "link-external"
    add_view_class = ExclusionCreateView
    list_display = ["prefix", "reason", "added_by_name", "added_at"]
    search_fields = ["prefix", "reason"]
