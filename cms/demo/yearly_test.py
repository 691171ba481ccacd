"""A yearly test for the demo city, from draw to public page. What the two testers say is invented, and the page says so."""

from collections.abc import Iterator, Mapping
from datetime import date

from simple_history.utils import bulk_create_with_history

from a11y_checker.wagtail_app.models import Judgement, Result, SampledPage, Seat, YearlyTest
from a11y_checker.wagtail_app.yearly.cells import find_criteria, find_pages
from a11y_checker.wagtail_app.yearly.publishing import publish_result
from a11y_checker.wagtail_app.yearly.sample import draw_sample

# A year that is over, whenever the demo is loaded: the page's address is the same for ever.
FISCAL_YEAR = 2025
DRAWN_ON, STARTED_ON, ENDED_ON, STATED_ON = date(2026, 1, 13), date(2026, 1, 14), date(2026, 2, 6), date(2026, 3, 2)
SEED = 4120586713
REPRESENTATIVE = """\
/ トップページ
/bosai/hinanjo/ 災害のときに見るページ
/bosai/kunren-doga/ 動画のあるページ
/toiawase/ 高齢の方、障害のある方の問い合わせ先
"""
REMARKS = "この結果は、画面を見ていただくための見本です。実際の試験の結果ではありません。"
FILM = "/bosai/kunren-doga/"
MEDIA = {"1.2.1", "1.2.2", "1.2.3", "1.2.4", "1.2.5", "1.4.2"}
FORMS = {"3.3.1", "3.3.2", "3.3.3", "3.3.4"}
NO_DESCRIPTION = "画面だけで伝えていることに、音声の説明がありません。"


def load_yearly_test(pages: Mapping[str, str]) -> YearlyTest:
    """Make the test and publish its result. pages: titles of the public pages by address."""
    test = YearlyTest.objects.create(
        fiscal_year=FISCAL_YEAR,
        scope="小野市ホームページ（見本）のすべてのページ",
        representative=REPRESENTATIVE,
        random_count=4,
        started_on=STARTED_ON,
        ended_on=ENDED_ON,
        tools="やさしいまちの検査（a11y-checker）",
        environments="Windows 11、Chrome、NVDA\niPhone、Safari、VoiceOver",
        plan="2027年3月までに、動画に音声の説明を付けます。",
        remarks=REMARKS,
    )
    draw_sample(test, None, DRAWN_ON, seed=SEED, pages=pages)
    rows = [row for page in find_pages(test) for row in judge(page, test)]
    bulk_create_with_history(rows, Judgement)
    publish_result(test, None, STATED_ON)
    return test


def judge(page: SampledPage, test: YearlyTest) -> Iterator[Judgement]:
    """Give the judgements of both testers on a page."""
    for number in find_criteria(test):
        result = find_result(page.url, number)
        for seat in Seat:
            yield Judgement(
                page=page,
                criterion=number,
                seat=seat,
                tester_name=f"試験をした人{seat}（見本）",
                result=result,
                note=NO_DESCRIPTION if result == Result.FAILED else "",
            )


def find_result(url: str, number: str) -> str:
    """Return what stands in the demo's checklist: the film has no audio description, other pages have no film."""
    if number == "1.2.5" and url == FILM:
        return Result.FAILED
    is_absent = number in FORMS or (number in MEDIA and url != FILM) or number == "1.2.4"
    return Result.ABSENT if is_absent else Result.MET
