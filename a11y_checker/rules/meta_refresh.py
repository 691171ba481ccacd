"""A page does not reload or move on while one reads it."""

import re

from a11y_checker.dom import Element
from a11y_checker.page import Page
from a11y_checker.results import Verdict, failed, passed
from a11y_checker.rule import Rule

# Source: HTML Standard, "shared declarative refresh steps".
_TIME = re.compile(r"[ \t\n\f\r]*(?:(\d+)[\d.]*|\.[\d.]*)(?:[ \t\n\f\r;,]|$)")
# Source: WCAG 2.2, SC 2.2.1, exception "20 hour".
TWENTY_HOURS = 72_000


def applicability(page: Page) -> list[Element]:
    """The first refresh that browsers obey."""
    found = [m for m in page.select("meta[content]") if (m.get("http-equiv") or "").strip().lower() == "refresh"]
    return [meta for meta in found if _TIME.match(meta.get("content") or "")][:1]


def expectation(meta: Element, page: Page) -> Verdict:
    """Fail a delay that is neither none nor longer than 20 hours."""
    match = _TIME.match(meta.get("content") or "")
    seconds = int(match.group(1) or 0) if match else 0
    if seconds == 0 or seconds > TWENTY_HOURS:
        return passed()
    key = "moves" if re.search(r"[;,]\s*\S", meta.get("content") or "") else "reloads"
    return failed(key, seconds=seconds)


RULE = Rule(
    id="meta-refresh",
    name={"ja": "ページが勝手に更新・移動しない", "en": "The page does not reload or move by itself"},
    criteria=("2.2.1",),
    impact="critical",
    items=("G56",),
    act=("bc659a",),
    replaces=("meta-refresh",),
    in_frames=True,
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
    source="WCAG 2.2, SC 2.2.1, failures F40 and F41; ACT rule bc659a",
)
