"""Pictures in Word, Excel and PowerPoint files are described."""

from a11y_checker.dom import Element
from a11y_checker.files import is_open, linked
from a11y_checker.page import Page
from a11y_checker.results import Verdict, failed, passed
from a11y_checker.rule import Rule


def applicability(page: Page) -> list[Element]:
    """Links to files that could be opened."""
    files = page.once(linked).items()
    return [link for link, facts in files if facts.kind in ("docx", "xlsx", "pptx") and is_open(facts)]


def expectation(link: Element, page: Page) -> Verdict:
    """Fail a file with pictures without a description that are not marked as decoration."""
    problems = page.once(linked)[link].problems
    return failed("no_alt", count=problems["no_alt"]) if "no_alt" in problems else passed()


RULE = Rule(
    id="office-alt",
    name={"ja": "Word・Excel・PowerPoint の画像に説明がある", "en": "Pictures in Office files are described"},
    criteria=(),
    impact="moderate",
    items=("G42",),
    applicability=applicability,
    expectation=expectation,
    house=True,
    why={
        "ja": "画像に何が描かれているか、音声で読む人に伝わりません。",
        "en": "Listeners do not learn what the pictures show.",
    },
    messages={
        "no_alt": {
            "ja": "ファイルの中の画像{count}個に、代替テキストがありません。",
            "en": "{count} pictures in the file have no text alternative.",
        },
    },
    fixes={
        "": {
            "ja": "画像を右クリックし、「代替テキストの編集」で内容を書いてください。飾りなら「装飾用にする」を選んでください。",
            "en": "Right-click the picture, Edit alt text; for decoration choose “Mark as decorative”.",
        },
    },
    source="ECMA-376, part 1, non-visual drawing properties; municipal guideline items G17 and G42",
)
