"""Every page names whom to ask."""

import re

from a11y_checker.dom import Element
from a11y_checker.page import Page
from a11y_checker.results import Verdict, failed, passed
from a11y_checker.rule import Rule

_CONTACT = re.compile(
    r"問い?合わ?せ|お尋ね先|連絡先|担当|電話|℡|☎|\bTEL\b|[一-鿿]{2,}(?:課|係|室)(?![一-鿿])|窓口[：:]|\d{2,4}-\d{2,4}-\d{4}",
    re.I,
)


def applicability(page: Page) -> list[Element]:
    """The document, when it is a page of a site: with navigation, a heading, and a footer or header."""
    is_site = page.exposed("h1") and page.exposed("nav, [role=navigation]") and page.exposed("footer, header")
    return [page.root] if is_site and page.root.tag == "html" else []


def expectation(root: Element, page: Page) -> Verdict:
    """Fail a page without any section, phone number, mail address or form to ask."""
    if page.exposed("a[href^='tel:'], a[href^='mailto:']"):
        return passed()
    named = any(_CONTACT.search(block.text) for block in page.blocks)
    return passed() if named else failed("missing")


RULE = Rule(
    id="page-contact",
    name={"ja": "問い合わせ先が書いてある", "en": "Pages name whom to ask"},
    criteria=(),
    impact="minor",
    items=("G51",),
    applicability=applicability,
    expectation=expectation,
    house=True,
    in_frames=False,
    why={
        "ja": "分からないことがあったとき、どこに聞けばよいか分かりません。",
        "en": "Readers with a question do not know whom to ask.",
    },
    messages={
        "missing": {
            "ja": "担当や問い合わせ先が、どこにも書かれていません。",
            "en": "Nothing says who is in charge and whom to ask.",
        },
    },
    fixes={
        "": {
            "ja": "本文の終わりに、担当の名前と電話番号を書いてください。",
            "en": "End the main part with the section in charge and its phone number.",
        },
    },
    source="Municipal guideline item G51",
)
