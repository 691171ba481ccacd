"""No elements and attributes that HTML has dropped."""

from a11y_checker.dom import Element, words
from a11y_checker.page import Page
from a11y_checker.results import Verdict, failed, passed
from a11y_checker.rule import Rule

# Source: HTML Standard, §16.2 "Non-conforming features".
_ELEMENTS = words(
    "acronym applet basefont bgsound big blink center dir font frame frameset isindex keygen listing marquee menuitem"
    " multicol nextid nobr noembed noframes plaintext spacer strike tt xmp"
)
_ATTRIBUTES = {
    "body": words("alink background bgcolor link marginheight marginwidth text vlink"), "br": words("clear"),
    "caption": words("align"), "div": words("align"), "h1": words("align"), "h2": words("align"), "h3": words("align"),
    "hr": words("align color noshade size width"),
    "iframe": words("align frameborder marginheight marginwidth scrolling"),
    "img": words("align border hspace vspace"), "p": words("align"),
    "table": words("align bgcolor cellpadding cellspacing frame rules width"),
    "td": words("align bgcolor height nowrap valign width"), "th": words("align bgcolor height nowrap valign width"),
    "tr": words("align bgcolor valign"), "ul": words("compact type"), "script": words("language"),
}  # fmt: skip


def verdicts(page: Page) -> dict[Element, Verdict]:
    """Fail dropped elements and attributes; every element of the body that could be or bear one is a target."""
    bodies = [body for body in page.select("body") if _dropped(body)]
    inside = (element for body in page.select("body") for element in body.iterdescendants(*_TARGETS))
    return {element: _judge(element) for element in (*bodies, *inside)}


_TARGETS = sorted(_ELEMENTS | set(_ATTRIBUTES))


def _dropped(element: Element) -> list[str]:
    return sorted(_ATTRIBUTES[str(element.tag)].intersection(map(str, element.keys())))


def _judge(element: Element) -> Verdict:
    if element.tag in _ELEMENTS:
        return failed("element", name=element.tag)
    dropped = _dropped(element) if element.attrib else []
    return failed("attribute", name=dropped[0], tag=element.tag) if dropped else passed()


RULE = Rule(
    id="obsolete-markup",
    name={"ja": "廃止された要素・属性がない", "en": "No dropped elements and attributes"},
    criteria=(),
    impact="minor",
    items=("G07", "G08"),
    michecker=("C_48.0", "C_48.1", "C_48.2", "C_48.3", "C_48.4", "C_48.5", "C_48.7", "C_48.8"),
    verdicts=verdicts,
    house=True,
    why={
        "ja": "見た目だけの指定は、読む人が色や大きさを変えるときの妨げになります。ブラウザがいつ対応をやめるかも分かりません。",
        "en": "Looks set in mark-up get in the way of readers' own colours and sizes, and browsers may drop them.",
    },
    messages={
        "element": {
            "ja": "廃止された要素 {name} があります。",
            "en": "There is the dropped element {name}.",
        },
        "attribute": {
            "ja": "{tag} に、廃止された属性 {name} があります。",
            "en": "{tag} has the dropped attribute {name}.",
        },
    },
    fixes={
        "": {
            "ja": "意味は見出しや強調（h2、strong など）で、見た目は CSS で表してください。",
            "en": "Use headings and strong for meaning, CSS for looks.",
        },
    },
    source='HTML Standard, §16.2 "Non-conforming features"; municipal guideline item G07',
)
