"""A text alternative is not the name of a file."""

import re
from urllib.parse import unquote, urlsplit

from a11y_checker.dom import Element, squeeze
from a11y_checker.page import Page
from a11y_checker.results import Verdict, failed, passed
from a11y_checker.rule import Rule

_EXTENSION = re.compile(r"^\S+\.(?:jpe?g|png|gif|webp|svg|bmp|tiff?|avif|heic)$", re.I)
# Names that cameras and phones give: IMG_2031, DSC01234, P1050432, 20240512_103011.
_CAMERA = re.compile(r"^(?:(?:IMG|DSC[FN]?|MVI|PXL|DCIM|CIMG|SANY|IMGP)[_-]?\d{3,}\w*|P\d{7}|\d{8}[_-]\d{4,6})$", re.I)
# Our choice: a base name this plain says something in words and may be meant (alt="logo").
_CODE_LIKE = re.compile(r"(?=.*\d)(?=.*[A-Za-z])[\w-]{4,}|\w+_\w+", re.A)


def applicability(page: Page) -> list[Element]:
    """Images with a text alternative."""
    return [e for e in page.exposed("img[alt], area[alt], input[type=image][alt]") if squeeze(e.get("alt"))]


def expectation(image: Element, page: Page) -> Verdict:
    """Fail an alt that ends like an image file, equals the file's code-like name, or is a camera's name."""
    alt = squeeze(image.get("alt"))
    path = unquote(urlsplit(image.get("src") or "").path)
    base = path.rsplit("/", 1)[-1].rsplit(".", 1)[0]
    same = bool(base) and alt.lower() == base.lower() and _CODE_LIKE.fullmatch(alt) is not None
    if _EXTENSION.match(alt) or _CAMERA.match(alt) or same:
        return failed("file_name", alt=alt)
    return passed()


RULE = Rule(
    id="image-alt-file-name",
    name={"ja": "代替テキストがファイル名でない", "en": "Text alternatives are not file names"},
    criteria=("1.1.1",),
    impact="serious",
    items=("G18", "J10"),
    michecker=("B_4", "C_300.0"),
    applicability=applicability,
    expectation=expectation,
    why={
        "ja": "音声で読む人は、意味のない英数字を聞かされ、画像の内容が分かりません。",
        "en": "Listeners hear meaningless letters and digits instead of what the image shows.",
    },
    messages={
        "file_name": {
            "ja": "代替テキスト「{alt}」はファイル名です。",
            "en": "The text alternative “{alt}” is a file name.",
        },
    },
    fixes={
        "": {
            "ja": '画像の内容を書いてください（例：alt="体操教室の様子"）。飾りの画像なら alt="" にしてください。',
            "en": 'Say what the image shows (alt="A gymnastics class"); for decoration write alt="".',
        },
    },
    source="WCAG 2.2, SC 1.1.1, failure F30",
)
