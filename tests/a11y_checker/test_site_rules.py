"""Rules about a site as a whole."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from a11y_checker import Outcome, Settings, reporters
from a11y_checker.cli import main
from a11y_checker.merge import merge
from a11y_checker.results import SiteFinding
from a11y_checker.site import check_site
from a11y_checker.site_rules import SHOWN, SITE_RULES, Record, judge_site


def page(url: str, title: str = "", links: tuple[str, ...] = (), menu: Any = (), error: str | None = None) -> Record:
    return {"url": url, "title": title or url, "failure": error, "links": links, "menu": menu}


def judge(records: list[Record]) -> tuple[SiteFinding, ...]:
    return judge_site(lambda: records, {rule.id for rule in SITE_RULES})


def test_sound_site_has_no_findings() -> None:
    menu = ((("本", "http://a.jp/hon"), ("雑誌", "http://a.jp/zasshi")),)
    records = [page("http://a.jp/", menu=menu, links=("http://a.jp/b",)), page("http://a.jp/b", menu=menu)]

    assert judge(records) == ()


def test_duplicate_titles_are_counted_and_some_shown() -> None:
    records = [page(f"http://a.jp/{n}", "図書館 | みどり市") for n in range(20)]

    [finding] = judge(records)

    assert (finding.info.id, finding.info.items, finding.count, len(finding.urls)) == (
        "site-duplicate-title",
        ("G02",),
        20,
        SHOWN,
    )


def test_dead_links_name_the_pages_that_link() -> None:
    records = [
        page("http://a.jp/", links=("http://a.jp/gone#top", "http://a.jp/b")),
        page("http://a.jp/b"),
        page("http://a.jp/gone", error="http://a.jp/gone answered with HTTP 404."),
    ]

    [finding] = judge(records)

    assert (finding.info.id, finding.urls) == ("site-dead-link", ("http://a.jp/",))


def test_menu_in_another_order_fails() -> None:
    book, paper, map_ = ("本", "http://a.jp/1"), ("雑誌", "http://a.jp/2"), ("地図", "http://a.jp/3")
    same = [page("http://a.jp/a", menu=((book, paper, map_),)), page("http://a.jp/b", menu=((book, map_),))]
    turned = page("http://a.jp/c", menu=((paper, book, map_),))

    assert judge(same) == ()
    assert [f.info.id for f in judge([*same, turned])] == ["site-menu-order"]


def test_one_text_for_two_targets_is_asked() -> None:
    records = [page(f"http://a.jp/{n}", menu=((("本を探す", f"http://a.jp/hon{n}"),),)) for n in range(2)]

    [finding] = judge(records)

    assert (finding.info.id, finding.outcome, finding.info.criteria) == (
        "site-same-text",
        Outcome.CANT_TELL,
        ("3.2.4",),
    )


def test_crawl_gives_them(serve: Callable[[Path], str], tmp_path: Path) -> None:
    html = '<html lang="ja"><title>図書館</title><body><nav>{}</nav><main><h1>図書館</h1></main>'
    (tmp_path / "index.html").write_text(html.format('<a href="b.html">本</a><a href="none.html">雑誌</a>'))
    (tmp_path / "b.html").write_text(html.format('<a href="none.html">雑誌</a><a href="b.html">本</a>'))

    report = check_site(f"{serve(tmp_path)}/index.html", Settings(browser=False))

    assert [finding.info.id for finding in report.site] == ["site-duplicate-title", "site-dead-link", "site-menu-order"]


HTML = '<html lang="ja"><title>図書館</title><body><nav>{}</nav><main><h1>図書館</h1></main>'
SITE = {
    "index.html": HTML.format('<a href="b.html">本</a><a href="none.html">雑誌</a>'),
    "b.html": HTML.format('<a href="none.html">雑誌</a><a href="b.html">本</a>'),
}


@pytest.fixture
def broken_site(serve: Callable[[Path], str], tmp_path: Path) -> str:
    """The address of two pages with one title, a dead link and a menu that turns."""
    folder = tmp_path / "site"
    folder.mkdir()
    for name, text in SITE.items():
        (folder / name).write_text(text, encoding="utf-8")
    return f"{serve(folder)}/index.html"


def run(*arguments: str) -> int:
    return main(["check", "--no-browser", "--quiet", "--only", "site-menu-order", *arguments])


def test_they_fail_a_run_unless_they_are_known(broken_site: str, tmp_path: Path, capsys: Any) -> None:
    (Path(tmp_path) / "site" / "none.html").write_text(HTML.format(""), encoding="utf-8")
    known = str(tmp_path / "known.json")

    assert run("--crawl", broken_site) == 1
    assert run("--crawl", broken_site, "--fail-on", "serious") == 0
    assert run("--crawl", broken_site, "--baseline", known, "--update-baseline") == 0
    assert run("--crawl", broken_site, "--baseline", known) == 0


@pytest.mark.parametrize("name", [name for name in reporters.names() if name != "jsonl"])
def test_every_report_names_them(broken_site: str, name: str) -> None:
    report = check_site(broken_site, Settings(browser=False, only=("site-menu-order",)))

    assert "メニューの「本」と「雑誌」の順が、ページによって違います。" in reporters.get(name).render(report, "ja")


def test_shards_find_and_merge_the_same(broken_site: str, tmp_path: Path) -> None:
    settings = Settings(browser=False)
    whole = check_site(broken_site, settings)
    files = []
    for part in (1, 2):
        path = tmp_path / f"{part}.json"
        path.write_text(
            reporters.get("json").render(check_site(broken_site, replace(settings, shard=(part, 2))), "ja"),
            encoding="utf-8",
        )
        files.append(path)

    merged = merge(files, settings)

    assert merged.site == whole.site
    assert [page.url for page in merged.pages] == [page.url for page in whole.pages]
