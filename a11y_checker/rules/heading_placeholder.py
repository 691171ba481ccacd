"""A heading is more than what a template put there."""

import re

from a11y_checker.accname import accessible_name
from a11y_checker.dom import Element
from a11y_checker.page import Page
from a11y_checker.results import Verdict, failed, passed
from a11y_checker.rule import Rule

# What templates and editors put in by themselves. Our own list.
_PLACEHOLDER = re.compile(
    r"(?:ここに)?(?:大|中|小|サブ)?(?:見出し|タイトル|題名|表題)(?:を入力.*|が入ります.*|テキスト)?\s?[0-9０-９]{0,2}|無題|ダミー.{0,8}|テキスト"
    r"|(?:sub)?(?:heading|headline|title)\s?\d{0,2}|untitled|lorem ipsum.*|placeholder|your (?:title|heading) here",
    re.I,
)


def applicability(page: Page) -> list[Element]:
    """Headings with words."""
    return [e for e in page.exposed("h1, h2, h3, h4, h5, h6, [role=heading]") if accessible_name(e, page)]


def expectation(heading: Element, page: Page) -> Verdict:
    """Fail a heading that says only that it is one."""
    words = accessible_name(heading, page)
    return failed("placeholder", words=words) if _PLACEHOLDER.fullmatch(words.strip()) else passed()


RULE = Rule(
    id="heading-placeholder",
    name={"ja": "見出しが仮の文字のままでない", "en": "Headings are more than a template’s words"},
    criteria=("2.4.6",),
    impact="minor",
    items=("G04",),
    house=True,
    applicability=applicability,
    expectation=expectation,
    why={
        "ja": "見出しを拾い読みする人に、何が書いてあるのか伝わりません。",
        "en": "People who go from heading to heading do not learn what follows.",
    },
    messages={
        "placeholder": {
            "ja": "見出し「{words}」では、下に何が書いてあるのか分かりません。",
            "en": "The heading “{words}” does not tell what follows.",
        },
    },
    fixes={
        "": {
            "ja": "内容を書いてください。例: <h2>申込みの方法</h2>",
            "en": "Say what follows: <h2>How to apply</h2>",
        },
    },
    source="WCAG 2.2, SC 2.4.6; municipal guideline item G04",
)
