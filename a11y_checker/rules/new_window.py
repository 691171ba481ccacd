"""Links that open a new window say so."""

import re

from a11y_checker.accname import accessible_name, description
from a11y_checker.dom import Element, ancestors, raw_text, squeeze
from a11y_checker.page import Page
from a11y_checker.results import Verdict, failed, passed
from a11y_checker.rule import Rule

_NOTICE = re.compile(
    r"(?:別|新し[いく]|新規|新)の?(?:ウィンドウ|ウインドウ|ウインドー|ウィンドー|タブ|窓|画面|ページで|ブラウザ)"
    r"|外部(?:リンク|サイト|ページ|の(?:サイト|ページ|ホームページ))|new\s*(?:window|tab)|external\s*(?:link|site)"
    r"|別ウ[ィイ]ンド|別窓|別タブ",
    re.I,
)
# Our choice: a notice right behind the link, as in 「○○（外部リンク）」, still belongs to it.
_BEHIND_CHARS = 20


def applicability(page: Page) -> list[Element]:
    """Links that open in another window or tab."""
    targets = ("_blank", "blank", "_new", "new")
    links = page.exposed("a[href][target], area[href][target]")
    found = [link for link in links if (link.get("target") or "").strip().lower() in targets]
    opened = page.exposed("a[onclick*='window.open('], area[onclick*='window.open('], a[href*='window.open(']")
    return [*found, *(link for link in opened if link not in found)]


def expectation(link: Element, page: Page) -> Verdict:
    """Fail a link without a notice in its name, title, description, pictures, or right around it."""
    own = " ".join(
        (
            accessible_name(link, page),
            raw_text(link),
            squeeze(link.get("title")),
            description(link, page),
            *(image.get("alt") or "" for image in link.iter("img")),
        )
    )
    if _NOTICE.search(own) or _NOTICE.search(_behind(link)) or _NOTICE.search(_heading_before(link)):
        return passed()
    return failed("unannounced")


def _behind(link: Element) -> str:
    """The text and pictures right behind a link, up to the next element."""
    text = squeeze(link.tail)[:_BEHIND_CHARS]
    following = link.getnext()
    if following is not None and not squeeze(link.tail) and following.tag in ("img", "span", "small", "svg", "i"):
        text += " ".join((following.get("alt") or "", following.get("aria-label") or "", raw_text(following)))
    return text


def _heading_before(link: Element) -> str:
    """A notice for a whole list of links: the text right before the list."""
    box = next((place for place in ancestors(link) if place.tag in ("ul", "ol", "table", "dl")), None)
    before = box.getprevious() if box is not None else None
    return raw_text(before) if before is not None else ""


RULE = Rule(
    id="new-window",
    name={"ja": "新しいウィンドウで開くリンクに知らせがある", "en": "Links to new windows say so"},
    criteria=("3.2.5",),
    impact="minor",
    items=("G44", "J41"),
    applicability=applicability,
    expectation=expectation,
    house=True,
    why={
        "ja": "知らせがないと、「戻る」が効かない理由が分からず、迷う人がいます。",
        "en": "Without a notice people get lost, because “back” no longer works and they do not know why.",
    },
    messages={
        "unannounced": {
            "ja": "新しいウィンドウ（タブ）で開くことが書かれていません。",
            "en": "Nothing says that the link opens in a new window or tab.",
        },
    },
    fixes={
        "": {
            "ja": 'target="_blank" を消すか、リンクの文字に「（別ウィンドウで開きます）」と書いてください。',
            "en": 'Remove target="_blank", or add “(opens in a new window)” to the link\'s text.',
        },
    },
    source="Municipal guideline item G44; WCAG 2.2, SC 3.2.5, techniques G201 and H83",
)
