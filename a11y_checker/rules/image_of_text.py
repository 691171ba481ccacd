"""Words are text, not pictures of text."""

import re
from urllib.parse import unquote, urlsplit

from a11y_checker.dom import Element, squeeze
from a11y_checker.page import Page
from a11y_checker.results import Verdict, cant_tell, passed
from a11y_checker.rule import Rule

# Names that web workers give to pictures of words: banners, titles, buttons. Our own list.
_FILE = re.compile(
    r"(?:^|[_/-])(?:bnr|banner|ttl|title|midashi|moji|txt|catch|copy|btn|button|telop)(?:[_.\d-]|$)", re.I
)
_APPEAL = re.compile(r"[！!]|ください|ましょう|募集中|受付中|開催中|お気軽に|お早めに|詳しくは")
_EXEMPT = re.compile(r"logo|emblem|mark|symbol|icon|spacer", re.I)
_EXEMPT_ALT = re.compile(r"ロゴ|市章|町章|村章|マーク|サイン|署名|看板|標識|ポスター|ちらし|チラシ|表紙|画面|写真")
_MIN_CHARS = 6
# Pictures of headings are words however short they are.
_HEADING_FILE = re.compile(r"(?:^|[_/-])(?:ttl|title|midashi|bnr|banner)(?:[_.\d-]|$)", re.I)
# Whole sentences that announce something: a picture of words, not of a thing.
_ANNOUNCES = re.compile(
    r"(?:行い|始め|始まり|開き|開催し|募集し|受け付け|休み|休館し|お知らせし|中止し|変わり|変更し|でき)ます。?"
)


def applicability(page: Page) -> list[Element]:
    """Pictures with a text alternative of some length."""
    return [e for e in page.exposed("img[alt]") if _is_of_words(e)]


def _is_of_words(image: Element) -> bool:
    alt = squeeze(image.get("alt"))
    return len(alt) >= _MIN_CHARS or (bool(alt) and _HEADING_FILE.search(image.get("src") or "") is not None)


def expectation(image: Element, page: Page) -> Verdict:
    """Ask about pictures whose name or text says that they are words; logos are exempt."""
    alt = squeeze(image.get("alt"))
    path = unquote(urlsplit(image.get("src") or "").path)
    if _EXEMPT.search(path.rsplit("/", 1)[-1]) or _EXEMPT_ALT.search(alt):
        return passed()
    says_words = _FILE.search(path) or _APPEAL.search(alt) or _ANNOUNCES.search(alt)
    return cant_tell("words", alt=alt) if says_words else passed()


RULE = Rule(
    id="image-of-text",
    name={"ja": "文字を画像にしていない", "en": "Words are not pictures"},
    criteria=("1.4.5",),
    impact="minor",
    items=("G20", "J27"),
    automation="semi",
    applicability=applicability,
    expectation=expectation,
    why={
        "ja": "画像の文字は、拡大するとぼやけ、色も変えられません。",
        "en": "Words in pictures blur when enlarged and cannot change their colours.",
    },
    messages={
        "words": {
            "ja": "代替テキスト「{alt}」から見て、文字を画像にしたもののようです。",
            "en": "By its text alternative “{alt}” this seems to be a picture of words.",
        },
    },
    fixes={
        "": {
            "ja": "文字は文字のまま書き、形や色は CSS で付けてください。ロゴはそのままでかまいません。",
            "en": "Write the words as text and style them with CSS. Logos may stay.",
        },
    },
    source="WCAG 2.2, SC 1.4.5, technique C22",
)
