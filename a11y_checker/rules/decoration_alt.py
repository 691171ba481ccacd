"""A decorative picture has an empty text alternative."""

import re

from a11y_checker.dom import Element, closest, squeeze
from a11y_checker.page import Page
from a11y_checker.results import Verdict, failed, passed
from a11y_checker.rule import Rule

# Words that say that a picture is there for looks only. Our own list; source of the kind: WCAG 2.2, failure F39.
_DECORATION = re.compile(
    r"(?:(?:区切り|仕切り|飾り|装飾|二重|波|点|破|罫)線?|区切り|余白|空白|背景|スペーサー?|飾り枠|枠線|ライン|影|角丸|点線|罫線|マーカー|行頭記号"
    r"|spacer|divider|separator|bullet|blank|line|border|shadow|decoration|dot)(?:の?(?:画像|イメージ|アイコン))?(?:です)?",
    re.I,
)


def applicability(page: Page) -> list[Element]:
    """Pictures with a text alternative, other than those that are a link's only words."""
    found = [e for e in page.exposed("img[alt]") if squeeze(e.get("alt"))]
    return [e for e in found if closest(e, "a", "button") is None]


def expectation(image: Element, page: Page) -> Verdict:
    """Fail an alternative that names a decoration."""
    alt = squeeze(image.get("alt"))
    return failed("named", alt=alt) if _DECORATION.fullmatch(alt) else passed()


RULE = Rule(
    id="decoration-alt",
    name={"ja": "飾りの画像の代替テキストが空である", "en": "Decorative pictures have an empty text alternative"},
    criteria=(),
    impact="minor",
    items=("G19", "J11"),
    house=True,
    applicability=applicability,
    expectation=expectation,
    why={
        "ja": "音声で聞く人は、意味のない言葉を何度も聞かされます。",
        "en": "Listeners hear meaningless words again and again.",
    },
    messages={
        "named": {
            "ja": "飾りの画像に、代替テキスト「{alt}」があります。",
            "en": "A decorative picture has the text alternative “{alt}”.",
        },
    },
    fixes={
        "": {
            "ja": '代替テキストを空にしてください。例: <img src="line.gif" alt="">',
            "en": 'Empty it: <img src="line.gif" alt="">',
        },
    },
    source="WCAG 2.2, technique H67; municipal guideline item G19",
)
