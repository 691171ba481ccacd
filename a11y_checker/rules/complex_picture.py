"""A graph, chart or map is also told in words."""

import re

from a11y_checker.dom import Element, ancestors, raw_text, squeeze
from a11y_checker.page import Page
from a11y_checker.results import Verdict, cant_tell, passed
from a11y_checker.rule import Rule

_COMPLEX = re.compile(
    r"グラフ|図表|フローチャート|流れ図|組織図|体制図|系統図|相関図|年表|推移|路線図|ハザードマップ|模式図|概要図|チャート|graph|chart|diagram",
    re.I,
)
_TOLD = re.compile(r"説明|詳細|テキスト|文字で|データ|数値|表で|読み上げ|description|data", re.I)
# Our choice: what tells a graph needs at least a sentence or two.
_ENOUGH_CHARS = 60


def applicability(page: Page) -> list[Element]:
    """Pictures whose text alternative calls them a graph, a chart, or a plan."""
    return [e for e in page.exposed("img[alt]") if _COMPLEX.search(squeeze(e.get("alt")))]


def expectation(image: Element, page: Page) -> Verdict:
    """Ask, unless a long alternative, a description, or words or a table right beside it tell the same."""
    if image.get("longdesc") or image.get("aria-describedby") or image.get("aria-details"):
        return passed()
    if len(squeeze(image.get("alt"))) >= _ENOUGH_CHARS:
        return passed()
    around = next(
        (p for p in ancestors(image) if p.tag in ("p", "figure", "div", "section", "td", "li", "main", "body")), None
    )
    if around is None:
        return cant_tell("compare", alt=squeeze(image.get("alt")))
    near = [image, *(image.itersiblings() if around.tag in ("main", "body", "section") else ()), around.getnext()]
    places = [around] if around.tag not in ("main", "body", "section") else []
    texts = [(raw_text(place) if place is not image else "") for place in [*places, *near[:4]] if place is not None]
    has_table = any(
        place is not None and next(place.iter("table", "details"), None) is not None for place in [*places, *near[:4]]
    )
    told = has_table or any(len(text) >= _ENOUGH_CHARS or _TOLD.search(text) for text in texts)
    return passed() if told else cant_tell("compare", alt=squeeze(image.get("alt")))


RULE = Rule(
    id="complex-picture",
    name={"ja": "グラフや図の内容が文でも分かる", "en": "Graphs and charts are told in words too"},
    criteria=("1.1.1",),
    impact="minor",
    items=("G21",),
    house=True,
    automation="semi",
    applicability=applicability,
    expectation=expectation,
    why={
        "ja": "画像を見ない人に、グラフや図の数や流れが伝わりません。",
        "en": "People who do not see the picture miss its numbers and its course.",
    },
    messages={
        "compare": {
            "ja": "画像「{alt}」の内容が、文や表でも書いてあるかを確かめてください。",
            "en": "See whether words or a table tell what the picture “{alt}” shows.",
        },
    },
    fixes={
        "": {
            "ja": "画像のすぐ下に、同じ内容の表か文を置いてください。"
            '例: <figure><img … alt="人口のグラフ"><figcaption>人口は10年で2,000人減りました。</figcaption></figure>',
            "en": "Put a table or text with the same content right below: "
            '<figure><img … alt="Graph of the population"><figcaption>The population fell by 2,000 in ten years.</figcaption></figure>',
        },
    },
    source="WCAG 2.2, SC 1.1.1, technique G95; municipal guideline item G21",
)
