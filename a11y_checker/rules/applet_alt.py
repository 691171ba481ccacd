"""Embedded programs have a text alternative."""

import re

from a11y_checker.dom import Element, raw_text, squeeze
from a11y_checker.page import Page
from a11y_checker.results import Verdict, failed, passed
from a11y_checker.rule import Rule

_BAD = re.compile(r"(?:applet|アプレット|java ?applet|画像|プログラム|object)\s?\d*", re.I)


def applicability(page: Page) -> list[Element]:
    """Java applets."""
    return page.exposed("applet")


def expectation(applet: Element, page: Page) -> Verdict:
    """Fail an applet without alt or with one that only names its kind."""
    if applet.get("alt") is None and not raw_text(applet):
        return failed("missing")
    return failed("kind", alt=squeeze(applet.get("alt"))) if _BAD.fullmatch(squeeze(applet.get("alt"))) else passed()


RULE = Rule(
    id="applet-alt",
    name={"ja": "アプレットに代替テキストがある", "en": "Applets have a text alternative"},
    criteria=("1.1.1",),
    impact="serious",
    items=("G17",),
    michecker=("C_0.0", "C_0.2", "C_300.2"),
    applicability=applicability,
    expectation=expectation,
    why={
        "ja": "今のブラウザでは動かず、何があったのかも分かりません。",
        "en": "Today's browsers do not run it, and nothing tells what was there.",
    },
    messages={
        "missing": {
            "ja": "アプレットに代替テキストがありません。",
            "en": "The applet has no text alternative.",
        },
        "kind": {
            "ja": "アプレットの代替テキスト「{alt}」では、内容が分かりません。",
            "en": "The applet's text alternative “{alt}” does not tell what it is.",
        },
    },
    fixes={
        "": {
            "ja": "アプレットをやめ、同じことを HTML で書いてください。",
            "en": "Replace the applet by HTML.",
        },
    },
    source="WCAG 2.0, SC 1.1.1, technique H35",
)
