"""A text alternative says more than that there is an image."""

import re

from a11y_checker.dom import Element, squeeze
from a11y_checker.page import Page
from a11y_checker.results import Verdict, failed, passed
from a11y_checker.rule import Rule

# Words that name the kind of thing, never its content. Source: WCAG 2.2, failure F30; the
# guideline family's item on fitting text alternatives (G18).
_KINDS = (
    "画像|写真|イラスト|イメージ|図|図版|挿絵|挿し絵|アイコン|ロゴ|バナー|サムネイル|スペーサー?|空白|背景|飾り|罫線|矢印画像"
    "|image|img|photo|picture|pic|graphic|icon|banner|logo|spacer|blank|figure|illust|illustration|thumbnail|alt"
)
_ALONE = re.compile(rf"(?:{_KINDS})(?:です)?", re.I)
_NUMBERED = re.compile(
    rf"(?:{_KINDS})[ 　_-]?(?:その|[Nn][Oo]\.?)?[(（]?(?:[0-9０-９①-⑳一二三四五六七八九十]{{1,3}}|[A-ZＡ-Ｚ])[)）]?",
    re.I,
)


def applicability(page: Page) -> list[Element]:
    """Images with a text alternative."""
    return [e for e in page.exposed("img[alt], area[alt], input[type=image][alt]") if e.get("alt")]


def expectation(image: Element, page: Page) -> Verdict:
    """Fail an alt that is a kind of thing alone, or a kind of thing with a number."""
    if not (image.get("alt") or "").strip():
        return passed() if (image.get("alt") or "").isascii() else failed("blank")
    alt = squeeze(image.get("alt")).strip("　 「」（）()[]【】・.。")
    if _NUMBERED.fullmatch(alt) or _ALONE.fullmatch(alt):
        return failed("kind_only", alt=squeeze(image.get("alt")))
    return passed()


RULE = Rule(
    id="image-alt-placeholder",
    name={"ja": "代替テキストが「画像」「写真」だけでない", "en": "Text alternatives are not just “image” or “photo”"},
    criteria=("1.1.1",),
    impact="serious",
    items=("G18", "J11"),
    michecker=("B_4", "B_5", "B_6", "B_27", "C_300.0", "C_300.1"),
    applicability=applicability,
    expectation=expectation,
    why={
        "ja": "音声で読む人には、画像があることしか伝わりません。",
        "en": "Listeners learn only that there is an image, not what it shows.",
    },
    messages={
        "kind_only": {
            "ja": "代替テキスト「{alt}」では、何の画像か分かりません。",
            "en": "The text alternative “{alt}” does not tell what the image shows.",
        },
        "blank": {
            "ja": "代替テキストが、全角などの空白の文字だけです。",
            "en": "The text alternative is nothing but wide blanks.",
        },
    },
    fixes={
        "": {
            "ja": '内容を書いてください（例：alt="秋まつりのみこし"）。飾りの画像なら alt="" にしてください。',
            "en": 'Say what it shows (alt="Shrine float at the autumn festival"); for decoration write alt="".',
        },
    },
    source="WCAG 2.2, SC 1.1.1, failure F30",
)
