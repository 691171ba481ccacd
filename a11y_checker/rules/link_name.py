"""Every link has a name."""

from a11y_checker.accname import accessible_name
from a11y_checker.dom import Element, role
from a11y_checker.page import Page
from a11y_checker.results import Verdict, failed, passed
from a11y_checker.rule import Rule


def applicability(page: Page) -> list[Element]:
    """Links that assistive technology gets."""
    return [link for link in page.exposed("a, area, [role]") if role(link) == "link"]


def expectation(link: Element, page: Page) -> Verdict:
    """Fail a link that nothing names."""
    if accessible_name(link, page):
        return passed()
    if link.tag == "area":
        return failed("area")
    return failed("image" if next(link.iter("img", "svg"), None) is not None else "empty")


RULE = Rule(
    id="link-name",
    name={"ja": "リンクに名前がある", "en": "Links have a name"},
    criteria=("2.4.4", "4.1.2"),
    impact="serious",
    items=("G37",),
    michecker=("B_2", "B_14", "C_57.2", "C_57.6"),
    act=("c487ae",),
    applicability=applicability,
    expectation=expectation,
    replaces=("link-name", "area-alt"),
    why={
        "ja": "音声で読む人は、リンクがあることしか分からず、行き先が分かりません。",
        "en": "Listeners learn that there is a link, but not where it leads.",
    },
    messages={
        "empty": {"ja": "リンクに文字がありません。", "en": "The link has no text."},
        "image": {
            "ja": "画像だけのリンクで、画像に代わりの文字がありません。",
            "en": "The link holds only a picture without a text alternative.",
        },
        "area": {
            "ja": "イメージマップの領域（area）に代替テキストがありません。",
            "en": "The area of the image map has no text alternative.",
        },
    },
    fixes={
        "empty": {
            "ja": "リンクの中に行き先の名前を書くか、要らないリンクなら消してください。",
            "en": "Write where it leads inside the link, or remove a link that is not needed.",
        },
        "image": {
            "ja": '画像の alt に行き先を書いてください（例：alt="ごみの出し方"）。svg なら a に aria-label を付けてください。',
            "en": 'Put the target into the alt (alt="How to put out waste"); for svg, add aria-label to the link.',
        },
        "area": {
            "ja": '領域の行き先を書いてください（例：alt="小野地区"）。',
            "en": 'Say where the area leads (alt="Ono district").',
        },
    },
    source="WCAG 2.2, SC 2.4.4 and 4.1.2, failure F89; ACT rule c487ae",
)
