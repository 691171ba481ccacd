"""What happens to every request: its language, the visitor's display settings, furigana, and the content security policy."""

from collections.abc import Callable
from http import HTTPStatus

from csp.constants import NONE, SELF, UNSAFE_INLINE
from csp.middleware import CSPMiddleware, PolicyParts
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import AnonymousUser
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.cache import add_never_cache_headers, patch_vary_headers
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _
from django_otp import user_has_device
from wagtail.models import Page

from cms.languages import EASY_JAPANESE, describe, language_of_path
from cms.models.base import find_department
from cms.preferences import COOKIE_NAME, Preferences
from cms.two_step import is_let_in
from translations import add_spaces
from translations.wagtail_app.furigana import add_cached_ruby

GetResponse = Callable[[HttpRequest], HttpResponse]

# Views of the admin that need a right on one page, and which argument names the page.
GUARDED_VIEWS = {
    **dict.fromkeys(("edit", "delete", "unpublish", "view_draft", "revisions_index", "history", "usage"), "page_id"),
    **dict.fromkeys(("add", "add_subpage"), "parent_page_id"),
    "copy": "page_id",
    "move": "page_to_move_id",
}

# Wagtail 7.4's admin still writes inline styles and a few inline scripts (measured: docs/explanation/security.md).
ADMIN_DIRECTIVES = {
    "default-src": [SELF],
    "script-src": [SELF, UNSAFE_INLINE],
    "style-src": [SELF, UNSAFE_INLINE],
    "img-src": [SELF, "data:", "blob:"],
    "frame-ancestors": [SELF],
    "form-action": [SELF],
    "base-uri": [SELF],
    "object-src": [NONE],
}


class ContentSecurityPolicyMiddleware(CSPMiddleware):
    """The strict policy of the settings everywhere, a looser one for the staff's admin."""

    def get_policy_parts(self, request, response, report_only: bool = False) -> PolicyParts:
        parts = super().get_policy_parts(request, response, report_only)
        if not report_only and request.path_info.startswith(reverse("wagtailadmin_home")):
            parts.config = ADMIN_DIRECTIVES
        return parts


class LanguageMiddleware:
    """Take the language from the address alone: one address is one language, whoever asks, so that pages can be kept."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.LANGUAGE_CODE = language_of_path(request.path_info)
        with override(request.LANGUAGE_CODE):
            response = self.get_response(request)
        if is_html(response):
            response.headers.setdefault("Content-Language", describe(request.LANGUAGE_CODE).tag)
        return response


class PreferencesMiddleware:
    """Put the visitor's display settings on the request as `request.preferences`."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.preferences = Preferences.from_cookie(request.COOKIES.get(COOKIE_NAME, ""))
        by_language = settings.FURIGANA_BY_LANGUAGE.get(language_of_path(request.path_info))
        if by_language:  # search and error pages too, not only those of the page tree
            request.preferences = request.preferences.on_page(by_language)
        response = self.get_response(request)
        if is_html(response):
            patch_vary_headers(response, ["Cookie"])
        return response


class FuriganaMiddleware:
    """Write readings, and spaces between phrases, into public Japanese pages for visitors who asked for them."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        preferences = getattr(request, "preferences", Preferences())
        page = getattr(request, "served_page", None)
        has_spaces = preferences.has_spaces and page is not None and get_language() == EASY_JAPANESE
        is_admin = request.path_info.startswith(reverse("wagtailadmin_home"))
        if not (preferences.has_ruby or has_spaces) or is_admin or response.streaming or not is_html(response):
            return response
        html = response.content.decode(response.charset)
        if has_spaces:
            html = add_spaces(html)
        if preferences.has_ruby:
            html = add_cached_ruby(
                html,
                grade=preferences.ruby_grade,
                once=preferences.is_ruby_once,
                page_id=page.pk if page else None,
                is_kept=page is not None and is_public_visit(request),
            )
        response.content = html.encode(response.charset)
        if response.has_header("Content-Length"):
            response["Content-Length"] = str(len(response.content))
        return response


def is_public_visit(request: HttpRequest) -> bool:
    """Say whether the page is sure to hold nothing that the visitor typed, and no draft."""
    return request.method == "GET" and not request.GET and not getattr(request, "is_preview", False)


class OnlyByButtonMiddleware:
    """Show a page where an address that only takes forms is opened: a telephone does so when it wakes a forgotten tab."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if response.status_code != HTTPStatus.METHOD_NOT_ALLOWED or request.method != "GET" or response.content:
            return response
        words = {
            "heading": _("この画面は開き直せません"),
            "lead": _(
                "ボタンを押したあとにだけ出る画面です。前に送ったものは消えていません。前の画面から進むか、下の方法でおさがしください。"
            ),
        }
        page = render(request, "cms/dead_end.html", words, status=HTTPStatus.METHOD_NOT_ALLOWED)
        page["Allow"] = response["Allow"]
        add_never_cache_headers(page)
        return page


class TwoStepLoginMiddleware:
    """Until the second factor is proved, the admin shows its page for the code, and all other pages take one for a visitor."""

    # The way in and out, and what these pages load.
    OPEN = frozenset(
        {"wagtailadmin_login", "wagtailadmin_logout", "wagtailadmin_javascript_catalog", "wagtailadmin_sprite"}
    )

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: object, args: list, kwargs: dict) -> HttpResponse | None:
        user = request.user
        if not user.is_authenticated or is_let_in(user):
            return None
        if not request.path_info.startswith(reverse("wagtailadmin_home")):
            request.user = AnonymousUser()
            return None
        step = "two_step_login" if user_has_device(user, confirmed=True) else "two_step_new_device"
        if request.resolver_match.url_name in {*self.OPEN, step}:
            return None
        return redirect_to_login(request.get_full_path(), login_url=reverse(step))


class DepartmentExplanationMiddleware:
    """Say in words why a page of another department cannot be opened in the admin, and whom to tell.

    Wagtail itself refuses such pages; this only replaces its general sentence by one that helps.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: object, args: list, kwargs: dict) -> HttpResponse | None:
        match = request.resolver_match
        if match.namespace != "wagtailadmin_pages" or not request.user.is_authenticated:
            return None
        page = find_guarded_page(match.url_name, kwargs)
        if page is None:
            return None
        permissions = page.permissions_for_user(request.user)
        is_allowed = permissions.can_add_subpage() if "parent_page_id" in kwargs else permissions.can_edit()
        if is_allowed:
            return None
        messages.error(request, explain_refusal(page, request.user))
        return redirect("wagtailadmin_home")


def find_guarded_page(view_name: str, kwargs: dict) -> Page | None:
    """Return the page whose rights a view of the admin asks for; None for other views and for pages that are gone."""
    key = GUARDED_VIEWS.get(view_name)
    if key not in kwargs:
        return None
    page = Page.objects.filter(pk=kwargs[key]).first()
    return page.specific if page else None


def explain_refusal(page: Page, user: AbstractBaseUser) -> str:
    """Return why the page cannot be changed, who looks after it, and the telephone."""
    department = find_department(page)
    groups = set(user.groups.values_list("pk", flat=True))
    if department is None or groups & {department.editors_id, department.approvers_id}:
        return _(
            "“%(title)s” leads to pages of several departments, so the web officer looks after it. "
            "Please tell the web officer what should change."
        ) % {"title": page.title}
    return _(
        "“%(title)s” belongs to %(department)s. Only its editors can see and change it here. "
        "If something should change, please tell %(department)s (%(phone)s)."
    ) % {"title": page.title, "department": department.name, "phone": department.phone}


def is_html(response: HttpResponse) -> bool:
    return response.get("Content-Type", "").startswith("text/html")
