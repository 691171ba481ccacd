"""Every image that is not decoration has a text alternative."""

from a11y_checker.accname import accessible_name
from a11y_checker.dom import Element, closest, role
from a11y_checker.page import Page
from a11y_checker.results import Verdict, failed, passed
from a11y_checker.rule import Rule


def expectation(image: Element, page: Page) -> Verdict:
    """Fail an image without a name; inside a link the link's target is what is lost."""
    if image.get("alt") is not None and not image.get("alt", "").strip():
        return failed("blank") if image.get("alt") else passed()
    if accessible_name(image, page) or role(image) == "presentation":
        return passed()
    return failed("missing_in_link" if closest(image, "a") is not None else "missing")


RULE = Rule(
    id="image-alt",
    name={"ja": "画像に代替テキストがある", "en": "Images have a text alternative"},
    criteria=("1.1.1",),
    impact="critical",
    items=("G17",),
    michecker=("B_0", "B_38", "C_300.4"),
    act=("23a2a8",),
    applicability="img",
    expectation=expectation,
    why={
        "ja": "画面を見ない人（音声で読む人）と、画像が表示されない人に、画像の内容が伝わりません。",
        "en": "People who listen to the page, or get no pictures, miss what the image says.",
    },
    messages={
        "missing": {
            "ja": "画像に代替テキスト（alt）がありません。",
            "en": "The image has no text alternative (alt).",
        },
        "missing_in_link": {
            "ja": "リンクになっている画像に代替テキスト（alt）がありません。リンク先が分かりません。",
            "en": "An image that is a link has no text alternative (alt), so nobody can hear where it leads.",
        },
        "blank": {
            "ja": "画像の代替テキスト（alt）が空白だけです。",
            "en": "The image's text alternative (alt) is only white space.",
        },
    },
    fixes={
        "missing": {
            "ja": '内容を短く書いてください（例：alt="市役所の入口"）。飾りの画像なら alt="" にしてください。',
            "en": 'Describe it briefly (alt="Entrance of the city hall"); for decoration write alt="".',
        },
        "missing_in_link": {
            "ja": 'リンク先を書いてください（例：alt="ごみの出し方"）。',
            "en": 'Say where the link leads (alt="How to put out waste").',
        },
        "blank": {
            "ja": '内容を書くか、飾りの画像なら alt="" にしてください。',
            "en": 'Describe the image, or write alt="" for decoration.',
        },
    },
    source="WCAG 2.2, SC 1.1.1; ACT rule 23a2a8; JIS X 8341-3:2010, 7.1.1.1",
)
