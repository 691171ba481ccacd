"""The link to the main part says so."""

import re

from a11y_checker.accname import accessible_name
from a11y_checker.dom import Element, role
from a11y_checker.page import Page
from a11y_checker.results import Verdict, failed, passed
from a11y_checker.rule import Rule

# Source: miChecker, the words its skip-link test accepts, and their usual variants; those of other languages are our choice.
_WORDS = re.compile(
    r"本文|メイン|コンテンツ|内容|読み飛ばし|スキップ|飛ばす|を読む|[へに](?:ジャンプ|移動|進む|飛ぶ)|へのリンク"
    r"|skip|main|content|jump|본문|conteúdo|principal|nội dung|正文|主要",
    re.I,
)
_EARLY = 2


def applicability(page: Page) -> list[Element]:
    """The first links of the page when they lead to its main part."""
    return [link for link in page.exposed("a[href]")[:_EARLY] if _leads_to_main(link, page)]


def _leads_to_main(link: Element, page: Page) -> bool:
    href = link.get("href") or ""
    target = page.by_id(href[1:], link) if href.startswith("#") else None
    if target is None:
        return False
    return role(target) == "main" or any(role(place) == "main" for place in target.iterdescendants("main"))


def expectation(link: Element, page: Page) -> Verdict:
    """Fail a text without any word for it."""
    name = accessible_name(link, page)
    return passed() if not name or _WORDS.search(name) else failed("unclear", name=name)


RULE = Rule(
    id="skip-link-text",
    name={"ja": "本文へのリンクの文字が分かりやすい", "en": "The skip link says what it does"},
    criteria=(),
    impact="minor",
    items=("G47",),
    michecker=("B_19", "B_26"),
    applicability=applicability,
    expectation=expectation,
    house=True,
    in_frames=False,
    why={
        "ja": "何のリンクか分からず、使われません。",
        "en": "Nobody knows what it is for, and nobody uses it.",
    },
    messages={
        "unclear": {
            "ja": "本文へのリンクの文字「{name}」では、本文へ移ることが分かりません。",
            "en": "The text “{name}” does not tell that the link leads to the main part.",
        },
    },
    fixes={
        "": {
            "ja": "「本文へ」「本文へ移動」と書いてください。",
            "en": "Write “本文へ” or “本文へ移動”.",
        },
    },
    source="WCAG 2.2, SC 2.4.1, technique G1",
)
