"""A text alternative says more than the caption beside it."""

import re

from a11y_checker.dom import Element, children, closest, raw_text, squeeze
from a11y_checker.japanese import plain_words
from a11y_checker.page import Page
from a11y_checker.results import Verdict, cant_tell, passed
from a11y_checker.rule import Rule

# What is added to a caption to silence a tool. Source: Japanese check J12.
_STOCK = re.compile(
    r"(?:の|を写した|を示した|の様子の)?(?:サムネイル)?"
    r"(?:写真|画像|イラスト|図|バナー|アイコン|サムネイル|イメージ)(?:です|その\d|\d+)?$"
)


def applicability(page: Page) -> list[Element]:
    """Images with a text alternative and words beside them."""
    return [e for e in page.exposed("img[alt]") if squeeze(e.get("alt")) and _beside(e)]


def expectation(image: Element, page: Page) -> Verdict:
    """Ask about an alt that is the text beside it, with or without a stock word."""
    alt = plain_words(squeeze(image.get("alt")))
    beside = {plain_words(text) for text in _beside(image)}
    if alt in beside:
        return cant_tell("same", alt=squeeze(image.get("alt")))
    bare = _STOCK.sub("", alt)
    return cant_tell("stock", alt=squeeze(image.get("alt"))) if bare != alt and bare in beside else passed()


def _beside(image: Element) -> list[str]:
    """The caption, the rest of the link, and the next paragraph when it is as short as a caption."""
    figure = closest(image, "figure")
    found = [raw_text(child) for child in children(figure) if child.tag == "figcaption"] if figure is not None else []
    link = closest(image, "a")
    found += [raw_text(link)] if link is not None else [squeeze(image.tail)]
    box = image.getparent()
    after = image.getnext() if image.getnext() is not None or box is None else box.getnext()
    if after is not None and after.tag in ("p", "span", "div", "br"):
        found.append(raw_text(after) or squeeze(after.tail))
    return [text for text in found if text]


RULE = Rule(
    id="image-alt-caption",
    name={"ja": "代替テキストが、隣の文字の繰り返しでない", "en": "Text alternatives add to the caption"},
    criteria=("1.1.1",),
    impact="minor",
    items=("G18", "G19", "J12"),
    michecker=("B_28",),
    automation="semi",
    applicability=applicability,
    expectation=expectation,
    why={
        "ja": "同じことを二度聞かされ、画像に何が写っているかは分からないままです。",
        "en": "Listeners hear the same twice and still do not know what the picture shows.",
    },
    messages={
        "stock": {
            "ja": "代替テキスト「{alt}」は、隣の文字に決まった言葉を足しただけです。画像の内容が伝わりますか。",
            "en": "The text alternative “{alt}” is the text beside it plus a stock word. Does it tell what the picture shows?",
        },
        "same": {
            "ja": "代替テキスト「{alt}」は、隣の文字と同じです。",
            "en": "The text alternative “{alt}” repeats the text beside it.",
        },
    },
    fixes={
        "": {
            "ja": '画像から分かることを書いてください。隣の文字で足りるなら alt="" にしてください。',
            "en": 'Say what the picture shows; when the text beside it is enough, write alt="".',
        },
    },
    source="WCAG 2.2, SC 1.1.1, technique H2 and H67; Japanese check J12",
)
