"""Figures of a fiscal year: statistics, annual report, instructor hours, questionnaire; charts stand beside their tables."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from cms.models import CitySettings
from courses.enrolment.people import log_export
from courses.figures.charts import draw_bars
from courses.figures.effect import NOTE, describe_effect, make_effect_pdf, make_effect_table
from courses.figures.instructors import make_instructor_table
from courses.figures.lessons import find_years_with_cards, make_lesson_tables
from courses.figures.report import make_report_table, write_report
from courses.figures.statistics import find_years, make_tables, read_year
from courses.figures.survey import find_groups, make_survey_table, make_text_table
from courses.models.schedule import fiscal_year_of
from courses.paper import FontMissing
from courses.tables import Table, make_file_name, write_csv, write_xlsx
from courses.views.staff.access import requires
from courses.views.staff.screen import show

MAY_SEE = ("courses.view_figures",)
# Names of instructors and what they are paid: for course staff, not for who sees figures only (courses.md §7.3, R-12).
MAY_SEE_INSTRUCTORS = "courses.make_prints"
# Our choice: a chart that fits on a screen or two; the table beside it has every row.
BARS_SHOWN = 20
WRITERS = {
    "csv": (write_csv, "text/csv; charset=utf-8"),
    "xlsx": (write_xlsx, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
}


def choose_year(request: HttpRequest) -> int:
    """Return the fiscal year of the address (?year=), or the current one. Raises Http404 for what is no year."""
    text = request.GET.get("year", "")
    if not text:
        return fiscal_year_of(timezone.localdate())
    if not (text.isascii() and text.isdigit() and len(text) == 4):
        raise Http404(_("年度は4けたの数字です。"))
    return int(text)


def find_tables(request: HttpRequest, year: int) -> dict[str, Table]:
    """Return every table of the year that the user may see, by short name."""
    tables = make_tables(year) | {
        "report": make_report_table(year),
        "survey": make_survey_table(year),
        "survey-text": make_text_table(year),
        **make_lesson_tables(year),
    }
    if request.user.has_perm(MAY_SEE_INSTRUCTORS):
        tables["instructors"] = make_instructor_table(year)
    return tables


@require_safe
@requires(*MAY_SEE)
def index(request: HttpRequest) -> HttpResponse:
    """Show the figures of a year (?year=), with charts beside the tables and files to take along."""
    year = choose_year(request)
    tables = find_tables(request, year)
    groups, held_back = find_groups(year)
    context = {
        "year": year,
        "years": sorted({*find_years(), *find_years_with_cards()}, reverse=True) or [year],
        "is_frozen": read_year(year).is_frozen,
        "sections": [make_section(name, table) for name, table in tables.items() if table.rows],
        "has_survey": bool(groups),
        "held_back": held_back,
    }
    return show(request, "figures/index", _("%(year)d年度の統計") % {"year": year}, context)


def make_section(name: str, table: Table) -> dict[str, Any]:
    """Return a table with the chart that shows its most asked-for column, where it has one."""
    charts = {"ages": (0, -1), "channels": (0, -1), "runs": (1, 3), "needs": (0, 1), "lesson-steps": (0, 4)}
    chart = ""
    if name in charts:
        label, value = charts[name]
        # A number that is too small to be told is a text, and has no bar.
        rows = [row for row in table.rows if row[0] != "合計" and isinstance(row[value], int)][:BARS_SHOWN]
        bars = [(str(row[label]), row[value]) for row in rows]
        chart = draw_bars(name, _("%(table)sの図。数字は表と同じです。") % {"table": table.name}, bars)
    return {"name": name, "table": table, "chart": chart}


@require_safe
@requires(*MAY_SEE)
def report(request: HttpRequest) -> HttpResponse:
    """Show the annual report as text to copy."""
    year = choose_year(request)
    trail = [(_("%(year)d年度の統計") % {"year": year}, f"{reverse('course_desk:figures')}?year={year}")]
    context = {"year": year, "text": write_report(year), "trail": trail}
    return show(request, "figures/report", _("事業報告の文"), context)


@require_safe
@requires(*MAY_SEE)
def effect(request: HttpRequest) -> HttpResponse:
    """Show what came of the courses over the years, for the council."""
    table = make_effect_table(timezone.localdate())
    bars = [(str(row[0]), row[1] if isinstance(row[1], int) else 0) for row in table.rows]
    context = {
        "table": table,
        "sentences": describe_effect(table),
        "note": NOTE,
        "chart": draw_bars("effect", _("受講した人の図。数字は表と同じです。"), bars),
        "trail": [(_("統計"), reverse("course_desk:figures"))],
    }
    return show(request, "figures/effect", _("学びの広がり"), context)


@require_POST
@requires(*MAY_SEE)
def save_effect(request: HttpRequest) -> HttpResponse:
    """Serve the report as PDF, CSV or XLSX; it holds no people, and is written down in the log as every file is."""
    now = timezone.now()
    table, output = make_effect_table(timezone.localdate(now)), request.POST.get("output", "")
    if output == "pdf":
        try:
            content, kind = make_effect_pdf(table, CitySettings.for_request(request).name, now), "application/pdf"
        except FontMissing as problem:
            messages.error(request, str(problem))
            return redirect("course_desk:effect")
    elif output in WRITERS:
        content, kind = WRITERS[output][0](table), WRITERS[output][1]
    else:
        raise Http404(_("この表はありません。"))
    log_export(request.user, "figures:effect", _("統計"), list(table.columns), len(table.rows), now)
    today = timezone.localdate(now)
    name = make_file_name(fiscal_year_of(today), "", table.name, today, output)
    response = HttpResponse(content, content_type=kind)
    response["Content-Disposition"] = content_disposition_header(True, name)
    return response


@require_POST
@requires(*MAY_SEE)
def save(request: HttpRequest, name: str) -> HttpResponse:
    """Serve one table as a file, and write it down in the log."""
    year = choose_year(request)
    table = find_tables(request, year).get(name)
    writer = WRITERS.get(request.POST.get("output", ""))
    if table is None or writer is None:
        raise Http404(_("この表はありません。"))
    write, kind = writer
    now = timezone.now()
    log_export(request.user, f"figures:{name}", _("統計"), list(table.columns), len(table.rows), now)
    filename = make_file_name(year, "", table.name, timezone.localdate(now), request.POST["output"])
    response = HttpResponse(write(table), content_type=kind)
    response["Content-Disposition"] = content_disposition_header(True, filename)
    return response
