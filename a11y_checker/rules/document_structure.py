"""The document has one html, head and body, in order."""

import re

from a11y_checker.dom import Element
from a11y_checker.page import Page
from a11y_checker.results import Verdict, cant_tell, failed, passed
from a11y_checker.rule import Rule

_COMMENT = re.compile(r"<!--.*?-->|<(script|style|textarea|title|template|svg|xmp)\b.*?</\1\s*>", re.S | re.I)
_TAG = re.compile(r"<(/?)(html|head|body)(?=[\s>/])", re.I)
_DOCTYPE = re.compile(r"<!doctype\s+html(?:\s+public\s+[\"']([^\"']*)[\"'])?", re.I)
_CONTENT = re.compile(r"<(?:p|div|h[1-6]|table|ul|ol|main|nav|a|img|form)\b", re.I)
# Source: HTML Standard, §13.2.6.4.1 (identifiers it knows), and the XHTML modules of mobile phones.
_KNOWN = re.compile(r"-//(?:W3C|IETF|W3O|WAPFORUM)//(?:DTD|ELEMENTS|ENTITIES)", re.I)


def applicability(page: Page) -> list[Element]:
    """The document, when its source is known."""
    return [page.root] if page.source and page.root.tag == "html" else []


def expectation(root: Element, page: Page) -> Verdict:
    """Fail what stands twice or in the wrong place; HTML lets tags be left out, so that alone is no fault."""
    source = _COMMENT.sub("", page.source)
    opened = [(m.group(2).lower(), m.start()) for m in _TAG.finditer(source) if not m.group(1)]
    closed = [(m.group(2).lower(), m.start()) for m in _TAG.finditer(source) if m.group(1)]
    for name in ("html", "body", "head"):
        if sum(1 for tag, _ in opened if tag == name) > 1:
            return failed("twice", name=name)
    places = dict(reversed(opened))
    ends = dict(closed)
    if "head" in places and "body" in places and places["body"] < places["head"]:
        return failed("head_inside")
    if "body" in places and places["body"] < max(places.get("html", -1), ends.get("head", -1)):
        return failed("body_place")
    return _doctype(source, "body" in places, page.byte_order_mark)


def _doctype(source: str, has_body: bool, has_mark: bool) -> Verdict:
    doctype = _DOCTYPE.search(source[:2000])
    if doctype is None:
        return failed("no_doctype")
    identifier = doctype.group(1)
    if identifier is None:
        return passed()
    if not _KNOWN.match(identifier):
        return cant_tell("unknown_doctype", identifier=identifier)
    if has_mark:
        return cant_tell("mark")
    return passed() if has_body or not _CONTENT.search(source) else cant_tell("no_body")


RULE = Rule(
    id="document-structure",
    name={"ja": "文書の組み立てが正しい", "en": "The document is put together right"},
    criteria=(),
    impact="minor",
    items=("G08",),
    michecker=(
        "C_1000.0",
        "C_1000.1",
        "C_1000.2",
        "C_1000.3",
        "C_1000.4",
        "C_1000.5",
        "C_1000.6",
        "C_1000.7",
        "C_1000.8",
    ),
    applicability=applicability,
    expectation=expectation,
    house=True,
    needs_source=True,
    why={
        "ja": "ブラウザや読み上げソフトが、それぞれの推測で直すので、同じように伝わるとは限りません。",
        "en": "Browsers and screen readers mend it by guessing, each in its own way.",
    },
    messages={
        "twice": {
            "ja": "{name} 要素が2つ以上あります。",
            "en": "There is more than one {name} element.",
        },
        "head_inside": {
            "ja": "head が body より後にあります。",
            "en": "head stands behind body.",
        },
        "body_place": {
            "ja": "body が正しい所にありません。",
            "en": "body is not in its place.",
        },
        "no_doctype": {
            "ja": "DOCTYPE がありません。",
            "en": "There is no DOCTYPE.",
        },
        "unknown_doctype": {
            "ja": "DOCTYPE の公開識別子「{identifier}」を知りません。",
            "en": "The DOCTYPE's public identifier “{identifier}” is unknown.",
        },
        "mark": {
            "ja": "HTML5 でない文書が、バイト順マーク（BOM）で始まります。",
            "en": "A document that is not HTML5 begins with a byte-order mark.",
        },
        "no_body": {
            "ja": "古い形式の文書に body がありません。",
            "en": "A document of an old kind has no body.",
        },
    },
    fixes={
        "": {
            "ja": "<!DOCTYPE html> で始め、html の中に head と body を一つずつ、この順に置いてください。",
            "en": "Begin with <!DOCTYPE html>, and put one head and one body into html, in this order.",
        },
    },
    source='HTML Standard, §13.1 "Writing HTML documents"; WCAG 2.1, SC 4.1.1',
)
