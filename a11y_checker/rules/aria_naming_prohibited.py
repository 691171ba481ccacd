"""ARIA names stand only where they are announced."""

from a11y_checker.dom import Element, role, squeeze, words
from a11y_checker.page import Page
from a11y_checker.results import Verdict, failed, passed
from a11y_checker.rule import Rule

# Source: WAI-ARIA 1.2, "Roles which cannot be named", and the tags that are generic in HTML-AAM 1.0.
_UNNAMED = words("caption code deletion emphasis generic insertion paragraph presentation strong subscript superscript")
_GENERIC_TAGS = words("b bdi bdo data div i pre q samp small span u")
# Source: WAI-ARIA 1.3 draft, the same prohibition for the braille attributes.
_NAMES = ("aria-label", "aria-labelledby", "aria-roledescription", "aria-braillelabel", "aria-brailleroledescription")


def applicability(page: Page) -> list[Element]:
    """Elements with a naming attribute."""
    return [e for e in page.exposed(", ".join(f"[{name}]" for name in _NAMES)) if any(_given(e))]


def _given(element: Element) -> list[str]:
    return [name for name in _NAMES if squeeze(element.get(name))]


def expectation(element: Element, page: Page) -> Verdict:
    """Fail a name on an element that has no role that takes one."""
    kind = role(element) or ("generic" if element.tag in _GENERIC_TAGS else "")
    return failed("unheard", name=_given(element)[0]) if kind in _UNNAMED else passed()


RULE = Rule(
    id="aria-naming-prohibited",
    name={"ja": "名前を付けられない要素に ARIA の名前がない", "en": "No ARIA name where none is announced"},
    criteria=("4.1.2",),
    impact="serious",
    items=("G66",),
    act=("kb1m8s",),
    replaces=(
        "aria-prohibited-attr",
        "aria-braille-equivalent",
    ),
    applicability=applicability,
    expectation=expectation,
    why={
        "ja": "付けた名前は読み上げられないので、書いた人だけが伝わったと思います。",
        "en": "The name is not announced, so only its writer believes that it is.",
    },
    messages={
        "unheard": {
            "ja": "役割のない要素に {name} が付いています。読み上げられません。",
            "en": "{name} stands on an element without a role; it is not announced.",
        },
    },
    fixes={
        "": {
            "ja": "文字として中に書くか、役割のある要素（button、nav など）に付けてください。",
            "en": "Write it as text inside, or put it on an element that has a role, such as button or nav.",
        },
    },
    source='WAI-ARIA 1.2, "Prohibited States and Properties"; ACT rule kb1m8s',
)
