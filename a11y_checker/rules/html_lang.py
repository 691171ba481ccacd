"""The page says in which language it is written."""

import re

from a11y_checker.dom import Element
from a11y_checker.languages import is_registered
from a11y_checker.page import Page
from a11y_checker.results import Verdict, failed, passed
from a11y_checker.rule import Rule

# Source: BCP 47 (RFC 5646), section 2.1: language, optional script, region and variants.
_WELL_FORMED = re.compile(r"(?:[a-z]{2,3}|[a-z]{5,8})(?:-[a-z0-9]{1,8})*", re.I)
# Mistakes seen for languages that exist: the country's code instead of the language's.
_COUNTRY_CODES = {"jp": "ja", "kr": "ko", "cn": "zh", "tw": "zh-Hant", "vn": "vi", "br": "pt"}


def applicability(page: Page) -> list[Element]:
    """The document itself."""
    return [page.root] if page.root.tag == "html" else []


def expectation(root: Element, page: Page) -> Verdict:
    """Fail a missing or malformed lang; whether it fits the text is the matter of page-language."""
    given = root.get("lang")
    if given is None and (root.get("xml:lang") or root.get("xml-lang")):
        return failed("only_xml")
    value = (given or "").strip()
    if not value:
        return failed("missing" if given is None else "empty")
    primary = value.split("-")[0].lower()
    if primary in _COUNTRY_CODES:
        return failed("country", value=value, right=_COUNTRY_CODES[primary])
    if not _WELL_FORMED.fullmatch(value) or not is_registered(value):
        return failed("malformed", value=value)
    return passed()


RULE = Rule(
    id="html-lang",
    name={"ja": "ページの言語が示されている", "en": "The page states its language"},
    criteria=("3.1.1",),
    impact="serious",
    items=("G52",),
    michecker=("C_21.0", "C_21.1"),
    act=("b5c3f8", "bf051a"),
    applicability=applicability,
    expectation=expectation,
    in_frames=False,
    why={
        "ja": "読み上げソフトが、どの言語の声で読めばよいか分かりません。日本語が英語の声で読まれることがあります。",
        "en": "Screen readers do not know which voice to use; Japanese may be read with an English one.",
    },
    messages={
        "missing": {"ja": "html 要素に lang がありません。", "en": "The html element has no lang."},
        "empty": {"ja": "html 要素の lang が空です。", "en": "The html element's lang is empty."},
        "only_xml": {
            "ja": "html 要素に xml:lang だけがあり、lang がありません。",
            "en": "The html element has only xml:lang, no lang.",
        },
        "country": {
            "ja": 'lang="{value}" は国の記号です。言語の記号は "{right}" です。',
            "en": 'lang="{value}" is a country\'s code. The language\'s code is "{right}".',
        },
        "malformed": {
            "ja": 'lang="{value}" は言語の記号ではありません。',
            "en": 'lang="{value}" is not a language code.',
        },
    },
    fixes={
        "": {
            "ja": '日本語のページなら <html lang="ja"> と書いてください。',
            "en": 'For a page in Japanese write <html lang="ja">.',
        },
    },
    source="WCAG 2.2, SC 3.1.1; ACT rules b5c3f8 and bf051a; BCP 47",
)
