"""Text stands out from its background (level AAA)."""

from a11y_checker.contrast import contrasts_by_element
from a11y_checker.dom import Element
from a11y_checker.page import Page
from a11y_checker.results import Verdict, cant_tell, failed, passed
from a11y_checker.rule import Rule

# Source: WCAG 2.2, SC 1.4.6
NORMAL, LARGE = 7.0, 4.5


def applicability(page: Page) -> list[Element]:
    """Elements with visible text of their own."""
    return list(page.once(contrasts_by_element))


def expectation(element: Element, page: Page) -> Verdict:
    """Fail below the ratio; ask where the background is not clear."""
    text = page.once(contrasts_by_element)[element]
    needed = LARGE if text.is_large else NORMAL
    if text.ratio is None:
        return cant_tell(text.why, text=text.text[:20])
    if text.worst >= needed:
        return passed()
    if text.why and not (text.is_seen and text.ratio < needed):
        return cant_tell(text.why, text=text.text[:20])
    ratio = f"{int(text.ratio * 100) / 100:.2f}"
    key = "low_on_picture" if text.is_seen else "low"
    return failed(key, ratio=ratio, needed=f"{needed:g}", fore=text.foreground, back=text.background)


RULE = Rule(
    id="contrast-enhanced",
    name={"ja": "文字と背景のコントラストが十分である", "en": "Text stands out strongly from its background"},
    criteria=("1.4.6",),
    impact="moderate",
    items=("G09",),
    act=("09o5cg",),
    applicability=applicability,
    expectation=expectation,
    needs_browser=True,
    why={
        "ja": "目の見えにくい人、高齢の人、日の当たる画面で見る人が、文字を読めません。",
        "en": "People with low vision, old people, and anybody with the sun on the screen cannot read it.",
    },
    messages={
        "low": {
            "ja": "文字 {fore} と背景 {back} のコントラスト比は {ratio}:1 です。{needed}:1 以上が必要です。",
            "en": "The contrast of text {fore} on {back} is {ratio}:1. At least {needed}:1 is needed.",
        },
        "low_on_picture": {
            "ja": "画像やグラデーションの上の文字 {fore} の後ろが {back} で、コントラスト比は {ratio}:1 です。"
            "{needed}:1 以上が必要です。",
            "en": "Text {fore} on a picture or gradient stands on {back}, with a contrast of {ratio}:1. "
            "At least {needed}:1 is needed.",
        },
        "image": {
            "ja": "文字「{text}」の背景が画像やグラデーションです。読めるかどうかを目で確かめてください。",
            "en": "The text “{text}” stands on a picture or gradient. Look whether it can be read.",
        },
        "overlap": {
            "ja": "文字「{text}」に別の部品が重なっています。読めるかどうかを目で確かめてください。",
            "en": "Something else covers the place of the text “{text}”. Look whether it can be read.",
        },
        "outside": {
            "ja": "文字「{text}」が背景の色の枠からはみ出しています。読めるかどうかを目で確かめてください。",
            "en": "The text “{text}” sticks out of its coloured background. Look whether it can be read.",
        },
        "effect": {
            "ja": "文字「{text}」の色が効果（フィルターなど）で変わります。読めるかどうかを目で確かめてください。",
            "en": "An effect such as a filter changes the colours of the text “{text}”. Look whether it can be read.",
        },
        "opacity": {
            "ja": "文字「{text}」の背景が半透明です。読めるかどうかを目で確かめてください。",
            "en": "The text “{text}” has a see-through background. Look whether it can be read.",
        },
        "shadow": {
            "ja": "文字「{text}」に影が付いています。読めるかどうかを目で確かめてください。",
            "en": "The text “{text}” has a shadow. Look whether it can be read.",
        },
    },
    fixes={
        "low": {
            "ja": "文字の色を濃くするか、背景の色を薄くしてください。",
            "en": "Make the text darker or the background lighter.",
        },
        "": {
            "ja": "背景を一色にすると、確実に読めます。",
            "en": "A background of one colour is safe.",
        },
    },
    source="WCAG 2.2, SC 1.4.6; ACT rule 09o5cg",
)
