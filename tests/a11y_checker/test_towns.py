"""Three pages in the manner of a town's site, of 1998, 2010 and 2024: each finding on them was read and is right."""

import json
import shutil
from collections import Counter
from pathlib import Path

import pytest

from a11y_checker import Checker, Settings, cli

HERE = Path(__file__).parent
EXPECTED = json.loads((HERE / "towns" / "expected.json").read_text(encoding="utf-8"))


@pytest.mark.browser
def test_findings_on_town_pages() -> None:
    with Checker(Settings(level="AAA")) as checker:
        for name, expected in EXPECTED.items():
            report = checker.check_url((HERE / "towns" / f"{name}.html").as_uri())
            found = Counter(f"{f.rule} {f.outcome}" for result in report.results for f in result.findings)

            assert report.error is None
            assert dict(found) == expected, name


def test_folder_of_broken_pages(tmp_path: Path) -> None:
    """The first faulty example of each rule, with what stands beside it, as one site."""
    for rule in (HERE / "rules").iterdir():
        first = next(iter(sorted(rule.glob("failed_*.html"))), None)
        if first is not None:
            others = {path.name for path in rule.glob("*.html")} - {first.name}
            shutil.copytree(
                rule, tmp_path / rule.name, ignore=lambda _, names, others=others: others.intersection(names)
            )
    report = tmp_path / "report.jsonl"

    code = cli.main(
        ["check", str(tmp_path), "--no-browser", "--level", "AAA", "--format", f"jsonl:{report}", "--quiet"]
    )

    pages = [json.loads(line) for line in report.read_text(encoding="utf-8").splitlines()]
    broken = [page for page in pages if Path(page["url"]).name.startswith("failed_")]
    silent = [
        rule for page in broken if page["outcomes"].get(rule := Path(page["url"]).parent.name, "failed") != "failed"
    ]
    assert code == 1
    assert len(broken) > 100
    assert silent == []
