"""Words stand in the page, not in style sheets."""

import re
from collections.abc import Iterator

from a11y_checker.dom import Element
from a11y_checker.page import Page
from a11y_checker.results import Verdict, cant_tell, passed
from a11y_checker.rule import Rule

_RULE = re.compile(r"([^{}]+)\{([^{}]*)\}")
_CONTENT = re.compile(r"(?<![\w-])content\s*:\s*(?:\"((?:[^\"\\]|\\.)*)\"|'((?:[^'\\]|\\.)*)')", re.I)
_LETTERS = re.compile(r"[A-Za-zぁ-ゖァ-ヺ一-鿿]{2,}")
_ESCAPE = re.compile(r"\\[0-9a-fA-F]{1,6}\s?")


def applicability(page: Page) -> list[Element]:
    """Style elements that add text before or after something."""
    return [style for style in page.select("style") if next(_added(style), None) is not None]


def _added(style: Element) -> Iterator[str]:
    for selectors, body in _RULE.findall(style.text or ""):
        if ":before" in selectors or ":after" in selectors:
            for double, single in _CONTENT.findall(body):
                yield _ESCAPE.sub("", double or single)


def expectation(style: Element, page: Page) -> Verdict:
    """Ask about added words; symbols and icons are decoration."""
    text = next((text for text in _added(style) if _LETTERS.search(text)), "")
    return cant_tell("words", text=text[:20]) if text else passed()


RULE = Rule(
    id="css-text",
    name={"ja": "言葉をスタイルシートで足していない", "en": "Words are not added by style sheets"},
    criteria=("1.3.1",),
    impact="minor",
    items=("G07",),
    michecker=("C_90.0", "C_90.1"),
    automation="semi",
    applicability=applicability,
    expectation=expectation,
    why={
        "ja": "スタイルを使わない人や、一部の読み上げソフトには伝わらず、検索にも訳にもかかりません。",
        "en": "People without styles and some screen readers miss it, and it is neither searched nor translated.",
    },
    messages={
        "words": {
            "ja": "スタイルシートが「{text}」という言葉を足しています。なくても意味が通りますか。",
            "en": "A style sheet adds the words “{text}”. Is the meaning whole without them?",
        },
    },
    fixes={
        "": {
            "ja": "意味のある言葉は HTML に書いてください。",
            "en": "Put words that matter into the HTML.",
        },
    },
    source="WCAG 2.2, SC 1.3.1, failure F87",
)
