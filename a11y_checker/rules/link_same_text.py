"""Links with the same text lead to the same place."""

import re

from a11y_checker.accname import accessible_name
from a11y_checker.dom import Element, squeeze
from a11y_checker.page import Page
from a11y_checker.results import Verdict, failed, passed
from a11y_checker.rule import Rule

# One telephone number may be written with Japan's country code or with the 0 that stands for it (RFC 3966, section 5.1.4).
_COUNTRY = re.compile(r"^tel:\+81")
_NOT_DIALLED = re.compile(r"[-.() ]|%20")
_INDEX = re.compile(r"/(?:index|default)\.(?:html?|php|aspx?|cgi)$", re.I)


def _by_name(page: Page) -> dict[str, list[Element]]:
    found: dict[str, list[Element]] = {}
    for link in page.exposed("a[href], area[href]"):
        name = squeeze(accessible_name(link, page)).lower()
        if name:
            found.setdefault(name, []).append(link)
    return found


def verdicts(page: Page) -> dict[Element, Verdict]:
    """Fail a link whose text another one before it has for a different address; every link with a name is a target."""
    found: dict[Element, Verdict] = {}
    for links in _by_name(page).values():
        before: set[str] = set()
        for link in links:
            here = _target(link, page)
            name = squeeze(accessible_name(link, page))
            found[link] = failed("differs", name=name) if before - {here} else passed()
            before.add(here)
    return found


def _target(link: Element, page: Page) -> str:
    address = page.absolute(link.get("href") or "")
    if address.lower().startswith("tel:"):
        return _COUNTRY.sub("tel:0", _NOT_DIALLED.sub("", address.lower()))
    path, mark, rest = address.partition("?")
    return _INDEX.sub("/", path).rstrip("/") + mark + rest


RULE = Rule(
    id="link-same-text",
    name={"ja": "同じ文字のリンクは同じ所へ行く", "en": "Same link text, same target"},
    criteria=(),
    impact="minor",
    items=("G38",),
    michecker=("C_58.0",),
    verdicts=verdicts,
    house=True,
    why={
        "ja": "リンクだけを続けて聞く人には、違いが分かりません。",
        "en": "People who go from link to link cannot tell them apart.",
    },
    messages={
        "differs": {
            "ja": "「{name}」というリンクが、前にある同じ文字のリンクと違う所へ行きます。",
            "en": "The link “{name}” leads elsewhere than a link with the same text before it.",
        },
    },
    fixes={
        "": {
            "ja": "「4月の記録」「5月の記録」のように、違いが分かる文字にしてください。",
            "en": "Make the texts differ: “4月の記録”, “5月の記録”.",
        },
    },
    source="Municipal guideline item G38; WCAG 2.2, technique G91",
)
