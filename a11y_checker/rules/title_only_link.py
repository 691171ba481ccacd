"""A link has text of its own."""

from a11y_checker.accname import accessible_name
from a11y_checker.dom import Element, exposed_text, squeeze
from a11y_checker.page import Page
from a11y_checker.results import Verdict, cant_tell, passed
from a11y_checker.rule import Rule


def applicability(page: Page) -> list[Element]:
    """Links with a name."""
    return [link for link in page.exposed("a[href]") if accessible_name(link, page)]


def expectation(link: Element, page: Page) -> Verdict:
    """Ask about a link whose only words are a title attribute."""
    title = squeeze(link.get("title"))
    labelled = link.get("aria-label") or link.get("aria-labelledby")
    inside = any(place.get("alt") or place.get("aria-label") for place in link.iterdescendants())
    if not title or labelled or inside or exposed_text(link, page):
        return passed()
    return cant_tell("title", title=title) if accessible_name(link, page) == title else passed()


RULE = Rule(
    id="title-only-link",
    name={"ja": "リンクに文字がある", "en": "Links have text of their own"},
    criteria=("2.4.4",),
    impact="minor",
    items=("G37",),
    michecker=("B_25",),
    automation="semi",
    applicability=applicability,
    expectation=expectation,
    why={
        "ja": "title は、読まない設定の人や、スマートフォンで見る人には伝わりません。",
        "en": "Many set their screen reader not to read titles, and phones do not show them.",
    },
    messages={
        "title": {
            "ja": "リンクの言葉が title 属性「{title}」だけです。",
            "en": "The link's only words are in its title attribute, “{title}”.",
        },
    },
    fixes={
        "": {
            "ja": "リンクの中に文字を書くか、画像の alt に書いてください。",
            "en": "Put the words into the link, or into the image's alt.",
        },
    },
    source="WCAG 2.2, SC 2.4.4, techniques H30 and H33",
)
