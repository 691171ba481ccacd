"""Embedded objects have a text alternative."""

from a11y_checker.accname import accessible_name
from a11y_checker.dom import Element, explicit_role
from a11y_checker.page import Page
from a11y_checker.results import Verdict, failed, passed
from a11y_checker.rule import Rule

_PAGES = (".html", ".htm", ".xhtml", ".php", ".txt", ".pdf", "/")


def applicability(page: Page) -> list[Element]:
    """Objects that show a picture, sound or film."""
    return [element for element in page.exposed("object[data]") if _shows_media(element, page)]


def _shows_media(element: Element, page: Page) -> bool:
    address = (element.get("data") or "").split("?")[0].split("#")[0].lower()
    kind = (element.get("type") or "").lower()
    if (
        not address
        or explicit_role(element) in ("none", "presentation")
        or kind.startswith(("text/", "application/pdf"))
    ):
        return False
    if address.endswith(_PAGES) and not kind:
        return False
    facts = page.facts(element)
    if facts is None:
        return True
    return facts.visible and not facts.extra.get("page") and not facts.extra.get("fallback")


def expectation(element: Element, page: Page) -> Verdict:
    """Fail an object that nothing names; what stands inside it is not read while it is shown."""
    return passed() if accessible_name(element, page) else failed("missing")


RULE = Rule(
    id="object-alt",
    name={"ja": "埋込み（object）に代替テキストがある", "en": "Embedded objects have a text alternative"},
    criteria=("1.1.1",),
    impact="serious",
    items=("G17",),
    act=("8fc3b6",),
    replaces=("object-alt",),
    applicability=applicability,
    expectation=expectation,
    why={
        "ja": "音声で読む人に、埋め込まれたものが何か伝わりません。",
        "en": "Listeners do not learn what is embedded.",
    },
    messages={
        "missing": {
            "ja": "埋め込んだもの（object）に代わりの文字がありません。",
            "en": "The embedded object has no text alternative.",
        },
    },
    fixes={
        "": {
            "ja": 'aria-label="市章" のように、何であるかを書いてください。',
            "en": 'Say what it is: aria-label="The city\'s emblem".',
        },
    },
    source="WCAG 2.2, SC 1.1.1; ACT rule 8fc3b6",
)
