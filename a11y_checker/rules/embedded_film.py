"""A film from another site has captions."""

import re

from a11y_checker.dom import Element, raw_text
from a11y_checker.page import Page
from a11y_checker.results import Verdict, cant_tell, passed
from a11y_checker.rule import Rule

_FILMS = re.compile(
    r"^(?:https?:)?//(?:www\.|player\.|m\.)?(?:youtube(?:-nocookie)?\.com/embed|youtu\.be/|vimeo\.com/video|dailymotion\.com/embed)",
    re.I,
)
_SAID = re.compile(
    r"字幕|手話|音声(?:は|が)?(?:なし|ありません|入っていません)|無音|文字起こし|書き起こし|captions?|subtitles?|transcript",
    re.I,
)


def applicability(page: Page) -> list[Element]:
    """Frames with a film of a film site."""
    return [frame for frame in page.exposed("iframe[src]") if _FILMS.match((frame.get("src") or "").strip())]


def expectation(frame: Element, page: Page) -> Verdict:
    """Ask about captions, unless the words around the film speak of them."""
    around = frame.getparent()
    near = [around, around.getnext(), around.getprevious()] if around is not None else []
    words = " ".join(
        [frame.get("title") or "", *(raw_text(e) for e in near if e is not None and e.tag not in ("main", "body"))]
    )
    return passed() if _SAID.search(words) or "cc_load_policy=1" in (frame.get("src") or "") else cant_tell("captions")


RULE = Rule(
    id="embedded-film",
    name={"ja": "埋め込んだ動画に字幕がある", "en": "Embedded films have captions"},
    criteria=("1.2.2",),
    impact="minor",
    items=("G60",),
    house=True,
    automation="semi",
    applicability=applicability,
    expectation=expectation,
    why={
        "ja": "耳の聞こえない人、音を出せない所で見る人に、話が伝わりません。",
        "en": "Deaf people, and people where no sound may be made, miss what is said.",
    },
    messages={
        "captions": {
            "ja": "埋め込んだ動画に、正しい字幕があるかを確かめてください。",
            "en": "See whether the embedded film has right captions.",
        },
    },
    fixes={
        "": {
            "ja": "動画のサイトで字幕を付け、近くに「字幕があります」と書いてください。例: <p>この動画には字幕があります。</p>",
            "en": "Add captions on the film site and say so beside the film: <p>This film has captions.</p>",
        },
    },
    source="WCAG 2.2, SC 1.2.2, technique G87; municipal guideline item G60",
)
