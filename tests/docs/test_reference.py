"""The reference pages name what the code has, no more and no less."""

import re
from importlib import import_module

from django.core.management import get_commands

from scripts.console import ROOT

OURS = {"cms", "courses", "a11y_checker.wagtail_app", "translations.wagtail_app"}


def read(name):
    return (ROOT / name).read_text(encoding="utf-8")


def test_settings_page_lists_every_variable_of_production():
    code = read("cms/settings/production.py")
    used = set(re.findall(r"""(?:environ\.get\(|environ\[|required\()["']([A-Z_]+)["']""", code))

    rows = [line for line in read("docs/reference/settings.md").splitlines() if line.startswith("| `")]
    documented = {name for row in rows for name in re.findall(r"`([A-Z_]+)`", row.split("|")[1])}

    assert documented == used


def test_only_the_settings_of_production_and_test_read_the_environment():
    readers = {
        path.relative_to(ROOT).as_posix()
        for folder in ("cms", "courses")
        for path in (ROOT / folder).rglob("*.py")
        if re.search(r"os\.(environ|getenv)", path.read_text(encoding="utf-8"))
    }

    assert readers - {"cms/wsgi.py"} == {"cms/settings/production.py", "cms/settings/test.py"}


def test_commands_page_lists_every_management_command():
    ours = {command for command, app in get_commands().items() if app in OURS}

    documented = set(re.findall(r"^\| `manage\.py ([a-z_]+)", read("docs/reference/commands.md"), flags=re.MULTILINE))

    assert documented == ours


def test_decisions_are_numbered_listed_and_complete():
    pages = sorted((ROOT / "docs" / "decisions").glob("0*.md"))
    numbers = [page.name[:4] for page in pages]
    titles = [page.read_text(encoding="utf-8").splitlines()[0].removeprefix(f"# {page.name[:4]} ") for page in pages]
    listed = re.findall(r"^\| \[(\d{4})\]\((\S+)\) \| (.+) \|$", read("docs/decisions/README.md"), flags=re.MULTILINE)
    incomplete = [
        page.name
        for page in pages
        if re.findall(
            r"^## (Decision|Reason|Alternatives|What follows)$", page.read_text(encoding="utf-8"), re.MULTILINE
        )
        != ["Decision", "Reason", "Alternatives", "What follows"]
    ]

    assert numbers == sorted(set(numbers))
    assert listed == [(page.name[:4], page.name, title) for page, title in zip(pages, titles, strict=True)]
    assert incomplete == []


def test_both_readmes_name_the_two_commands_and_the_same_parts():
    english, japanese = read("README.md"), read("README.ja.md")

    for text in (english, japanese):
        assert re.findall(r"^make (\w+)", text, flags=re.MULTILINE) == ["run", "test"]
    links = [re.findall(r"^\| \[`(\w+)/`\]", text, flags=re.MULTILINE) for text in (english, japanese)]
    assert links[0] == links[1] == ["cms", "a11y_checker", "translations", "courses"]


def test_words_page_and_code_agree_on_outcomes():
    results = import_module("a11y_checker.results")

    values = {outcome.value for outcome in results.Outcome}

    assert values == {"passed", "failed", "inapplicable", "cantTell"}
    assert all(f"`{value}`" in read("docs/reference/words.md") for value in values)


def test_changelog_has_an_unreleased_part_on_top():
    headings = re.findall(r"^## (.+)$", read("CHANGELOG.md"), flags=re.MULTILINE)

    assert headings[0] == "[Unreleased]"


def test_licence_is_apache_and_named_in_pyproject():
    assert "Apache License" in read("LICENSE").splitlines()[1]
    assert 'license = "Apache-2.0"' in read("pyproject.toml")
