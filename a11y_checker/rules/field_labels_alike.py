"""The visible labels of a form tell its fields apart."""

import re
from collections import defaultdict

from a11y_checker.accname import labels, referenced
from a11y_checker.dom import Element, ancestors, children, closest, role, squeeze
from a11y_checker.page import Page
from a11y_checker.results import Verdict, cant_tell, failed, passed
from a11y_checker.rule import Rule

_TYPES = frozenset({"text", "email", "tel", "url", "number", "date", "password", ""})
_SEARCH = re.compile(r"search|検索|さがす|探す|キーワード|keyword", re.I)
# Names that forms give to fields, and the words of which a label for them has at least one.
_MEANINGS = (
    (
        r"(?:first|given|family|last|full|user)?_?-?name|[fl]name|sei|mei|shimei",
        r"name|氏名|名前|姓|名|なまえ|しめい|フリガナ|ふりがな|かな|カナ",
    ),
    (r"e?-?mail(?:_?address)?", r"mail|メール"),
    (r"tel|phone|telephone|denwa", r"phone|tel|call|mobile|電話|携帯|連絡先|fax"),
    (r"zip(?:code)?|postal_?-?(?:code)?|yubin", r"zip|post|郵便|〒"),
)


def applicability(page: Page) -> list[Element]:
    """Fields for writing that have a visible label."""
    return [field for fields in page.once(_by_label).values() for field in fields]


def _by_label(page: Page) -> dict[str, list[Element]]:
    found: dict[str, list[Element]] = defaultdict(list)
    for field in page.exposed("input, textarea"):
        if field.tag == "input" and (field.get("type") or "").lower() not in _TYPES:
            continue
        if page.is_visible(field) and (label := _visible_label(field, page)):
            found[label].append(field)
    return found


def _visible_label(field: Element, page: Page) -> str:
    places = referenced(field, "aria-labelledby", page) or labels(field, page)
    return squeeze(" ".join(_seen(place, page) for place in places)).casefold().rstrip(":：*＊ ")


def _seen(element: Element, page: Page) -> str:
    """The text of an element that can be seen."""
    parts = [element.text or ""] if page.is_visible(element) else []
    for child in children(element):
        parts.append(_seen(child, page) if child.tag not in ("script", "style", "select", "textarea") else "")
        parts.append((child.tail or "") if page.is_visible(element) else "")
    return squeeze(" ".join(parts))


def expectation(field: Element, page: Page) -> Verdict:
    """Fail a field that looks like another one in all its words; ask where the label does not fit its name."""
    label = _visible_label(field, page)
    if any(other is not field and _is_alike(field, other, page) for other in page.once(_by_label)[label]):
        return failed("alike", label=label)
    if any(role(place) == "button" for place in referenced(field, "aria-labelledby", page)):
        return cant_tell("button", label=label)
    name = (field.get("name") or "").strip()
    for names, words in _MEANINGS:
        if (
            re.fullmatch(names, name, re.I)
            and label.isascii() != bool(re.search(words, label, re.I))
            and label.isascii()
        ):
            return cant_tell("other", label=label, name=name)
    return passed()


def _is_alike(one: Element, two: Element, page: Page) -> bool:
    """Whether two fields are for different things, and no visible word around them tells which is which."""
    stems = [re.sub(r"[\d_\[\]-]+", "", field.get("name") or "") for field in (one, two)]
    if not all(stems) or stems[0] == stems[1] or _SEARCH.search(_visible_label(one, page)):
        return False
    if any(closest(field, "td", "th") is not None for field in (one, two)):
        return False
    around_one, around_two = [one, *ancestors(one)], [two, *ancestors(two)]
    common = next(place for place in around_one if place in around_two)
    here, there = around_one[around_one.index(common) - 1], around_two[around_two.index(common) - 1]
    return _seen(here, page) == _seen(there, page) and not _own_words(common, page)


def _own_words(common: Element, page: Page) -> bool:
    """Whether the place that holds both has words of its own, or parts without a field that have."""
    beside = [common.text, *(child.tail for child in common)]
    plain = (child for child in children(common) if next(child.iter("input", "textarea"), None) is None)
    without = (child for child in plain if child.tag not in ("script", "style"))
    return any(squeeze(text) for text in beside) or any(_seen(child, page) for child in without)


RULE = Rule(
    id="field-labels-alike",
    name={"ja": "入力欄の項目名で欄を見分けられる", "en": "Labels tell the fields of a form apart"},
    criteria=("2.4.6",),
    impact="moderate",
    items=("G61",),
    act=("cc0f0a",),
    needs_browser=True,
    applicability=applicability,
    expectation=expectation,
    why={
        "ja": "何を書けばよいのか分からず、書き間違えます。",
        "en": "People cannot tell what to write where, and write the wrong thing.",
    },
    messages={
        "alike": {
            "ja": "項目名「{label}」の入力欄が二つあり、見える文字では区別できません。",
            "en": "Two fields have the label “{label}”, and no visible word tells them apart.",
        },
        "button": {
            "ja": "入力欄の項目名がボタンの文字（{label}）です。何を書く欄かが分かるかを確かめてください。",
            "en": "The label of the field is the text of a button ({label}). See whether it tells what to write.",
        },
        "other": {
            "ja": "項目名は「{label}」ですが、欄の内部の名前は {name} です。合っているかを確かめてください。",
            "en": "The label is “{label}”, but the field is called {name} inside. See whether they fit.",
        },
    },
    fixes={
        "": {
            "ja": "「送り先の住所」「請求先の住所」のように見出しを付け、項目名で見分けられるようにしてください。"
            "例: <fieldset><legend>送り先</legend>…</fieldset>",
            "en": "Give each group a visible heading, so that the labels tell them apart: "
            "<fieldset><legend>Delivery address</legend>…</fieldset>",
        },
    },
    source="WCAG 2.2, SC 2.4.6, technique G131; ACT rule cc0f0a",
)
