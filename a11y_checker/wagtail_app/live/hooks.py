"""Where the live panel meets Wagtail's admin: its addresses, its script, and the bar on previewed pages.

The panel itself takes the place of Wagtail's own "Checks": templates/wagtailadmin/shared/side_panels/checks.html.
"""

from typing import Any

from django.http import HttpRequest
from django.templatetags.static import static
from django.urls import path
from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from wagtail import hooks
from wagtail.admin.userbar import BaseItem, ContentCheckerItem
from wagtail.models import Page

from a11y_checker.wagtail_app.live import views
from a11y_checker.wagtail_app.live.browser_view import BrowserCheckView

SCRIPTS = ("fields.js", "mend.js", "panel.js")


@hooks.register("register_admin_urls")
def register_live_urls() -> list:
    base = "accessibility/live/"
    return [
        path(f"{base}<int:page_id>/", views.LiveEditView.as_view(), name="accessibility_live"),
        path(
            f"{base}add/<slug:content_type_app_name>/<slug:content_type_model_name>/<int:parent_page_id>/",
            views.LiveCreateView.as_view(),
            name="accessibility_live_add",
        ),
        path(f"{base}<int:page_id>/browser/", BrowserCheckView.as_view(), name="accessibility_browser_check"),
    ]


@hooks.register("insert_editor_js")
def load_script() -> SafeString:
    addresses = ((static(f"a11y_checker/live/{name}"),) for name in SCRIPTS)
    return format_html_join("\n", '<script src="{}" defer></script>', addresses)


class FindingsItem(BaseItem):
    """The way from a previewed or public page to its findings, for whoever may change it."""

    template_name = "a11y_checker/live/userbar_item.html"

    def __init__(self, page: Page) -> None:
        super().__init__()
        self.page = page

    def render_html(self, parent_context: dict[str, Any] | None = None) -> str:
        request = (parent_context or {}).get("request")
        if request is None or not self.page.pk or not self.page.permissions_for_user(request.user).can_edit():
            return ""
        return super().render_html(parent_context)


@hooks.register("construct_wagtail_userbar")
def replace_content_checker(request: HttpRequest, items: list, page: Page | None) -> None:
    """Our checker in the place of Wagtail's, whose messages are others and which knows nothing of Japanese."""
    items[:] = [item for item in items if not isinstance(item, ContentCheckerItem)]
    if isinstance(page, Page):
        items.append(FindingsItem(page))
