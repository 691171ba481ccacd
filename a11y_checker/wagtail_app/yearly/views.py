"""Screens of the yearly test: the list, the plan, the overview, the draw, the result."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from a11y_checker.wagtail_app.models import Agreement, Judgement, SampleDraw, Seat, YearlyTest
from a11y_checker.wagtail_app.yearly.cells import count_progress, find_cells, find_pages, find_seat
from a11y_checker.wagtail_app.yearly.evidence import check_sample
from a11y_checker.wagtail_app.yearly.forms import PlanForm
from a11y_checker.wagtail_app.yearly.open_failures import find_open_failures
from a11y_checker.wagtail_app.yearly.publishing import PublishRefused, find_problems, publish_result
from a11y_checker.wagtail_app.yearly.sample import DrawRefused, draw_sample, verify
from a11y_checker.wagtail_app.yearly.screen import PLAN, PUBLISH, Screen, current_fiscal_year, trail_to
from a11y_checker.wagtail_app.yearly.statement import build_statement, find_outcomes, find_verdict

# Our choice: what somebody looks for in the history is recent; the rest stays in the database.
HISTORY_ROWS = 200


class ListScreen(Screen):
    """All yearly tests."""

    template_name = "a11y_checker/yearly/list.html"
    page_title = gettext_lazy("Yearly accessibility tests")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(tests=YearlyTest.objects.defer("pdf", "statement"), **kwargs)


class TestScreen(Screen):
    """A screen about one test, named by its fiscal year."""

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        self.test = get_object_or_404(YearlyTest, fiscal_year=kwargs["year"]) if "year" in kwargs else None

    def get_trail(self) -> list[dict[str, Any]]:
        return trail_to(self.test) if self.test else []

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(test=self.test, **kwargs)

    def back(self) -> HttpResponse:
        return redirect("yearly_test", self.test.fiscal_year)


class PlanScreen(TestScreen):
    """Make or change the plan."""

    requires = (PLAN,)
    template_name = "a11y_checker/yearly/plan.html"
    page_title = gettext_lazy("Plan of the test")

    def make_form(self, data: Any = None) -> PlanForm:
        initial = {} if self.test else {"fiscal_year": current_fiscal_year()}
        return PlanForm(data, instance=self.test, initial=initial)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**{"form": self.make_form(), **kwargs})

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        form = self.make_form(request.POST)
        if not form.is_valid():
            return self.render_to_response(self.get_context_data(form=form), status=422)
        self.test = form.save()
        messages.success(request, _("The plan is saved."))
        return self.back()


class Overview(TestScreen):
    """Where a test stands, and what comes next."""

    template_name = "a11y_checker/yearly/overview.html"

    def get_page_title(self) -> str:
        return str(self.test)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        pages = find_pages(self.test)
        cells = find_cells(self.test, pages)
        draws = list(self.test.draws.select_related("drawn_by"))
        return super().get_context_data(
            pages=[self.describe_page(page, cells) for page in pages],
            draw=draws[0] if draws else None,
            former_draws=draws[1:],
            draw_problems=verify(draws[0]) if draws else [],
            testers=self.describe_testers(cells),
            disputed=[cell for cell in cells if cell.is_disputed],
            open_disputes=sum(1 for cell in cells if cell.is_disputed and not cell.is_settled),
            seat=find_seat(self.test, self.request.user),
            **kwargs,
        )

    def describe_page(self, page: Any, cells: list) -> dict[str, Any]:
        progress = count_progress([cell for cell in cells if cell.page is page])
        return {"page": page, "progress": [progress[seat] for seat in Seat]}

    def describe_testers(self, cells: list) -> list[dict[str, Any]]:
        people = {Seat.FIRST: self.test.first_tester, Seat.SECOND: self.test.second_tester}
        progress = count_progress(cells)
        return [{"label": seat.label, "person": people[seat], "progress": progress[seat]} for seat in Seat]


class DrawScreen(TestScreen):
    """Draw the pages, or draw them again with a reason."""

    requires = (PLAN,)
    template_name = "a11y_checker/yearly/draw.html"
    page_title = gettext_lazy("Draw the pages")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(former=self.test.draws.defer("addresses").first(), **kwargs)

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        reason = request.POST.get("reason", "")
        try:
            draw = draw_sample(self.test, request.user, timezone.localdate(), reason)
        except DrawRefused as error:
            return self.render_to_response(self.get_context_data(error=str(error), reason=reason), status=422)
        check_sample.enqueue(draw.pk)
        messages.success(request, _("%(count)s pages were drawn.") % {"count": draw.pages.count()})
        return self.back()


class CheckAgain(TestScreen):
    """Let the machine look at the pages of the sample again."""

    requires = (PLAN,)
    http_method_names = ["post"]

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        draw = get_object_or_404(SampleDraw.objects.filter(test=self.test)[:1])
        check_sample.enqueue(draw.pk)
        messages.success(request, _("The machine checks the pages. Load this page again after a while."))
        return self.back()


class ResultScreen(TestScreen):
    """The wording, why it is that, the checklist; and the button that publishes."""

    template_name = "a11y_checker/yearly/result.html"
    page_title = gettext_lazy("Result and publication")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        pages = find_pages(self.test)
        failures = find_open_failures(self.test, pages)
        outcomes = find_outcomes(self.test, find_cells(self.test, pages))
        return super().get_context_data(
            verdict=find_verdict(self.test, outcomes, failures),
            failures=failures,
            problems=find_problems(self.test),
            checklist=build_statement(self.test, timezone.localdate())["checklist"],
            **kwargs,
        )

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        if not request.user.has_perm(PUBLISH):
            raise PermissionDenied
        try:
            address = publish_result(self.test, request.user, timezone.localdate())
        except PublishRefused as error:
            self.test.refresh_from_db()
            return self.render_to_response(self.get_context_data(refused=error.problems), status=422)
        messages.success(request, _("The result is published: %(address)s") % {"address": address})
        if not self.test.pdf:
            messages.warning(request, _("No PDF could be made: the font BIZ UDPGothic is not installed on the server."))
        return self.back()


class HistoryScreen(TestScreen):
    """Who changed what, when."""

    template_name = "a11y_checker/yearly/history.html"
    page_title = gettext_lazy("History")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        sources = (
            (YearlyTest.history.filter(id=self.test.pk), _("plan")),
            (SampleDraw.history.filter(test=self.test), _("draw")),
            (Judgement.history.filter(page__draw__test=self.test).select_related("page"), _("judgement")),
            (Agreement.history.filter(page__draw__test=self.test).select_related("page"), _("agreement")),
        )
        rows = [
            {"kind": kind, "row": row, "what": describe_change(row)}
            for records, kind in sources
            for row in records.select_related("history_user").order_by("-history_date")[:HISTORY_ROWS]
        ]
        rows.sort(key=lambda entry: entry["row"].history_date, reverse=True)
        return super().get_context_data(rows=rows[:HISTORY_ROWS], **kwargs)


def describe_change(row: Any) -> str:
    """Return what a row of the history says, in words."""
    if hasattr(row, "criterion"):
        return f"{row.page} {row.criterion}: {row.get_result_display()} {row.note}".strip()
    return getattr(row, "reason", "") or row.get_history_type_display()
