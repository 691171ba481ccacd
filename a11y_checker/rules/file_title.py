"""A linked file has a title."""

from a11y_checker.dom import Element
from a11y_checker.files import is_open, linked
from a11y_checker.page import Page
from a11y_checker.results import Verdict, failed, passed
from a11y_checker.rule import Rule


def applicability(page: Page) -> list[Element]:
    """Links to files that could be opened."""
    files = page.once(linked).items()
    return [link for link, facts in files if facts.kind in ("pdf", "docx", "xlsx", "pptx") and is_open(facts)]


def expectation(link: Element, page: Page) -> Verdict:
    """Fail a file without a title, or with one that a program wrote by itself."""
    facts = page.once(linked)[link]
    if "no_title" not in facts.problems:
        return passed()
    title = facts.problems["no_title"]
    return failed("placeholder", title=title) if title else failed("missing", kind=facts.kind.upper())


RULE = Rule(
    id="file-title",
    name={"ja": "ファイルにタイトルがある", "en": "Files have a title"},
    criteria=(),
    impact="moderate",
    items=("G42", "J28"),
    applicability=applicability,
    expectation=expectation,
    house=True,
    why={
        "ja": "いくつもファイルを開いている人に、どれがどれか伝わりません。",
        "en": "People with several files open cannot tell them apart.",
    },
    messages={
        "missing": {
            "ja": "{kind} ファイルのプロパティに、タイトルがありません。",
            "en": "The {kind} file has no title in its properties.",
        },
        "placeholder": {
            "ja": "ファイルのタイトルが「{title}」のままです。",
            "en": "The file's title is still “{title}”.",
        },
    },
    fixes={
        "": {
            "ja": "「ファイル」→「情報」のタイトルに、文書の名前を書いてください。",
            "en": "Write the document's name into the title under File, Info.",
        },
    },
    source="Municipal guideline item G42; WCAG 2.2, technique PDF18",
)
