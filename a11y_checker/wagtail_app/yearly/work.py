"""The work screens: where testers judge a page, and where differences are settled.

A row is saved by itself, by script as soon as it is changed. Without script a button saves all rows of the page; what cannot
be saved comes back as it was typed, with what to do.
"""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from a11y_checker.wagtail_app.models import Result, SampledPage, Seat
from a11y_checker.wagtail_app.yearly.cells import Cell, Progress, count_progress, find_cells, find_pages, find_seat
from a11y_checker.wagtail_app.yearly.judging import (
    JudgementRefused,
    save_agreement,
    save_judgement,
    take_over_machine,
)
from a11y_checker.wagtail_app.yearly.screen import JUDGE, PUBLISH
from a11y_checker.wagtail_app.yearly.views import TestScreen

MACHINE_WORDS = {
    "passed": gettext_lazy("The rules that decide this passed."),
    "failed": gettext_lazy("The machine found a failure."),
    "inapplicable": gettext_lazy("The page has nothing of the kind."),
    "cantTell": gettext_lazy("The machine cannot tell. Please look."),
    "": gettext_lazy("Not checked by machine yet."),
}


class RowsScreen(TestScreen):
    """A screen of rows, each with a result and a note."""

    def get_cells(self) -> list[Cell]:
        raise NotImplementedError

    def save_row(self, cell: Cell, result: str, note: str) -> None:
        """Store one row. Raises JudgementRefused."""
        raise NotImplementedError

    def stored(self, cell: Cell) -> tuple[str, str]:
        """Return result and note as they are stored."""
        raise NotImplementedError

    def key(self, cell: Cell) -> str:
        """Return what the row's fields are named by."""
        return f"{cell.page.number}-{cell.criterion.number}"

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        self.demand_to_save()
        cells = {self.key(cell): cell for cell in self.get_cells()}
        only = request.POST.get("only", "")
        if only:
            return self.answer_row(cells.get(only))
        errors = self.save_changed(cells)
        if errors:
            return self.render_to_response(self.get_context_data(errors=errors), status=422)
        messages.success(request, _("Everything on this page is saved."))
        return redirect(self.after_saving())

    def demand_to_save(self) -> None:
        raise NotImplementedError

    def after_saving(self) -> str:
        return self.request.path

    def typed(self, key: str) -> tuple[str, str]:
        data = self.request.POST
        return data.get(f"result-{key}", ""), data.get(f"note-{key}", "").strip()

    def answer_row(self, cell: Cell | None) -> JsonResponse:
        """Save one row for the script, and tell it how that went."""
        if cell is None:
            return JsonResponse({"error": _("This row is not there any more. Load the page again.")}, status=422)
        try:
            self.save_row(cell, *self.typed(self.key(cell)))
        except JudgementRefused as error:
            return JsonResponse({"error": str(error)}, status=422)
        return JsonResponse({"saved": _("Saved."), "progress": self.describe_progress()})

    def describe_progress(self) -> str:
        raise NotImplementedError

    def save_changed(self, cells: dict[str, Cell]) -> dict[str, str]:
        """Save every row that differs from what is stored; return what is wrong with the others."""
        errors = {}
        for key, cell in cells.items():
            result, note = self.typed(key)
            if (result, note) == self.stored(cell) or not (result or note):
                continue
            try:
                self.save_row(cell, result, note)
            except JudgementRefused as error:
                errors[key] = str(error)
        return errors

    def make_rows(self, errors: dict[str, str]) -> list[dict[str, Any]]:
        """Return the rows for the template: as typed after an error, as stored otherwise."""
        rows = []
        for cell in self.get_cells():
            key = self.key(cell)
            result, note = self.typed(key) if errors else self.stored(cell)
            rows.append(
                {
                    "key": key,
                    "cell": cell,
                    "result": result,
                    "note": note,
                    "error": errors.get(key, ""),
                    "machine": MACHINE_WORDS[cell.machine],
                    "findings": cell.page.findings(cell.criterion.number),
                }
            )
        return rows

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        errors = kwargs.pop("errors", {})
        return super().get_context_data(
            rows=self.make_rows(errors),
            results=Result.choices,
            progress=self.describe_progress(),
            errors=errors,
            **kwargs,
        )


class WorkScreen(RowsScreen):
    """One page of the sample, criterion by criterion, for one of the two testers. The other's judgements are not shown."""

    requires = (JUDGE,)
    template_name = "a11y_checker/yearly/work.html"

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        draw = self.test.draws.defer("addresses").first()
        self.page = get_object_or_404(
            SampledPage.objects.select_related("draw__test"), draw=draw, number=kwargs["number"]
        )
        self.seat = find_seat(self.test, request.user)

    def get_page_title(self) -> str:
        return f"{self.page.number}. {self.page}"

    def demand_to_save(self) -> None:
        if self.seat is None:
            raise PermissionDenied

    def get_cells(self) -> list[Cell]:
        return find_cells(self.test, [self.page])

    def stored(self, cell: Cell) -> tuple[str, str]:
        row = cell.judgements.get(self.seat)
        return (row.result, row.note) if row else ("", "")

    def save_row(self, cell: Cell, result: str, note: str) -> None:
        save_judgement(self.page, cell.criterion.number, self.seat, self.request.user, result, note)

    def describe_progress(self) -> str:
        done = count_progress(self.get_cells()).get(self.seat, Progress(0, 0))
        return _("%(done)s of %(total)s judged") % {"done": done.done, "total": done.total}

    def after_saving(self) -> str:
        if "next" in self.request.POST and self.page.number < len(find_pages(self.test)):
            return reverse("yearly_work", args=[self.test.fiscal_year, self.page.number + 1])
        return (
            self.request.path
            if "next" not in self.request.POST
            else reverse("yearly_test", args=[self.test.fiscal_year])
        )

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        if "machine" not in request.POST:
            return super().post(request, **kwargs)
        self.demand_to_save()
        errors = self.save_changed({self.key(cell): cell for cell in self.get_cells()})
        count = take_over_machine(self.page, self.get_cells(), self.seat, request.user)
        if errors:
            return self.render_to_response(self.get_context_data(errors=errors), status=422)
        messages.success(
            request, _("%(count)s rows were taken over from the machine. Look them over.") % {"count": count}
        )
        return redirect(request.path)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            sampled=self.page, seat=self.seat, page_count=len(find_pages(self.test)), **kwargs
        )


class ReconcileScreen(RowsScreen):
    """All cells where the testers differ, or where both say that a failure found by machine is none."""

    requires = (JUDGE, PUBLISH)
    template_name = "a11y_checker/yearly/reconcile.html"
    page_title = gettext_lazy("Settle the differences")

    def demand_to_save(self) -> None:
        """The two testers settle it; whoever publishes may, too."""
        if find_seat(self.test, self.request.user) is None and not self.request.user.has_perm(PUBLISH):
            raise PermissionDenied

    def get_cells(self) -> list[Cell]:
        return [cell for cell in find_cells(self.test) if cell.is_disputed]

    def stored(self, cell: Cell) -> tuple[str, str]:
        return (cell.agreement.result, cell.agreement.note) if cell.is_settled else ("", "")

    def save_row(self, cell: Cell, result: str, note: str) -> None:
        about = self.request.POST.get(f"about-{self.key(cell)}", "")
        save_agreement(cell.page, cell.criterion.number, about, self.request.user, result, note)

    def describe_progress(self) -> str:
        cells = self.get_cells()
        done = sum(1 for cell in cells if cell.is_settled)
        return _("%(done)s of %(total)s settled") % {"done": done, "total": len(cells)}

    def make_rows(self, errors: dict[str, str]) -> list[dict[str, Any]]:
        rows = super().make_rows(errors)
        for row in rows:
            row["opinions"] = [row["cell"].judgements[seat] for seat in Seat]
        return rows
