"""The page says that it is in UTF-8."""

import re

from a11y_checker.dom import Element
from a11y_checker.page import Page
from a11y_checker.results import Verdict, cant_tell, passed
from a11y_checker.rule import Rule

_NAME = re.compile(r"charset\s*=\s*[\"']?([\w.:-]+)", re.I)


def applicability(page: Page) -> list[Element]:
    """The document, when its source is known."""
    return [page.root] if page.source and page.root.tag == "html" else []


def expectation(root: Element, page: Page) -> Verdict:
    """Ask when nothing in the page names an encoding: the server may; ask about others than UTF-8."""
    names = [meta.get("charset") or "" for meta in page.select("meta[charset]")]
    names += [m.group(1) for meta in page.select("meta[content]") if (m := _NAME.search(meta.get("content") or ""))]
    name = next((name.strip().lower() for name in names if name.strip()), "")
    if not name:
        return passed() if page.byte_order_mark else cant_tell("none")
    return passed() if name in ("utf-8", "utf8") else cant_tell("other", name=name)


RULE = Rule(
    id="character-encoding",
    name={"ja": "文字コードが UTF-8 と書いてある", "en": "The encoding is stated"},
    criteria=(),
    impact="minor",
    items=("G53",),
    michecker=("C_88.0",),
    automation="semi",
    applicability=applicability,
    expectation=expectation,
    house=True,
    needs_source=True,
    why={
        "ja": "文字が化けると、誰にも読めません。",
        "en": "When the encoding is guessed wrong nobody can read the page.",
    },
    messages={
        "none": {
            "ja": "文字コードがページに書かれていません。サーバーが伝えていますか。",
            "en": "The page does not state its encoding. Does the server?",
        },
        "other": {
            "ja": "文字コードが {name} です。",
            "en": "The encoding is {name}.",
        },
    },
    fixes={
        "": {
            "ja": 'UTF-8 で保存し、head の始めに <meta charset="utf-8"> と書いてください。',
            "en": 'Save it as UTF-8, and begin the head with <meta charset="utf-8">.',
        },
    },
    source='HTML Standard, §4.2.5.4 "Specifying the document\'s character encoding"; municipal guideline item G53',
)
