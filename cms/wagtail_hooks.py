"""What the site adds to Wagtail's admin."""

from collections.abc import Iterator

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.base_user import AbstractBaseUser
from django.http import HttpRequest, HttpResponse
from django.templatetags.static import static
from django.urls import path, reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.tables import BooleanColumn
from wagtail.admin.widgets.button import Button, ListingButton
from wagtail.documents.views.chooser import viewset as chooser_viewset
from wagtail.models import Page
from wagtail.rich_text.feature_registry import FeatureRegistry
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet, SnippetViewSetGroup

from cms.dashboard import choose_panels
from cms.models import CityWords, Department, EmergencyNotice, EmergencyPhrase
from cms.page_links import CityFileLinkHandler, CityPageLinkHandler
from cms.roles import set_up_department
from cms.two_step import is_let_in
from cms.views.emergency import end_notice
from cms.views.file_report import UntoldFilesView
from cms.views.files import FileChooseResultsView, FileChooseView, FilesView, FileUploadView
from cms.views.manual import manual
from cms.views.reports import OverduePagesView
from cms.views.two_step_login import NewDeviceView, TwoStepLoginView, devices, remove_device
from cms.views.users import leave_administrators_alone, refuse_administrators, refuse_own_roles


class DepartmentViewSet(SnippetViewSet):
    model = Department
    icon = "group"
    menu_label = _("Departments")
    add_to_admin_menu = True
    menu_order = 590
    list_display = ["name", "phone", "floor"]
    search_fields = ["name", "reading"]


class YesNoColumn(BooleanColumn):
    """A mark with its word in the reader's language: Wagtail's own says True and False to screen readers."""

    cell_template_name = "admin/yes_no_cell.html"


class EmergencyNoticeViewSet(SnippetViewSet):
    model = EmergencyNotice
    icon = "warning"
    menu_label = _("Emergency notices")
    list_display = [
        "__str__",
        "starts_at",
        "expires_at",
        YesNoColumn("is_drill", label=_("drill")),
        YesNoColumn("is_shown_now", label=_("shown now")),
    ]
    list_filter = ["is_drill"]


class EmergencyPhraseViewSet(SnippetViewSet):
    model = EmergencyPhrase
    icon = "openquote"
    menu_label = _("Phrase bank")
    list_display = ["__str__", "key", "level", "checked_by"]
    chooser_per_page = 50


class EmergencyViewSetGroup(SnippetViewSetGroup):
    menu_label = _("Emergency")
    menu_icon = "warning"
    menu_order = 90
    items = (EmergencyNoticeViewSet, EmergencyPhraseViewSet)


class CityWordsViewSet(SnippetViewSet):
    model = CityWords
    icon = "site"
    menu_label = _("City in other languages")
    add_to_settings_menu = True
    list_display = ["language", "name", "opening_hours"]


register_snippet(DepartmentViewSet)
register_snippet(CityWordsViewSet)
register_snippet(EmergencyViewSetGroup)


@hooks.register("before_serve_page")
def remember_served_page(page: Page, request: HttpRequest, args: list, kwargs: dict) -> None:
    """Let the frame of the page know which page it frames (breadcrumb), and whether its kind has furigana by itself."""
    request.served_page = page
    standard = settings.FURIGANA_BY_PAGE_TYPE.get(page.specific_class._meta.label, "off")
    request.preferences = request.preferences.on_page(standard)


@hooks.register("register_rich_text_features", order=10)  # after Wagtail's own
def lead_to_own_language(features: FeatureRegistry) -> None:
    features.register_link_type(CityPageLinkHandler)
    features.register_link_type(CityFileLinkHandler)


@hooks.register("after_create_snippet")
def make_department_groups(request: HttpRequest, instance: object) -> HttpResponse | None:
    """A new department gets its groups, folder and workflow at once; its pages are given to it in the group's form."""
    if isinstance(instance, Department):
        set_up_department(instance)
    return None


@hooks.register("before_edit_page")
def save_what_came_too_late(request: HttpRequest, page: Page) -> None:
    """Somebody else has approved, returned or cancelled meanwhile: keep what was typed as a draft and say so."""
    if request.method == "POST" and "action-workflow-action" in request.POST and not page.current_workflow_task:
        request.POST = request.POST.copy()
        del request.POST["action-workflow-action"]
        messages.warning(
            request,
            _("This page no longer waits for approval: somebody else was faster. What you see was saved as a draft."),
        )


@hooks.register("after_edit_page")
def tell_that_approval_published(request: HttpRequest, page: Page) -> HttpResponse | None:
    """Say that an approval made the page public: Wagtail only says that it was saved."""
    approved = request.POST.get("action-workflow-action") and request.POST.get("workflow-action-name") == "approve"
    is_live = approved and Page.objects.filter(pk=page.pk, live=True).exists()  # `page` is as it was before
    if is_live and not page.workflow_in_progress:
        messages.success(request, _("Approved. The page is public now."))
    return None


@hooks.register("register_admin_urls")
def register_two_step_login() -> list:
    return [
        path("two-step/", TwoStepLoginView.as_view(), name="two_step_login"),
        path("two-step/devices/new/", NewDeviceView.as_view(), name="two_step_new_device"),
        path("two-step/devices/<int:user_id>/", devices, name="two_step_devices"),
        path("two-step/devices/<int:pk>/remove/", remove_device, name="two_step_remove_device"),
    ]


@hooks.register("register_account_menu_item")
def link_own_devices(request: HttpRequest) -> dict:
    return {
        "url": reverse("two_step_devices", args=[request.user.pk]),
        "label": _("Second step of the login"),
        "help_text": _("Register the telephone that shows a code of six digits, or remove one."),
    }


@hooks.register("register_user_listing_buttons")
def link_devices_of(user: AbstractBaseUser, request_user: AbstractBaseUser) -> Iterator[Button]:
    """For those who keep the accounts: devices of somebody who lost the telephone."""
    yield Button(_("Second step of the login"), reverse("two_step_devices", args=[user.pk]), priority=100)


hooks.register("before_edit_user", leave_administrators_alone)
hooks.register("before_delete_user", leave_administrators_alone)


@hooks.register("before_bulk_action")
def leave_chosen_administrators_alone(
    request: HttpRequest, action_type: str, objects: list, action: object
) -> HttpResponse | None:
    refused = refuse_administrators(request, objects)
    if refused is None and action_type == "assign_role":
        return refuse_own_roles(request, objects)
    return refused


@hooks.register("construct_main_menu")
def empty_menu_until_let_in(request: HttpRequest, menu_items: list) -> None:
    """Nothing in the menu can be opened before the second factor is proved."""
    if not is_let_in(request.user):
        menu_items.clear()


@hooks.register("register_admin_urls")
def register_report_urls() -> list:
    return [
        path("emergency/<int:pk>/end/", end_notice, name="end_emergency_notice"),
        path("manual/", manual, name="manual"),
        path("manual/<slug:name>/", manual, name="manual_page"),
        path("reports/files/", UntoldFilesView.as_view(), name="untold_files"),
        path("reports/files/results/", UntoldFilesView.as_view(results_only=True), name="untold_files_results"),
        path("reports/overdue/", OverduePagesView.as_view(), name="overdue_pages"),
        path("reports/overdue/results/", OverduePagesView.as_view(results_only=True), name="overdue_pages_results"),
    ]


@hooks.register("register_admin_urls", order=-1)
def register_file_lists() -> list:
    """Wagtail's own addresses, with our columns: found first because of the order."""
    choose = chooser_viewset.construct_view
    return [
        path("documents/", FilesView.as_view(), name="city_files"),
        path("documents/results/", FilesView.as_view(results_only=True), name="city_files_results"),
        path("documents/chooser/", choose(FileChooseView), name="city_file_chooser"),
        path("documents/chooser/results/", choose(FileChooseResultsView), name="city_file_chooser_results"),
        path("documents/chooser/create/", choose(FileUploadView), name="city_file_chooser_create"),
    ]


@hooks.register("register_reports_menu_item")
def register_overdue_report() -> MenuItem:
    return MenuItem(_("Pages to look at again"), reverse("overdue_pages"), icon_name="time", order=10)


@hooks.register("register_reports_menu_item")
def register_files_report() -> MenuItem:
    return MenuItem(_("Files without words"), reverse("untold_files"), icon_name="doc-full-inverse", order=9)


@hooks.register("construct_homepage_panels")
def add_panels(request: HttpRequest, panels: list) -> None:
    panels.extend(choose_panels(request.user))


@hooks.register("register_snippet_listing_buttons")
def add_end_button(snippet: object, user: object, next_url: str | None = None) -> Iterator[ListingButton]:
    """Let a notice that is shown be ended from the list."""
    if isinstance(snippet, EmergencyNotice) and snippet.is_shown_now and user.has_perm("cms.change_emergencynotice"):
        url = reverse("end_emergency_notice", args=[snippet.pk])
        yield ListingButton(_("End now"), url, priority=5, icon_name="cross")


@hooks.register("construct_homepage_summary_items")
def leave_out_counts(request: HttpRequest, items: list) -> None:
    """The number of all pages of the city tells an editor nothing."""
    if not request.user.is_superuser:
        items.clear()


@hooks.register("construct_help_menu")
def replace_help_menu(request: HttpRequest, items: list[MenuItem]) -> None:
    """Wagtail's help is in English; ours is the manual."""
    items[:] = [MenuItem(_("Manual"), reverse("manual"), icon_name="help", order=10)]


@hooks.register("insert_global_admin_css")
def admin_font_size() -> SafeString:
    """Larger text in the admin: it is used by people of every age too."""
    return format_html('<link rel="stylesheet" href="{}">', static("cms/admin/admin.css"))
