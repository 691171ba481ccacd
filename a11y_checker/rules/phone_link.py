"""Phone numbers can be called with a tap."""

import re
import unicodedata

from a11y_checker.blocks import Block
from a11y_checker.dom import Element, ancestors, raw_text
from a11y_checker.page import Page
from a11y_checker.results import Verdict, failed, passed
from a11y_checker.rule import Rule
from a11y_checker.wording import blocks_with

_DASH = r"[-‐‑‒–—―−－ー]"
# Source: 総務省, numbering plan: 0, then area code and local number, ten or eleven digits in all.
_NUMBER = re.compile(
    rf"(?<![0-9A-Za-z.,/:=_@＠-])(?:0\d{{1,4}}{_DASH}\d{{1,4}}{_DASH}\d{{3,4}}|0\d{{1,4}}[(（]\d{{1,4}}[)）]\d{{4}}"
    rf"|[(（]0\d{{1,4}}[)）]\d{{1,4}}{_DASH}\d{{4}})(?![0-9]|{_DASH}[0-9])"
)
# A local number right behind its label.
_LOCAL = re.compile(
    rf"(?:tel|電話(?:番号)?|☎|℡)[\s:：.]{{0,3}}(?<![0-9])([1-9]\d{{0,3}}{_DASH}\d{{4}})(?![0-9]|{_DASH}[0-9])", re.I
)
_HINT = re.compile(rf"0\d{{1,4}}(?:{_DASH}|[(（)）])\d|[1-9]\d{{0,3}}{_DASH}\d{{4}}")
_FAX = re.compile(r"fax|ファックス|ファクス|ファクシミリ|ﾌｧｯｸｽ|ﾌｧｸｽ", re.I)
_CALL = re.compile(r"tel|電話|☎|℡|ダイヤル|ダイアル|携帯", re.I)
_OTHER = re.compile(r"法人番号|登録番号|口座|郵便番号|〒|ISBN|品番|型番|番号札|受付番号|管理番号", re.I)
# Our choice: a label stands this near before its number.
_LABEL_CHARS = 15


def blocks(page: Page) -> dict[Element, tuple[Block, re.Match[str] | None]]:
    """Running text with phone numbers in it, and the first that is no link, by the block's element."""
    found: dict[Element, tuple[Block, re.Match[str] | None]] = {}
    for block in blocks_with(_HINT, page, narrowed=True):
        text = _narrow(block.text)
        numbers = [match for match in _NUMBER.finditer(text) if _is_phone(block, match)] or list(_LOCAL.finditer(text))
        if not numbers:
            continue
        bare = next((match for match in numbers if not block.is_inside(match.start(), "a", "button")), None)
        if bare or block.element not in found:
            found[block.element] = (block, bare)
    return found


def _narrow(text: str) -> str:
    """Full-width digits made half width, character by character, so that positions stay."""
    return "".join(unicodedata.normalize("NFKC", c) if "０" <= c <= "９" else c for c in text)


def _is_phone(block: Block, match: re.Match[str]) -> bool:
    digits = sum(c.isdecimal() for c in match.group())
    if not 10 <= digits <= 11:
        return False
    before = block.text[max(0, match.start() - _LABEL_CHARS) : match.start()]
    marks = [*_FAX.finditer(before), *_CALL.finditer(before), *_OTHER.finditer(before)]
    if marks:
        return _CALL.fullmatch(max(marks, key=lambda mark: mark.end()).group()) is not None
    return not _FAX.search(_label(block.element))


def _label(element: Element) -> str:
    """The words that head a cell or a description: th of its row, dt before it."""
    row = next((place for place in (element, *ancestors(element)) if place.tag == "tr"), None)
    if row is not None:
        return " ".join(raw_text(cell) for cell in row if cell.tag == "th")
    if element.tag == "dd":
        before = next(element.itersiblings("dt", preceding=True), None)
        return raw_text(before) if before is not None else ""
    return ""


def applicability(page: Page) -> list[Element]:
    """Blocks with a phone number, without fax numbers."""
    return list(page.once(blocks))


def expectation(element: Element, page: Page) -> Verdict:
    """Fail a number that is no link."""
    block, match = page.once(blocks)[element]
    if match is None:
        return passed()
    if match.re is _LOCAL:
        return failed("no_area", block.element_at(match.start(1)), number=block.text[match.start(1) : match.end(1)])
    number = block.text[match.start() : match.end()]
    plain = re.sub(r"\D", "-", _narrow(number)).strip("-")
    return failed("no_link", block.element_at(match.start()), number=number, plain=plain)


RULE = Rule(
    id="phone-link",
    name={"ja": "電話番号が押せるリンクになっている", "en": "Phone numbers are links"},
    criteria=(),
    impact="minor",
    items=("G35", "J24"),
    applicability=applicability,
    expectation=expectation,
    house=True,
    why={
        "ja": "スマートフォンで押すだけで電話できないと、番号を覚えて打つのが難しい人が困ります。",
        "en": "People who cannot remember and type a number need to call with a tap.",
    },
    messages={
        "no_link": {
            "ja": "電話番号「{number}」がリンクになっていません。",
            "en": "The phone number “{number}” is not a link.",
        },
        "no_area": {
            "ja": "電話番号「{number}」に市外局番がありません。",
            "en": "The phone number “{number}” lacks the area code.",
        },
    },
    fixes={
        "no_area": {
            "ja": '市外局番を付けてリンクにしてください。例: <a href="tel:0794-63-1000">0794-63-1000</a>',
            "en": 'Add the area code and make it a link: <a href="tel:0794-63-1000">0794-63-1000</a>',
        },
        "": {
            "ja": '<a href="tel:{plain}">{plain}</a> と書いてください。',
            "en": 'Write <a href="tel:{plain}">{plain}</a>.',
        },
    },
    source="Municipal guideline item G35",
)
