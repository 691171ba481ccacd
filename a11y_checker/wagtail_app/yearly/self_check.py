"""取組確認・評価表: filled in once a year, shown, printed."""

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from a11y_checker.standards import Question, self_check_questions
from a11y_checker.wagtail_app.models import SelfCheck
from a11y_checker.wagtail_app.yearly.files import FontMissing, compile_pdf, format_day
from a11y_checker.wagtail_app.yearly.screen import Screen, current_fiscal_year

ANSWERS = {
    "yes": gettext_lazy("Done"),
    "partly": gettext_lazy("Partly done"),
    "no": gettext_lazy("Not done yet"),
}
PRINTED = {"yes": "できている", "partly": "一部できている", "no": "まだできていない", "": "未記入"}
# Our choice: a note is a sentence or two.
NOTE_CHARS = 500


@dataclass(frozen=True)
class Line:
    """One question with its answer ("" while open), note, and what was wrong with them."""

    question: Question
    answer: str
    note: str
    error: str = ""


class SelfCheckScreen(Screen):
    """A screen that opens for whoever may fill in the sheets."""

    requires = ("a11y_checker.change_selfcheck",)


class SelfCheckList(SelfCheckScreen):
    """The sheets of all years."""

    template_name = "a11y_checker/yearly/self_checks.html"
    page_title = gettext_lazy("Sheets of self-assessment")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        sheets = SelfCheck.objects.all()
        current = current_fiscal_year()
        missing = None if any(sheet.fiscal_year == current for sheet in sheets) else current
        return super().get_context_data(sheets=sheets, missing=missing, **kwargs)

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """Begin the sheet of this fiscal year."""
        sheet, _created = SelfCheck.objects.get_or_create(fiscal_year=current_fiscal_year())
        return redirect("self_check", sheet.fiscal_year)


class SelfCheckEdit(SelfCheckScreen):
    """Fill in a sheet. An unanswered question may stay open; what is wrong comes back as it was typed."""

    template_name = "a11y_checker/yearly/self_check.html"

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        self.sheet = get_object_or_404(SelfCheck, fiscal_year=kwargs["year"])

    def get_page_title(self) -> str:
        return str(self.sheet)

    def get_trail(self) -> list[dict[str, Any]]:
        return [{"url": reverse("self_checks"), "label": SelfCheckList.page_title}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        kwargs.setdefault("lines", find_lines(self.sheet.answers))
        kwargs.setdefault("next_steps", self.sheet.next_steps)
        history = self.sheet.history.select_related("history_user").order_by("-history_date")[:20]
        return super().get_context_data(sheet=self.sheet, answers=ANSWERS.items(), history=history, **kwargs)

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        lines = [read_line(question, request.POST) for question in self_check_questions()]
        next_steps = request.POST.get("next_steps", "").strip()
        if any(line.error for line in lines):
            return self.render_to_response(self.get_context_data(lines=lines, next_steps=next_steps), status=422)
        # A question that the city has taken out of its list keeps its answer of that year.
        given = {line.question.id: {"answer": line.answer, "note": line.note} for line in lines if line.answer}
        gone = {line.question.id for line in lines} - given.keys()
        kept = {key: value for key, value in self.sheet.answers.items() if key not in gone}
        self.sheet.answers = kept | given
        self.sheet.next_steps, self.sheet.filled_in_by = next_steps, request.user
        self.sheet.save()
        messages.success(request, _("The sheet is saved."))
        return redirect("self_check", self.sheet.fiscal_year)


class SelfCheckPrint(SelfCheckEdit):
    """The sheet as a tagged PDF."""

    http_method_names = ["get"]

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            pdf = print_self_check(self.sheet)
        except FontMissing:
            messages.error(request, _("No PDF could be made: the font BIZ UDPGothic is not installed on the server."))
            return redirect("self_check", self.sheet.fiscal_year)
        response = HttpResponse(pdf, content_type="application/pdf")
        response["Content-Disposition"] = f'inline; filename="self-check-{self.sheet.fiscal_year}.pdf"'
        return response


def find_lines(answers: dict[str, dict[str, str]]) -> list[Line]:
    """Return every question of the list with its stored answer."""
    found = []
    for question in self_check_questions():
        stored = answers.get(question.id, {})
        found.append(Line(question, stored.get("answer", ""), stored.get("note", "")))
    return found


def read_line(question: Question, data: Any) -> Line:
    """Return a question with what was typed, and what has to be done about it."""
    answer, note = data.get(f"answer-{question.id}", ""), data.get(f"note-{question.id}", "").strip()
    error = ""
    if answer and answer not in ANSWERS:
        answer, error = "", _("Choose one of the three answers.")
    elif note and not answer:
        error = _("Choose one of the three answers.")
    elif len(note) > NOTE_CHARS:
        error = _("The note has more than %(count)s characters. Shorten it.") % {"count": NOTE_CHARS}
    return Line(question, answer, note, error)


def print_self_check(sheet: SelfCheck) -> bytes:
    """Return the sheet as a tagged PDF. Raises FontMissing."""
    lines = [
        {
            "chapter": line.question.chapter["ja"],
            "question": line.question.text["ja"],
            "answer": PRINTED[line.answer],
            "note": line.note,
        }
        for line in find_lines(sheet.answers)
    ]
    data = {
        "city": settings.WAGTAIL_SITE_NAME,
        "fiscal_year": sheet.fiscal_year,
        "filled_in": format_day(timezone.localdate(sheet.updated_at).isoformat()),
        "lines": lines,
        "next_steps": sheet.next_steps,
    }
    return compile_pdf("self_check.typ", data)
