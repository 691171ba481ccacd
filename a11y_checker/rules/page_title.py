"""Every page has a title that names it."""

import re
from urllib.parse import urlsplit

from a11y_checker.dom import Element, raw_text
from a11y_checker.page import Page
from a11y_checker.results import Verdict, cant_tell, failed, passed
from a11y_checker.rule import Rule

# Source: miChecker, item C_60.1 (what it takes for a placeholder), in our own words.
_PLACEHOLDER = re.compile(
    r"無題.{0,12}|(?:ページ)?タイトル(?:なし|未設定|を入力.*)?|新規(?:ページ|文書|ドキュメント)\s*\d*"
    r"|新しい(?:ページ|文書)\s*\d*|(?:ページ|page)\s*\d+|lorem ipsum.*|sample|サンプル|テスト(?:ページ)?"
    r"|untitled.{0,20}|no title|title|document|new page\s*\d*",
    re.I,
)
_FILE_NAME = re.compile(r"[\w./%-]+\.(?:html?|php|aspx?|cgi|jsp|pdf)", re.I | re.A)
_NO_LETTER = re.compile(r"[\W\d_]+")
# The name of a body or its site, with nothing about the page.
_SITE_NAME = re.compile(
    r"(?:[一-鿿ヶケァ-ヴー々]{1,8}|[ぁ-ゖ]{2,6})(?:都|道|府|県|市|区|町|村)(?:役所|役場|庁)?(?:の?公式)?"
    r"(?:ホームページ|ウェブサイト|Webサイト|WEBサイト|サイト|HP)?|(?:公式)?(?:ホームページ|ウェブサイト)"
)


# What parts the name of a page from that of its site.
_SEPARATOR = re.compile(r"\s*[|｜/／»>＞]\s*|\s+[-–—－]\s+")


def applicability(page: Page) -> list[Element]:
    """The document itself."""
    return [page.root] if page.root.tag == "html" else []


def expectation(root: Element, page: Page) -> Verdict:
    """Fail a page without a title, or with one that names nothing."""
    title = page.title
    if not title.strip("　\u00a0 "):
        element = next(iter(page.select("title")), None)
        return failed("missing" if element is None else "empty", place=element)
    if _PLACEHOLDER.fullmatch(title) or _FILE_NAME.fullmatch(title) or _NO_LETTER.fullmatch(title):
        return failed("placeholder", place=page.select("title")[0], title=title)
    if _SITE_NAME.fullmatch(title.replace(" ", "")) and _has_other_heading(page, title):
        return failed("site_name", place=page.select("title")[0], title=title)
    first, _, rest = _SEPARATOR.sub("\n", title).partition("\n")
    if rest and _SITE_NAME.fullmatch(first.replace(" ", "")) and not _SITE_NAME.fullmatch(rest.replace(" ", "")):
        return cant_tell(
            "order", place=page.select("title")[0], site=first.strip(), name=rest.replace("\n", " ").strip()
        )
    return passed()


def _has_other_heading(page: Page, title: str) -> bool:
    """Whether the main heading names something else, on a page that is not the site's first."""
    path = urlsplit(page.url).path
    if path == "/" or path.rpartition("/")[2].partition(".")[0] in ("index", "default", "top"):
        return False
    heading = next((raw_text(h1) for h1 in page.exposed("h1") if raw_text(h1)), "")
    return bool(heading) and heading not in title and title not in heading and "ようこそ" not in heading


RULE = Rule(
    id="page-title",
    name={"ja": "ページタイトルがある", "en": "Pages have a title"},
    criteria=("2.4.2",),
    impact="serious",
    items=("G01", "J29"),
    michecker=("C_60.0", "C_60.1"),
    act=("2779a5",),
    applicability=applicability,
    expectation=expectation,
    in_frames=False,
    why={
        "ja": "タイトルは最初に読み上げられ、タブや検索結果にも出ます。ないと、どのページか分かりません。",
        "en": "The title is announced first and stands in tabs and search results; without it nobody knows the page.",
    },
    messages={
        "missing": {"ja": "ページタイトル（title）がありません。", "en": "The page has no title."},
        "empty": {"ja": "ページタイトル（title）が空です。", "en": "The page's title is empty."},
        "placeholder": {
            "ja": "ページタイトル「{title}」では、内容が分かりません。",
            "en": "The page's title “{title}” does not tell what the page is about.",
        },
        "site_name": {
            "ja": "ページタイトルが、サイトの名前「{title}」だけです。",
            "en": "The page's title is only the name of the site, “{title}”.",
        },
        "order": {
            "ja": "ページタイトルが、サイトの名前「{site}」から始まっています。ページの名前を先にしてもよいかを確かめてください。",
            "en": "The page's title begins with the name of the site, “{site}”. See whether the page's own name can come first.",
        },
    },
    fixes={
        "order": {
            "ja": "ページの名前を先に書いてください。例: <title>{name} | {site}</title>",
            "en": "Put the page's own name first: <title>{name} | {site}</title>",
        },
        "": {
            "ja": "「粗大ごみの出し方 | ○○市」のように、ページの内容、サイトの名前の順に書いてください。",
            "en": "Write what the page is about, then the site's name: “Bulky waste | City of X”.",
        },
    },
    source="WCAG 2.2, SC 2.4.2, failure F25; ACT rule 2779a5",
)
