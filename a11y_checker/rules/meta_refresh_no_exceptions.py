"""A page never reloads or moves on by itself (level AAA)."""

import re

from a11y_checker.dom import Element
from a11y_checker.page import Page
from a11y_checker.results import Verdict, failed, passed
from a11y_checker.rule import Rule

# Source: HTML Standard, "shared declarative refresh steps".
_TIME = re.compile(r"[ \t\n\f\r]*(?:(\d+)[\d.]*|\.[\d.]*)(?:[ \t\n\f\r;,]|$)")


def applicability(page: Page) -> list[Element]:
    """The first refresh that browsers obey."""
    found = [m for m in page.select("meta[content]") if (m.get("http-equiv") or "").strip().lower() == "refresh"]
    return [meta for meta in found if _TIME.match(meta.get("content") or "")][:1]


def expectation(meta: Element, page: Page) -> Verdict:
    """Fail any delay."""
    match = _TIME.match(meta.get("content") or "")
    seconds = int(match.group(1) or 0) if match else 0
    if seconds == 0:
        return passed()
    key = "moves" if re.search(r"[;,]\s*\S", meta.get("content") or "") else "reloads"
    return failed(key, seconds=seconds)


RULE = Rule(
    id="meta-refresh-no-exceptions",
    name={"ja": "ページが時間で更新・移動しない（例外なし）", "en": "No delayed refresh at all"},
    criteria=(
        "2.2.4",
        "3.2.5",
    ),
    impact="minor",
    items=("G56",),
    act=("bisz58",),
    replaces=("meta-refresh-no-exceptions",),
    applicability=applicability,
    expectation=expectation,
    why={
        "ja": "読むのに時間がかかる人は、読み終わらないうちに画面が変わり、初めからになります。",
        "en": "People who read slowly lose their place when the page changes.",
    },
    messages={
        "moves": {
            "ja": "{seconds}秒たつと、別のページへ勝手に移ります。",
            "en": "After {seconds} seconds the page moves on by itself.",
        },
        "reloads": {
            "ja": "{seconds}秒ごとに、ページが勝手に読み込み直されます。",
            "en": "Every {seconds} seconds the page reloads by itself.",
        },
    },
    fixes={
        "moves": {
            "ja": "meta の refresh を消し、行き先へのリンクを置いてください。すぐに移すなら、サーバーの転送（301）を使います。",
            "en": "Remove the refresh and put a link; to move at once, redirect on the server (301).",
        },
        "reloads": {
            "ja": "meta の refresh を消し、「新しい情報を見る」などのボタンを置いてください。",
            "en": "Remove the refresh and offer a button, such as “Show the latest”.",
        },
    },
    source="WCAG 2.2, SC 2.2.4 and 3.2.5, failures F40 and F41; ACT rule bisz58",
)
