"""What every screen of the yearly duty has in common: its frame, and who may open it."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, QueryDict
from django.urls import reverse
from django.utils import timezone
from django.views.generic import TemplateView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from a11y_checker.wagtail_app.models import YearlyTest

VIEW, PLAN, JUDGE, PUBLISH = (f"a11y_checker.{verb}_yearlytest" for verb in ("view", "plan", "judge", "publish"))
# Source: Japanese local authorities' fiscal year begins in April (地方自治法208条).
FISCAL_YEAR_MONTH = 4


class Screen(WagtailAdminTemplateMixin, TemplateView):
    """A screen that opens for whoever has one of the rights in `requires`."""

    requires: tuple[str, ...] = (VIEW, PLAN, JUDGE, PUBLISH)
    header_icon = "clipboard-list"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        self.demand(*self.requires)
        request.POST = drop_nul(request.POST)
        return super().dispatch(request, *args, **kwargs)

    def demand(self, *rights: str) -> None:
        """Raise PermissionDenied unless the person has one of the rights."""
        if not any(self.request.user.has_perm(right) for right in rights):
            raise PermissionDenied

    def rights(self) -> dict[str, bool]:
        """What the person may do, for templates."""
        has = self.request.user.has_perm
        return {"may_plan": has(PLAN), "may_judge": has(JUDGE), "may_publish": has(PUBLISH)}

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [*super().get_breadcrumbs_items(), *self.get_trail(), {"url": "", "label": self.get_page_title()}]

    def get_trail(self) -> list[dict[str, Any]]:
        return []

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**self.rights(), **kwargs)


def drop_nul(data: QueryDict) -> QueryDict:
    """Return the form's data without the character NUL, which no keyboard types and PostgreSQL refuses."""
    if not any("\x00" in text for texts in data.lists() for text in texts[1]):
        return data
    clean = data.copy()
    for name, texts in data.lists():
        clean.setlist(name, [text.replace("\x00", "") for text in texts])
    return clean


def trail_to(test: YearlyTest) -> list[dict[str, Any]]:
    """Return the breadcrumbs that lead to a test."""
    return [
        {"url": reverse("yearly_tests"), "label": test._meta.verbose_name_plural},
        {"url": reverse("yearly_test", args=[test.fiscal_year]), "label": str(test)},
    ]


def current_fiscal_year() -> int:
    today = timezone.localdate()
    return today.year if today.month >= FISCAL_YEAR_MONTH else today.year - 1
