"""Many pages: shards and merging, resuming, former results, samples, trend, and memory that stays flat."""

import hashlib
import json
import os
import subprocess
import sys
import time
import tracemalloc
from collections.abc import Callable
from datetime import date
from http.server import SimpleHTTPRequestHandler
from pathlib import Path
from typing import Any

import pytest

from a11y_checker import Checker, Settings, cli
from a11y_checker.sample import draw
from a11y_checker.site import check_pages, check_site, shard_of
from a11y_checker.store import PageStore, StoredPages, read_report

Serve = Callable[..., str]
Run = Callable[..., int]
STATIC = Settings(browser=False)


def html(*links: str, body: str = "", title: str = "図書館") -> str:
    items = "".join(f"<p><a href='{link}'>行き先は {link} です</a></p>" for link in links)
    return f"<!DOCTYPE html><html lang=ja><title>{title} | みどり市</title><h1>{title}</h1>{items}{body}"


@pytest.fixture
def site(tmp_path: Path, serve: Serve) -> str:
    """Eight pages that link in a chain; each third has a fault."""
    folder = tmp_path / "site"
    folder.mkdir()
    (folder / "index.html").write_text(html("p0.html"), encoding="utf-8")
    for n in range(8):
        body = "<img src=a.png>" if n % 3 == 0 else ""
        (folder / f"p{n}.html").write_text(html(f"p{n + 1}.html", body=body, title=f"案内{n}"), encoding="utf-8")
    return serve(folder)


@pytest.fixture
def check(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    monkeypatch.chdir(tmp_path)
    return lambda *arguments: cli.main(["check", *arguments, "--no-browser", "--quiet"])


def same(path: Path) -> dict[str, Any]:
    """A JSON report without what differs between runs: times."""
    document: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    document.pop("seconds")
    for page in document["pages"]:
        page.pop("timing_ms")
    return document


def test_stored_reports_are_what_was_stored(site: str, tmp_path: Path) -> None:
    with Checker(STATIC) as checker:
        reports = [checker.check_url(f"{site}/p{n}.html") for n in range(4)]
        infos = {rule.id: rule.info() for rule in checker.rules}
    store = PageStore(infos, tmp_path / "pages.jsonl")
    for report in reports:
        store.append({"page": report.as_dict()})

    pages = StoredPages(PageStore(infos, tmp_path / "pages.jsonl"), [3, 2, 1, 0])

    assert list(pages) == reports[::-1]
    assert list(pages[1:3]) == reports[2:0:-1]


def test_report_of_an_unknown_rule_is_read(site: str) -> None:
    with Checker(STATIC) as checker:
        data = checker.check_url(f"{site}/p0.html").as_dict()

    report = read_report(data, {})

    assert report.as_dict() == data


@pytest.mark.parametrize("way", ["--crawl", "--list"])
def test_merged_shards_are_the_same_report_as_one_run(way: str, site: str, check: Run, tmp_path: Path) -> None:
    (tmp_path / "list.txt").write_text("".join(f"{site}/p{n}.html\n" for n in range(8)), encoding="utf-8")
    target = f"{site}/" if way == "--crawl" else "list.txt"
    assert check(way, target, "--format", "json:whole.json") == (3 if way == "--crawl" else 1)  # p8.html does not exist

    for part, kind in ((1, "json"), (2, "json"), (3, "json")):
        check(way, target, "--shard", f"{part}/3", "--format", f"{kind}:part{part}.json")
    code = cli.main(["merge", "part1.json", "part2.json", "part3.json", "--format", "json:merged.json"])

    assert code == (3 if way == "--crawl" else 1)
    merged, whole = same(tmp_path / "merged.json"), same(tmp_path / "whole.json")
    assert merged == whole
    parts = [len(same(tmp_path / f"part{part}.json")["pages"]) for part in (1, 2, 3)]
    assert max(parts) < sum(parts) == len(same(tmp_path / "whole.json")["pages"])


def test_merge_reads_lines_and_refuses_other_files(
    site: str, check: Run, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    check(f"{site}/p0.html", "--format", "jsonl:a.jsonl")
    check(f"{site}/p1.html", "--format", "jsonl:b.jsonl")
    (tmp_path / "text.txt").write_text("no report\n", encoding="utf-8")
    check(f"{site}/p1.html", "--level", "AAA", "--format", "json:c.json")

    assert cli.main(["merge", "a.jsonl", "b.jsonl", "--format", "json:ab.json"]) == 1
    assert [page["url"][-7:] for page in same(tmp_path / "ab.json")["pages"]] == ["p0.html", "p1.html"]
    assert cli.main(["merge", "a.jsonl", "text.txt"]) == 2
    assert "text.txt, line 1 is not a page of a report" in capsys.readouterr().err
    assert cli.main(["merge", "a.jsonl", "c.json"]) == 2
    assert "judged differently" in capsys.readouterr().err
    assert cli.main(["merge", "none.json"]) == 2


def test_shards_are_wrong_use_outside_their_range(check: Run, capsys: pytest.CaptureFixture[str]) -> None:
    assert check("x.html", "--shard", "3/2") == 2
    assert "I from 1 to N" in capsys.readouterr().err
    with pytest.raises(SystemExit):
        check("x.html", "--shard", "half")


def test_shards_are_even_and_the_same_everywhere() -> None:
    urls = [f"https://www.city.example.lg.jp/{n}/" for n in range(3000)]

    counts = [sum(1 for url in urls if shard_of(url, 3) == part) for part in (1, 2, 3)]

    assert min(counts) > 900
    digest = hashlib.sha256(urls[0].encode()).hexdigest()
    assert shard_of(urls[0], 3) == int(digest[:8], 16) % 3 + 1


class Counting(SimpleHTTPRequestHandler):
    """Counts what is asked for."""

    asked: list[str] = []

    def do_GET(self) -> None:
        type(self).asked.append(self.path)
        super().do_GET()

    def log_message(self, format: str, *args: object) -> None:
        pass


def test_killed_run_goes_on(tmp_path: Path, serve: Serve) -> None:
    folder = tmp_path / "site"
    folder.mkdir()
    for n in range(60):
        (folder / f"p{n}.html").write_text(html(f"p{n + 1}.html"), encoding="utf-8")
    base = serve(folder, Counting)
    settings = ["--crawl", f"{base}/p0.html", "--no-browser", "--quiet", "--resume", str(tmp_path / "state")]
    arguments = [*settings, "--format", f"json:{tmp_path / 'resumed.json'}"]
    Counting.asked = []
    with subprocess.Popen([sys.executable, "-m", "a11y_checker", "check", *arguments, "--delay", "0.05"]) as run:
        journal = tmp_path / "state" / "pages.jsonl"
        until = time.monotonic() + 60
        while time.monotonic() < until and not (journal.exists() and len(journal.read_bytes().splitlines()) > 5):
            time.sleep(0.02)
        run.kill()
    with journal.open("ab") as file:
        file.write(b'{"asked": "cut o')
    before = [path for path in Counting.asked if path.startswith("/p")]

    code = cli.main(["check", *arguments])

    after = [path for path in Counting.asked if path.startswith("/p")][len(before) :]
    whole = check_site(f"{base}/p0.html", STATIC)
    resumed = same(tmp_path / "resumed.json")
    assert code == 3
    assert 5 < len(before) < 60
    assert len(set(before[:-1]) & set(after)) == 0  # only the page in hand at the kill is asked for again
    assert [page["url"] for page in resumed["pages"]] == [page.url for page in whole.pages]
    assert resumed["summary"]["score"] == whole.score


def test_finished_run_is_not_resumed_but_begun_anew(site: str, check: Run, tmp_path: Path) -> None:
    assert check(f"{site}/p1.html", "--resume", "state") == 0
    assert check(f"{site}/p1.html", "--resume", "state") == 0

    assert len((tmp_path / "state" / "pages.jsonl").read_text(encoding="utf-8").splitlines()) == 1


def test_state_of_another_run_is_refused(
    site: str, check: Run, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    check(f"{site}/p1.html", "--resume", "state")
    note = tmp_path / "state" / "run.json"
    note.write_text(note.read_text(encoding="utf-8").replace("true", "false"), encoding="utf-8")

    assert check(f"{site}/p2.html", "--resume", "state") == 2
    assert "holds an unfinished run" in capsys.readouterr().err


def write_cached_site(folder: Path) -> None:
    folder.mkdir()
    page = (
        html(body="<p class=a>うすい文字のお知らせです。</p>")
        + "<link rel=stylesheet href=a.css><script src=a.js></script>"
    )
    token = '<script nonce="{}">let a;</script><form><input type=hidden name="csrfmiddlewaretoken" value="{}"></form>'
    (folder / "index.html").write_text(page + token.format(1, 2), encoding="utf-8")
    (folder / "a.css").write_text(".a { color: #333 }", encoding="utf-8")
    (folder / "a.js").write_text("", encoding="utf-8")


@pytest.mark.browser
def test_unchanged_pages_are_not_judged_again(tmp_path: Path, serve: Serve, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "site"
    write_cached_site(folder)
    url = f"{serve(folder)}/"
    settings = Settings(axe=False, cache=str(tmp_path / "cache"))
    judged: list[str] = []
    visit = Checker.visit
    monkeypatch.setattr(Checker, "visit", lambda self, url, **more: judged.append(url) or visit(self, url, **more))

    def run(settings: Settings = settings) -> tuple[int, Any]:
        judged.clear()
        page = check_pages([url], settings).pages[0]
        return len(judged), page

    first = run()
    assert first[0] == 1
    assert run() == (0, first[1])  # nothing changed: the same report, with nothing judged
    text = (folder / "index.html").read_text(encoding="utf-8")
    (folder / "index.html").write_text(text.replace('"1"', '"3"').replace('value="2"', 'value="4"'), encoding="utf-8")
    assert run()[0] == 0  # only one-time tokens changed
    (folder / "a.css").write_text(".a { color: #ccc }", encoding="utf-8")
    count, page = run()
    assert count == 1  # a style sheet changed
    assert page.outcomes["contrast"] == "failed"
    assert run(Settings(axe=False, cache=settings.cache, level="A"))[0] == 1  # other settings
    (folder / "a.js").unlink()
    assert [run()[0], run()[0]] == [1, 0]  # a file that is gone is a change, and then none


def test_cache_without_a_browser_and_damaged_entries(site: str, check: Run, tmp_path: Path) -> None:
    arguments = (f"{site}/p0.html", "--changed-only", "--cache", "cache", "--format", "json:a.json")
    assert check(*arguments) == 1
    (entry,) = (tmp_path / "cache").glob("*.json")
    first = (tmp_path / "a.json").read_text(encoding="utf-8")
    assert check(*arguments) == 1
    entry.write_text("{", encoding="utf-8")

    assert check(*arguments) == 1
    assert json.loads(first)["findings"] == json.loads((tmp_path / "a.json").read_text(encoding="utf-8"))["findings"]


def test_changed_only_needs_a_folder(check: Run, capsys: pytest.CaptureFixture[str]) -> None:
    assert check("x.html", "--changed-only") == 2
    assert "--changed-only needs --cache" in capsys.readouterr().err


URLS = [f"https://www.city.example.lg.jp/{n}/" for n in range(100)]


def test_sample_can_be_drawn_again() -> None:
    one = draw(URLS, URLS[:2], 5, 42, date(2026, 4, 1))
    again = draw(reversed(URLS), URLS[:2], 5, 42, date(2026, 4, 1))

    assert one == again
    assert one.urls[:2] == tuple(URLS[:2])
    assert len(set(one.urls)) == 7
    assert one.facts == {
        "seed": 42,
        "date": "2026-04-01",
        "list_length": 100,
        "list_sha256": hashlib.sha256("\n".join(sorted(URLS)).encode()).hexdigest(),
        "representative": 2,
        "random": 5,
    }
    assert draw(URLS, (), 5, 43, date(2026, 4, 1)).urls != draw(URLS, (), 5, 42, date(2026, 4, 1)).urls


def test_sample_is_fair() -> None:
    hits = [0] * 100
    for seed in range(400):
        for url in draw(URLS, (), 10, seed, date(2026, 4, 1)).urls:
            hits[int(url.split("/")[-2])] += 1

    # 400 draws of 10 in 100: 40 each on average; six standard deviations are 36.
    assert sum(hits) == 4000
    assert min(hits) > 4
    assert max(hits) < 76


def test_sample_of_a_crawl(site: str, check: Run, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    config = tmp_path / "pyproject.toml"
    config.write_text(f"[tool.a11y_checker]\nrepresentative = ['{site}/p0.html']\n", encoding="utf-8")

    check("--crawl", f"{site}/", "--sample", "3", "--seed", "7", "--format", "json:a.json")
    told = capsys.readouterr().err
    check("--crawl", f"{site}/", "--sample", "3", "--seed", "7", "--format", "json:b.json")

    sample = same(tmp_path / "a.json")["summary"]["sample"]
    assert same(tmp_path / "a.json") == same(tmp_path / "b.json")
    assert {key: sample[key] for key in ("seed", "list_length", "representative", "random")} == {
        "seed": 7, "list_length": 9, "representative": 1, "random": 3,
    }  # fmt: skip
    assert len(same(tmp_path / "a.json")["pages"]) == 4
    assert f"seed 7, date {sample['date']}, list_length 9, list_sha256 {sample['list_sha256']}" in told
    assert check("page.html", "--sample", "1") == 2


def test_trend_since_a_former_run(site: str, check: Run, tmp_path: Path) -> None:
    check(f"{site}/p0.html", f"{site}/p1.html", "--format", "json:old.json")
    page = tmp_path / "site" / "p1.html"
    page.write_text(page.read_text(encoding="utf-8") + "<p>ﾊﾟｿｺﾝの席</p>", encoding="utf-8")
    gone = tmp_path / "site" / "p0.html"
    gone.write_text(gone.read_text(encoding="utf-8").replace("<img src=a.png>", ""), encoding="utf-8")

    check(
        f"{site}/p0.html",
        f"{site}/p1.html",
        "--former",
        "old.json",
        "--format",
        "json:new.json",
        "--format",
        "html:a.html",
    )

    trend = same(tmp_path / "new.json")["summary"]["trend"]
    assert trend["rules"] == {"half-width-kana": [0, 1], "image-alt": [1, 0]}
    assert (trend["new"], trend["gone"], trend["former"]) == (1, 1, "old.json")
    assert "前回との比較" in (tmp_path / "a.html").read_text(encoding="utf-8")


def test_memory_does_not_grow_with_the_pages(tmp_path: Path) -> None:
    faults = "<img src=a.png>" * 40
    (tmp_path / "page.html").write_text(html(body=faults), encoding="utf-8")
    base = (tmp_path / "page.html").as_uri()

    def peak(count: int) -> int:
        tracemalloc.start()
        report = check_pages([f"{base}?{n}" for n in range(count)], Settings(browser=False, only=("image-alt",)))
        assert len(report.pages) == count
        highest = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return highest

    peak(5)
    few, many = peak(10), peak(70)

    # A page with 40 findings is about 40 kB as JSON: 60 more of them in memory would be 2.4 MB.
    assert many - few < 1_000_000


@pytest.mark.skipif(not hasattr(os, "fork"), reason="worker processes are tried on POSIX")
def test_worker_processes_use_the_store(site: str) -> None:
    one = check_site(f"{site}/", STATIC)
    two = check_site(f"{site}/", Settings(browser=False, jobs=2))

    assert [page.outcomes for page in one.pages] == [page.outcomes for page in two.pages]
