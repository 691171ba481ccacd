"""Links to files say what kind of file it is and how large."""

import re
import unicodedata
from urllib.parse import unquote, urlsplit

from a11y_checker.accname import accessible_name
from a11y_checker.dom import Element, ancestors, raw_text, squeeze
from a11y_checker.page import Page
from a11y_checker.results import Verdict, cant_tell, failed, passed
from a11y_checker.rule import Rule

_TYPES = {
    "pdf": "pdf", "doc": "word|ワード", "docx": "word|ワード", "docm": "word|ワード", "rtf": "rtf|リッチテキスト",
    "xls": "excel|エクセル", "xlsx": "excel|エクセル", "xlsm": "excel|エクセル", "csv": "csv",
    "ppt": "powerpoint|パワーポイント|パワポ", "pptx": "powerpoint|パワーポイント|パワポ", "zip": "zip|圧縮", "lzh": "lzh|圧縮",
    "jtd": "一太郎", "odt": "odt|opendocument", "ods": "ods|opendocument", "txt": "テキスト|text|txt",
    "epub": "epub|電子書籍", "kml": "kml", "shp": "shp", "ics": "ics|予定|カレンダー|ical",
}  # fmt: skip
_SIZE = re.compile(
    r"[0-9][0-9.,]*\s*(?:[kmg]i?b(?:yte)?s?|bytes?|バイト|キロバイト|メガバイト|ギガバイト|キロ|メガ|kバイト|mバイト|kb|mb)",
    re.I,
)
# Our choice: as far behind a link as a note in brackets goes.
_BEHIND_CHARS = 40


def applicability(page: Page) -> list[Element]:
    """Links whose address ends like a file that a browser does not show as a page."""
    return [link for link in page.exposed("a[href], area[href]") if _kind(link)]


def _kind(link: Element) -> str:
    try:
        path = unquote(urlsplit((link.get("href") or "").strip()).path)
    except ValueError:
        return ""
    ending = path.rsplit("/", 1)[-1].rpartition(".")[2].lower() if "." in path else ""
    return ending if ending in _TYPES else ""


def expectation(link: Element, page: Page) -> Verdict:
    """Fail a link that names neither; ask when one of the two is missing."""
    kind = _kind(link)
    text = unicodedata.normalize("NFKC", f"{accessible_name(link, page)} {_around(link)}")
    has_type = re.search(rf"{_TYPES[kind]}|{kind}", text, re.I) is not None
    has_size = _SIZE.search(text) is not None
    if has_type and has_size:
        return passed()
    if has_type:
        return cant_tell("no_size", kind=kind.upper())
    return cant_tell("no_type", kind=kind.upper()) if has_size else failed("neither", kind=kind.upper())


def _around(link: Element) -> str:
    """Title, pictures and the words right behind the link, or in the other cells of its row."""
    parts = [squeeze(link.get("title")), raw_text(link), *(image.get("alt") or "" for image in link.iter("img"))]
    parts.append(squeeze(link.tail)[:_BEHIND_CHARS])
    after = link.getnext()
    if after is not None and after.tag in ("span", "small", "img", "em", "b", "i", "strong", "p", "div"):
        parts.append(f"{raw_text(after)[:_BEHIND_CHARS]} {after.get('alt') or ''}")
    row = next((place for place in ancestors(link) if place.tag == "tr"), None)
    if row is not None:
        parts += [raw_text(cell) for cell in row if isinstance(cell.tag, str)]
    return " ".join(parts)


RULE = Rule(
    id="file-link",
    name={"ja": "ファイルへのリンクに種類とサイズがある", "en": "Links to files state type and size"},
    criteria=(),
    impact="minor",
    items=("G39", "J09"),
    applicability=applicability,
    expectation=expectation,
    house=True,
    why={
        "ja": "開くと別のソフトが動いたり、通信料がかかったりします。先に分かれば、開くかどうかを選べます。",
        "en": "A file starts another program and costs data; people want to know before they open it.",
    },
    messages={
        "neither": {
            "ja": "{kind} ファイルへのリンクに、種類とサイズが書かれていません。",
            "en": "The link to a {kind} file states neither type nor size.",
        },
        "no_size": {
            "ja": "{kind} ファイルへのリンクに、サイズが書かれていません。",
            "en": "The link to a {kind} file does not state its size.",
        },
        "no_type": {
            "ja": "{kind} ファイルへのリンクに、種類が書かれていません。",
            "en": "The link to a {kind} file does not state its type.",
        },
    },
    fixes={
        "": {
            "ja": "「申請書（{kind} 120KB）」のように、リンクの文字に種類とサイズを書いてください。",
            "en": "Put both into the link's text: “Application form ({kind}, 120 KB)”.",
        },
    },
    source="Municipal guideline item G39; Digital Agency, web accessibility guidebook, on links to files",
)
