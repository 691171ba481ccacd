"""The draw of the yearly test: reproducible, traceable, and kept when it is done again."""

from datetime import date

import pytest

from a11y_checker.wagtail_app.models import Judgement, Result, Seat, YearlyTest
from a11y_checker.wagtail_app.yearly.sample import DrawRefused, draw_sample, read_representative, verify

TODAY = date(2026, 11, 28)
PAGES = {f"/p{number:02}/": f"ページ{number}" for number in range(40)} | {"/": "トップ"}


@pytest.fixture
def plan(db) -> YearlyTest:
    return YearlyTest.objects.create(
        fiscal_year=2026, scope="すべて", representative="/ トップページ\n/p03/　災害", random_count=5
    )


def test_same_seed_and_list_give_the_same_pages(plan):
    first = draw_sample(plan, None, TODAY, seed=7, pages=PAGES)

    again = draw_sample(plan, None, TODAY, "確かめるため", seed=7, pages=dict(reversed(PAGES.items())))

    urls = list(first.pages.values_list("url", flat=True))
    assert urls == list(again.pages.values_list("url", flat=True))
    assert len(urls) == 7
    assert [(page.url, page.why) for page in first.pages.filter(is_representative=True)] == [
        ("/", "トップページ"),
        ("/p03/", "災害"),
    ]
    assert (first.list_length, first.list_sha256, first.seed) == (41, again.list_sha256, 7)


def test_another_seed_gives_other_pages(plan):
    urls = set()
    for seed in range(6):
        draw = draw_sample(plan, None, TODAY, f"{seed}回目", seed=seed, pages=PAGES)
        urls.add(tuple(draw.pages.values_list("url", flat=True)))

    assert len(urls) == 6


def test_seed_comes_from_chance(plan):
    seeds = {draw_sample(plan, None, TODAY, "もう一度", pages=PAGES).seed for _ in range(3)}

    assert len(seeds) == 3


def test_a_new_draw_needs_a_reason_and_keeps_the_former(plan):
    first = draw_sample(plan, None, TODAY, seed=1, pages=PAGES)
    page = first.pages.get(url="/")
    Judgement.objects.create(page=page, criterion="1.1.1", seat=Seat.FIRST, tester_name="小野", result=Result.MET)

    with pytest.raises(DrawRefused):
        draw_sample(plan, None, TODAY, "  ", seed=2, pages=PAGES)
    second = draw_sample(plan, None, TODAY, "ページが2つ消えたため", seed=2, pages=PAGES)

    assert [draw.reason for draw in plan.draws.all()] == ["ページが2つ消えたため", ""]
    assert first.pages.count() == 7
    assert page.judgements.count() == 1
    taken = second.pages.get(url="/").judgements.get()
    assert (taken.criterion, taken.result, taken.tester_name) == ("1.1.1", Result.MET, "小野")


@pytest.mark.parametrize(
    ("representative", "random_count", "pages"),
    [("/nai/", 5, PAGES), ("/p01/ ふつう\nhttps://other.example/", 5, PAGES), ("", 0, PAGES), ("/", 3, {})],
    ids=["page that is gone", "address of another site", "nothing to draw", "empty list"],
)
def test_draws_that_cannot_be(plan, representative, random_count, pages):
    plan.representative, plan.random_count = representative, random_count

    with pytest.raises(DrawRefused):
        draw_sample(plan, None, TODAY, pages=pages)

    assert not plan.draws.exists()


def test_published_test_is_not_drawn_again(plan):
    plan.published_at = "2026-11-28T10:00+09:00"

    with pytest.raises(DrawRefused):
        draw_sample(plan, None, TODAY, "気に入らないため", pages=PAGES)


def test_verify_finds_each_kind_of_tampering(plan):
    draw = draw_sample(plan, None, TODAY, seed=3, pages=PAGES)
    drawn = draw.pages.filter(is_representative=False).first()

    assert verify(draw) == []
    draw.pages.filter(pk=drawn.pk).update(url="/yasashii/")
    assert len(verify(draw)) == 1
    draw.pages.filter(pk=drawn.pk).update(url=drawn.url)
    draw.addresses = draw.addresses[:-1]
    assert len(verify(draw)) >= 2


def test_lines_of_representative_pages():
    assert read_representative("/a/\n\n /b/　災害 の ページ \n") == {"/a/": "", "/b/": "災害 の ページ"}
