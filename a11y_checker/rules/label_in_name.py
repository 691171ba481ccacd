"""The name of a control holds the words that stand on it."""

import re
import unicodedata

from a11y_checker.accname import accessible_name
from a11y_checker.dom import BLOCK_TAGS, NO_TEXT, RUBY_TEXT, Element, children, repaired, role, squeeze, words
from a11y_checker.page import Page
from a11y_checker.results import Verdict, cant_tell, failed, passed
from a11y_checker.rule import Rule

# Source: ACT rule 2ee8b8, applicability: widgets that may take their name from content.
_ROLES = words("button checkbox gridcell link menuitem menuitemcheckbox menuitemradio option radio switch tab treeitem")
_BRACKETS = re.compile(r"[(（\[［【][^()（）\[\]［］【】]*[)）\]］】]")
_NOT_WORD = re.compile(r"[\W_]+")
_WIDE = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\uac00-\ud7af]")


def applicability(page: Page) -> list[Element]:
    """Controls with words on them whose name is given by ARIA."""
    found = [e for e in page.exposed("[aria-label], [aria-labelledby]") if role(e) in _ROLES]
    return [e for e in found if _letters(_shown(e, page)) and accessible_name(e, page)]


def _letters(text: str) -> bool:
    """Whether a text says something: one sign such as X for "close" does not."""
    plain = _NOT_WORD.sub("", _BRACKETS.sub("", text))
    return len(plain) > 1 or bool(_WIDE.search(plain))


def _shown(element: Element, page: Page) -> str:
    if element.tag == "input":
        return element.get("value") or ""
    parts: list[str] = []
    _collect(element, page, parts)
    return squeeze("".join(parts))


def _collect(element: Element, page: Page, parts: list[str]) -> None:
    seen = page.is_visible(element)
    parts.append((element.text or "") if seen else " ")
    for child in children(element):
        if child.tag not in (NO_TEXT | RUBY_TEXT) and child.tag != "svg":
            gap = " " if child.tag in BLOCK_TAGS or child.tag == "br" else ""
            parts.append(gap)
            _collect(child, page, parts)
            parts.append(gap)
        parts.append((child.tail or "") if seen else " ")


def _words_of(text: str) -> list[str]:
    plain = unicodedata.normalize("NFKC", _BRACKETS.sub(" ", text)).lower()
    return [word for word in _NOT_WORD.split(plain) if word]


def _holds(name: list[str], label: list[str]) -> bool:
    return any(name[start : start + len(label)] == label for start in range(len(name) - len(label) + 1))


def expectation(control: Element, page: Page) -> Verdict:
    """Fail when the words on it are no part of its name; ask about abbreviations and hyphens."""
    label, name = repaired(_shown(control, page)), repaired(accessible_name(control, page))
    ours, theirs = _words_of(label), _words_of(name)
    if not ours or _holds(theirs, ours) or (_WIDE.search(label) and "".join(ours) in "".join(theirs)):
        return passed()
    is_loose = re.search(r"\w[-‐‑–]\w|[a-z]{2,}\.(?:\s|$)", f"{label} {name}", re.I)
    if is_loose:
        return cant_tell("maybe", label=label, name=name)
    return failed("differs", label=label, name=name)


RULE = Rule(
    id="label-in-name",
    name={"ja": "部品の文字が、その名前に含まれている", "en": "The name of a control holds the words on it"},
    criteria=("2.5.3",),
    impact="serious",
    items=("G66",),
    act=("2ee8b8",),
    replaces=("label-content-name-mismatch",),
    house=True,
    applicability=applicability,
    expectation=expectation,
    why={
        "ja": "声で操作する人は、見えている文字を言って選びます。名前が違うと、動きません。",
        "en": "People who speak to their device say the words they see; another name does not answer.",
    },
    messages={
        "differs": {
            "ja": "見えている文字「{label}」が、部品の名前「{name}」に含まれていません。",
            "en": "The words shown, “{label}”, are not part of the name “{name}”.",
        },
        "maybe": {
            "ja": "見えている文字「{label}」と、部品の名前「{name}」の書き方が違います。同じ言葉として言えるかを確かめてください。",
            "en": "The words shown, “{label}”, and the name “{name}” are written differently. See whether they are said alike.",
        },
    },
    fixes={
        "": {
            "ja": 'aria-label を消すか、見えている文字で始めてください（例：aria-label="申し込む 料理教室"）。',
            "en": 'Remove aria-label, or begin it with the words shown: aria-label="Apply for the cooking class".',
        },
    },
    source="WCAG 2.2, SC 2.5.3, failure F96; ACT rule 2ee8b8",
)
