"""The reference pages say what the code says: `make docs` writes them, and this test notices when it was not run."""

from pathlib import Path

from a11y_checker.reference import cli_page, michecker_page, rule_pages

ROOT = Path(__file__).parents[2]
REFERENCE = ROOT / "docs" / "reference"


def test_rule_pages_are_up_to_date() -> None:
    written = {path.name: path.read_text(encoding="utf-8") for path in (REFERENCE / "rules").glob("*.md")}

    assert written == rule_pages(ROOT / "tests" / "a11y_checker" / "rules")


def test_command_line_page_is_up_to_date() -> None:
    written = (REFERENCE / "cli.md").read_text(encoding="utf-8")

    assert written == cli_page(written)


def test_michecker_page_is_up_to_date() -> None:
    assert (REFERENCE / "michecker.md").read_text(encoding="utf-8") == michecker_page()
