"""R-10: the figures are right, and forgetting people changes none of them (INV-31)."""

import pytest

from courses.enrolment import retention
from courses.enrolment.figures import count_year
from courses.figures.charts import draw_bars
from courses.figures.statistics import find_years, make_tables, read_year
from courses.models import FrozenFigures, Learner
from tests.factories.courses import at

pytestmark = pytest.mark.django_db


def show(tables):
    return {name: (table.columns, [tuple(row) for row in table.rows]) for name, table in tables.items()}


def test_totals_of_the_year_and_the_year_before(year):
    totals = {row[0]: row[1:] for row in make_tables(2026)["totals"].rows}

    assert totals == {
        "募集した講座（中止を除く）": (1, 0),
        "中止した講座": (1, 0),
        "定員（席）": (3, 0),
        "申込み（件）": (4, 0),
        "受講決定（人）": (3, 0),
        "申込みの倍率": ("1.33倍", "―"),
        "実人数（出席した方、人）": (3, 0),
        "延べ人数（出席、人回）": (7, 0),
        "修了（人）": (2, 0),
        "修了の割合": ("66.7%", "―"),
        "初めての方（人）": (3, 0),
        "連絡のない欠席（人回）": (2, 0),
        "キャンセル待ちから受講（人）": (0, 0),
        "落選（人）": (0, 0),
        "手助けの希望（件）": (4, 0),
    }


def test_breakdowns_add_up_to_the_applications(year):
    tables = make_tables(2026)

    assert tables["ages"].rows[-1] == ("合計", 2, 1, 1, 0, 0, 0, 0, 4)
    assert tables["channels"].rows[-1] == ("合計", 4, 0, 0, 0, 4)
    assert sum(row[3] for row in tables["groups"].rows) == 4
    assert [row for row in tables["needs"].rows if row[1]] == [("前方の席", 4, 0)]
    assert tables["runs"].rows[0] == (
        "2026-01", "はじめてのスマートフォン", 3, 4, "1.33倍", 3, 2, "66.7%", 7, 3, 2,
    )  # fmt: skip


def test_inv_31_forgetting_everybody_changes_no_figure_of_any_table(year, user):
    before = show(make_tables(2026))
    moment = at("2029-04-01 03:00")
    row = retention.propose(moment)
    retention.approve(row.pk, user, moment)
    retention.execute(row.pk, moment)

    frozen = show(make_tables(2026))
    is_frozen = read_year(2026).is_frozen
    FrozenFigures.objects.all().delete()

    assert not Learner.objects.exclude(name="").exists()
    assert is_frozen
    assert frozen == before
    assert show(make_tables(2026)) == before


def test_a_frozen_year_stays_what_it_was(year, user):
    FrozenFigures.objects.create(fiscal_year=2026, figures=count_year(2026), frozen_at=at("2027-04-01 00:00"))
    before = show(make_tables(2026))

    year.enrolments.all()[0].attendances.all().delete()

    assert show(make_tables(2026)) == before


def test_an_empty_year_has_tables_without_division_by_nothing(db):
    totals = make_tables(1999)["totals"]

    assert {row[1] for row in totals.rows} == {0, "―"}
    assert find_years() == []


def test_a_chart_names_itself_and_shows_every_number():
    chart = draw_bars("ages", "年代 <b>", [("60歳代", 3), ("70～74歳", 0)])

    assert 'role="img"' in chart
    assert "<title" in chart
    assert "&lt;b&gt;" in chart
    assert (chart.count("<rect"), chart.count(">3</text>"), chart.count(">0</text>")) == (2, 1, 1)
    assert "style=" not in chart


@pytest.mark.parametrize("bars", [[], [("60歳代", 0)]])
def test_nothing_to_show_is_no_chart(bars):
    assert draw_bars("ages", "年代", bars) == ""
