"""What only the picture of a film shows can be heard."""

from a11y_checker.dom import Element
from a11y_checker.media import is_told, may_be_told, shown, sound
from a11y_checker.page import Page
from a11y_checker.results import Verdict, cant_tell, failed, passed
from a11y_checker.rule import Rule


def applicability(page: Page) -> list[Element]:
    """Films with sound."""
    return [video for video in shown(page, "video") if sound(video, page) is not False]


def expectation(video: Element, page: Page) -> Verdict:
    """Fail a description that no browser plays; else a person has to listen."""
    if is_told(video, page):
        return passed()
    tracks = [t for t in video.iter("track") if (t.get("kind") or "").lower() == "descriptions"]
    if tracks and not shown(page, "audio") and not may_be_told(video, page):
        return failed("unplayed", place=tracks[0])
    return cant_tell("listen")


RULE = Rule(
    id="video-description",
    name={"ja": "動画の映像の説明が聞ける", "en": "Films are described in sound"},
    criteria=(
        "1.2.3",
        "1.2.5",
    ),
    impact="moderate",
    items=("G60",),
    act=(
        "1ea59c",
        "c5a4ea",
        "1ec09b",
    ),
    needs_browser=True,
    applicability=applicability,
    expectation=expectation,
    why={
        "ja": "画面を見ない人に、映像だけで伝えていることが分かりません。",
        "en": "People who cannot see miss what only the picture tells.",
    },
    messages={
        "unplayed": {
            "ja": '映像の説明が track kind="descriptions" だけにあります。これを読み上げるブラウザーはありません。',
            "en": 'The description is only a track of kind "descriptions", which no browser plays.',
        },
        "listen": {
            "ja": "映像だけで伝えている内容が、音声でも説明されているかを確かめてください。",
            "en": "See whether what only the picture tells is said as well.",
        },
    },
    fixes={
        "": {
            "ja": "説明を入れた動画を用意し、元の動画のすぐ下からリンクしてください。",
            "en": "Offer a film with the description spoken in it, linked right below the first.",
        },
    },
    source="WCAG 2.2, SC 1.2.5, techniques G8, G78, G173; ACT rules 1ea59c, c5a4ea, 1ec09b",
)
