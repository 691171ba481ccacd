"""A link's text alone tells where it leads (level AAA)."""

import re

from a11y_checker.accname import accessible_name
from a11y_checker.dom import Element
from a11y_checker.japanese import is_vague_link
from a11y_checker.page import Page
from a11y_checker.results import Verdict, cant_tell, failed, passed
from a11y_checker.rule import Rule


def applicability(page: Page) -> list[Element]:
    """Links with a name."""
    return [link for link in page.exposed("a[href], area[href], [role=link]") if accessible_name(link, page)]


def expectation(link: Element, page: Page) -> Verdict:
    """Fail a vague text: at this level nothing around the link may help."""
    name = accessible_name(link, page)
    if is_vague_link(name) or _POINTS_ONLY.fullmatch(name.strip()):
        return failed("vague", name=name)
    return cant_tell("points", name=name) if _POINTS.match(name) and not _IS_TITLE.search(name) else passed()


# A pointing word and a word for any thing: without the sentence before it nobody knows which.
_POINTS_ONLY = re.compile(
    r"(?:this|that|these|those)\s+(?:page|link|article|document|site|website|report|file|form|item|post|list|product|section)s?"
    r"|(?:この|その|これらの|それらの|上記の?|下記の?)(?:ページ|リンク|記事|資料|サイト|ホームページ|ファイル|文書|様式|書類|一覧|製品|商品)",
    re.I,
)
# Words that point at what was said before: "this product", この製品.
_POINTS = re.compile(
    r"(?:this|that|these|those|it|上記|下記|この|その|これら|同)(?:\b|(?<=[^\x00-\x7f]))(?!市|町|県)", re.I
)


# 「この市について」 is the title of a page, and says which.
_IS_TITLE = re.compile(r"について$|とは[？?]?$|案内$|使い方$|見方$")


RULE = Rule(
    id="link-text-alone",
    name={"ja": "リンクの文字だけで行き先が分かる", "en": "Link text alone tells where the link leads"},
    criteria=("2.4.9",),
    impact="moderate",
    items=("G37", "J07"),
    act=("aizyf1",),
    applicability=applicability,
    expectation=expectation,
    why={
        "ja": "音声で読む人は、リンクだけを続けて聞くことがあります。「こちら」が並ぶと、どれが何か分かりません。",
        "en": "Listeners often go from link to link; a row of “here” tells them nothing.",
    },
    messages={
        "vague": {
            "ja": "リンクの文字が「{name}」だけです。",
            "en": "The link text is only “{name}”.",
        },
        "points": {
            "ja": "リンクの文字「{name}」は、前の文を読まないと分からないかもしれません。確かめてください。",
            "en": "The link text “{name}” may be clear only after the words before it. See whether it is.",
        },
    },
    fixes={
        "": {
            "ja": "「粗大ごみの申込み方法」のように、行き先の名前をリンクにしてください。",
            "en": "Make the target's name the link: “How to apply for bulky waste”.",
        },
    },
    source="WCAG 2.2, SC 2.4.9, failure F84",
)
