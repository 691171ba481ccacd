"""The published statement: the nine items of JIS X 8341-3:2016, JB.3.1, and the 達成基準チェックリスト.

A statement is plain data, frozen when it is published: what a city said in April stays what it said in April.
"""

from datetime import date
from typing import Any

from django.utils import timezone, translation
from wagtail.models import Site

from a11y_checker.wagtail_app.models import Result, SampledPage, YearlyTest
from a11y_checker.wagtail_app.yearly.cells import Cell, find_cells, find_criteria, find_pages
from a11y_checker.wagtail_app.yearly.open_failures import OpenFailures, find_open_failures
from a11y_checker.wagtail_app.yearly.verdict import Outcome, Verdict, derive, sum_up

# Source: headings of the checklist in results of public bodies (デジタル庁, こども家庭庁).
CHECKLIST_COLUMNS = ("番号", "達成基準", "適合レベル", "適用", "結果", "注記")
# Source: the edition of the wording guideline that the footnote has to name.
WORDING_EDITION = "ウェブアクセシビリティ基盤委員会「JIS X 8341-3:2016 対応度表記ガイドライン 2021年12月版」"
MARKS = {Result.MET: ("○", "○"), Result.FAILED: ("○", "×"), Result.ABSENT: ("－", "○"), "": ("", "")}


def find_outcomes(test: YearlyTest, cells: list[Cell]) -> list[Outcome]:
    """Return what holds for each criterion over the whole sample."""
    by_criterion: dict[str, list[tuple[str, str, str]]] = {number: [] for number in find_criteria(test)}
    for cell in cells:
        by_criterion[cell.criterion.number].append((cell.page.url, cell.result, cell.note))
    return [sum_up(criterion, by_criterion[number]) for number, criterion in find_criteria(test).items()]


def find_verdict(test: YearlyTest, outcomes: list[Outcome], failures: OpenFailures) -> Verdict:
    """Return the strongest true wording for the test as it stands."""
    return derive(outcomes, test.level, test.standard, failures.pages, failures.gaps, test.plan)


def build_statement(test: YearlyTest, on: date) -> dict[str, Any]:
    """Return the statement as it would be published on that day, in Japanese."""
    with translation.override("ja"):
        pages = find_pages(test)
        failures = find_open_failures(test, pages)
        outcomes = find_outcomes(test, find_cells(test, pages))
        verdict = find_verdict(test, outcomes, failures)
        draw = test.draws.defer("addresses").first()
        return {
            "fiscal_year": test.fiscal_year,
            "stated_on": on.isoformat(),
            "standard": test.standard,
            "target": test.level,
            "wording": verdict.sentence,
            "level": verdict.level,
            "reasons": list(verdict.reasons),
            "plan": test.plan.strip(),
            "scope": test.scope.strip(),
            "technologies": read_lines(test.technologies),
            "selection": describe_selection(draw) if draw else {},
            "pages": [describe_page(page, find_root()) for page in pages],
            "checklist": [make_row(test, outcome, failures.pages) for outcome in outcomes],
            "period": [day.isoformat() if day else "" for day in (test.started_on, test.ended_on)],
            "tools": read_lines(test.tools),
            "environments": read_lines(test.environments),
            "remarks": test.remarks.strip(),
            "edition": WORDING_EDITION,
        }


def read_lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]


def find_root() -> str:
    """Return the address of the site, without a slash at the end; an empty text where there is none."""
    site = Site.objects.filter(is_default_site=True).first()
    return site.root_url if site else ""


def describe_page(page: SampledPage, root: str) -> dict[str, Any]:
    """Return a tested page: its address on this site, and the URI that others can type."""
    return {
        "number": page.number,
        "url": page.url,
        "uri": root + page.url,
        "title": page.title,
        "kind": describe_kind(page),
        "why": page.why,
    }


def describe_kind(page: SampledPage) -> str:
    return "代表として選んだページ" if page.is_representative else "くじで選んだページ"


def describe_selection(draw) -> dict[str, Any]:
    """Return how the pages were chosen, so that others can repeat it."""
    pages = draw.pages.all()
    chosen = sum(1 for page in pages if page.is_representative)
    return {
        "method": "JB.1.2 d）代表的なページと、無作為に選んだページを合わせる方法",
        "representative": chosen,
        "random": len(pages) - chosen,
        "total": len(pages),
        "seed": str(draw.seed),
        "drawn_on": draw.drawn_on.isoformat(),
        "list_length": draw.list_length,
        "list_sha256": draw.list_sha256,
        "redraws": [
            {"drawn_on": timezone.localdate(later.drawn_at).isoformat(), "reason": later.reason}
            for later in draw.test.draws.defer("addresses").exclude(reason="").order_by("drawn_at")
        ],
    }


def make_row(test: YearlyTest, outcome: Outcome, crawl: dict[str, int]) -> dict[str, str]:
    """Return one line of the checklist. 結果 stays empty where nobody has decided."""
    criterion = outcome.criterion
    applies, result = MARKS[outcome.result]
    clauses = {"jis-2010": "2010", "jis-2016": "2016"}
    return {
        "番号": criterion.clauses.get(clauses[test.profile], criterion.number),
        "達成基準": criterion.name["ja"],
        "適合レベル": criterion.level,
        "適用": applies,
        "結果": result,
        "注記": describe_note(outcome, crawl.get(criterion.number, 0)),
    }


def describe_note(outcome: Outcome, crawl_count: int) -> str:
    """Return why a criterion is not met, page by page, and what the machine finds beyond the sample."""
    notes = [f"{url}：{note}" for url, note in outcome.failing.items()]
    if outcome.result == Result.ABSENT:
        notes.append("試験したページに、当てはまるものがありません。")
    if crawl_count:
        notes.append(f"サイト全体の機械による点検で、{crawl_count}ページに直していない問題があります。")
    return "　".join(notes)
