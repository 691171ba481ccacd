"""Linked files: PDF, Word, Excel and PowerPoint, opened without their programs.

`judge` looks at bytes; `LinkedFiles` reads what a page links to, once each. A file that is
damaged, locked or huge is a finding, never an exception.
"""

from __future__ import annotations

import logging
import re
import zipfile
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path
from urllib.parse import unquote, urlsplit
from urllib.request import url2pathname

from lxml import etree

from a11y_checker.config import View
from a11y_checker.errors import NotHtmlError, PageLoadError
from a11y_checker.fetch import fetch
from a11y_checker.gif import read_animation
from a11y_checker.page import FileFacts, LinkedPage, Page, decode

# pypdf tells its log about each oddity; here the findings tell.
logging.getLogger("pypdf").addHandler(logging.NullHandler())

DOCUMENTS = ("pdf", "docx", "xlsx", "pptx")
KINDS = (*DOCUMENTS, "gif")
# Our choice: a file of this size takes a phone minutes and a data allowance; above the second it is not opened.
LARGE_BYTES = 10 * 1024 * 1024
MAX_BYTES = 30 * 1024 * 1024
# Our choice: enough pages to tell what kind of PDF it is, few enough to stay quick.
PAGES_READ = 30
# Bounds against archives that unpack endlessly.
MAX_PART_BYTES = 50 * 1024 * 1024
# Our choice: pages that two links name are compared by their words; a page that is slow or huge is left unknown.
MAX_PAGE_BYTES, PAGE_TIMEOUT_S, MAX_PAGES_KEPT = 1024 * 1024, 5.0, 200
_OFFICE_TYPES = {"docx": "word/", "xlsx": "xl/", "pptx": "ppt/"}
# Titles that programs write by themselves, and names of files.
_NO_TITLE = re.compile(
    r"microsoft (?:word|excel|powerpoint).*|(?:文書|document|book|プレゼンテーション|presentation|スライド)\s?\d*"
    r"|untitled.*|無題.*|powerpoint ?プレゼンテーション|スライド 1|.*\.(?:docx?|xlsx?|pptx?|pdf|jtd|indd|ai)",
    re.I,
)


def kind_of(url: str) -> str:
    """pdf, docx, xlsx, pptx or gif by the ending of the path; "" for anything else."""
    try:
        ending = unquote(urlsplit(url).path).rpartition(".")[2].lower()
    except ValueError:
        return ""
    return ending if ending in KINDS else ""


def read_page(url: str) -> bytes:
    """Return what a file of this machine holds that is judged as a page (url: file:///…).

    Raises NotHtmlError for a document in its place, PageLoadError when it cannot be read.
    """
    if kind_of(url):
        raise NotHtmlError(f"{url} is not HTML. Name the page that links to it.")
    try:
        return Path(url2pathname(urlsplit(url).path)).read_bytes()
    except OSError as error:
        raise PageLoadError(f"{url} could not be read: {error.strerror}.") from error


def judge(data: bytes, kind: str) -> FileFacts:
    """What is wrong with a file: problem → what goes with it, in the order of the checks."""
    if len(data) > MAX_BYTES:
        return FileFacts(kind, {"huge": _megabytes(len(data))})
    large = {"large": _megabytes(len(data))} if len(data) > LARGE_BYTES else {}
    try:
        problems = dict(_judges(kind)(data, kind))
    except Exception:  # Parsers of damaged files raise anything, down to RecursionError.
        problems = {"damaged": ""}
    return FileFacts(kind, {**large, **problems})


def _judges(kind: str) -> Callable[[bytes, str], Iterator[tuple[str, str]]]:
    return {"pdf": _judge_pdf, "gif": _judge_gif}.get(kind, _judge_office)


def _judge_gif(data: bytes, _kind: str) -> Iterator[tuple[str, str]]:
    animation = read_animation(data)
    if animation.changes:
        yield "changes", str(animation.changes)
        yield "area", str(animation.width * animation.height)


def _megabytes(count: int) -> str:
    return f"{count / 1024 / 1024:.0f}"


def _judge_pdf(data: bytes, _kind: str) -> Iterator[tuple[str, str]]:
    from pypdf import PdfReader
    from pypdf.generic import DictionaryObject

    if b"%PDF-" not in data[:1024]:
        yield "damaged", ""
        return
    reader = PdfReader(BytesIO(data))
    if reader.is_encrypted:
        if not reader.decrypt(""):
            yield "locked", ""
            return
        # Source: ISO 32000-1, table 22: bit 10, extraction in support of accessibility.
        permissions = reader.user_access_permissions
        if permissions is not None and not int(permissions) & (1 << 9) and not int(permissions) & (1 << 4):
            yield "protected", ""
    catalogue = reader.trailer["/Root"]
    assert isinstance(catalogue, DictionaryObject)
    pages = [page for page, _ in zip(reader.pages, range(PAGES_READ), strict=False)]
    if not pages:
        yield "damaged", ""
        return
    with_text = [page for page in pages if _has_text(page)]
    if not with_text:
        yield "no_text", ""
    elif len(with_text) < len(pages) and any(_has_picture(page) for page in pages if page not in with_text):
        yield "some_pages", str(len(pages) - len(with_text))
    marked = catalogue.get("/MarkInfo", {})
    if "/StructTreeRoot" not in catalogue or not dict(marked).get("/Marked"):
        yield "no_tags", ""
    title = str((reader.metadata.title if reader.metadata else "") or _xmp_title(data)).strip()
    if not title or _NO_TITLE.fullmatch(title):
        yield "no_title", title
    if not str(catalogue.get("/Lang", "")).strip():
        yield "no_language", ""
    if with_text and any(_is_unreadable(font) for page in with_text for font in _fonts(page)):
        yield "no_characters", ""


# Source: ISO 32000-1, §9.4.3, the text-showing operators Tj, TJ, ' and ".
_SHOWS_TEXT = re.compile(rb"[)>\]]\s*(?:Tj|TJ|'|\")")


def _resources(holder: Mapping[str, object]) -> Mapping[str, object]:
    found = holder.get("/Resources", {})
    found = found.get_object() if hasattr(found, "get_object") else found
    return found if isinstance(found, Mapping) else {}


def _forms(page: Mapping[str, object]) -> Iterator[object]:
    """The XObjects of a page: pictures and forms."""
    found = _resources(page).get("/XObject", {})
    found = found.get_object() if hasattr(found, "get_object") else found
    for value in found.values() if isinstance(found, Mapping) else ():
        yield value.get_object() if hasattr(value, "get_object") else value


def _has_text(page: Mapping[str, object]) -> bool:
    """Whether a page, or a form on it, shows text."""
    contents = page.get_contents() if hasattr(page, "get_contents") else None
    if contents is not None and _SHOWS_TEXT.search(contents.get_data()):
        return True
    forms = (form for form in _forms(page) if isinstance(form, Mapping) and form.get("/Subtype") == "/Form")
    return any(_SHOWS_TEXT.search(form.get_data()) for form in forms if hasattr(form, "get_data"))


def _has_picture(page: Mapping[str, object]) -> bool:
    return any(isinstance(form, Mapping) and form.get("/Subtype") == "/Image" for form in _forms(page))


def _fonts(page: Mapping[str, object]) -> Iterator[Mapping[str, object]]:
    found = _resources(page).get("/Font", {})
    found = found.get_object() if hasattr(found, "get_object") else found
    for value in found.values() if isinstance(found, Mapping) else ():
        font = value.get_object() if hasattr(value, "get_object") else value
        if isinstance(font, Mapping):
            yield font


def _is_unreadable(font: Mapping[str, object]) -> bool:
    """Whether nothing says which characters its glyphs are.

    Source: ISO 32000-1, §9.10.2: composite fonts need ToUnicode, or a character collection of Adobe.
    """
    if font.get("/Subtype") != "/Type0" or "/ToUnicode" in font:
        return False
    if not str(font.get("/Encoding", "")).startswith("/Identity"):
        return False
    heirs = font.get("/DescendantFonts", [])
    heirs = heirs.get_object() if hasattr(heirs, "get_object") else heirs
    for heir in heirs if isinstance(heirs, list) else []:
        info = heir.get_object().get("/CIDSystemInfo", {})
        info = info.get_object() if hasattr(info, "get_object") else info
        if str(info.get("/Ordering", "")) in ("Japan1", "Japan2", "GB1", "CNS1", "Korea1"):
            return False
    return True


_XMP_TITLE = re.compile(rb"<dc:title>.*?<rdf:li[^>]*>(.*?)</rdf:li>", re.S)


def _xmp_title(data: bytes) -> str:
    match = _XMP_TITLE.search(data)
    return match.group(1).decode("utf-8", "replace") if match else ""


def _judge_office(data: bytes, kind: str) -> Iterator[tuple[str, str]]:
    # Source: [MS-CFB]: an encrypted Office file, or an old one, is a compound file, not a zip.
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        yield ("locked", "") if b"E\0n\0c\0r\0y\0p\0t\0e\0d\0P\0a\0c\0k\0a\0g\0e" in data else ("damaged", "")
        return
    with zipfile.ZipFile(BytesIO(data)) as archive:
        names = archive.namelist()
        if not any(name.startswith(_OFFICE_TYPES[kind]) for name in names):
            yield "damaged", ""
            return
        core = _part(archive, "docProps/core.xml") if "docProps/core.xml" in names else None
        title = _text_of(core, "{http://purl.org/dc/elements/1.1/}title")
        if not title or _NO_TITLE.fullmatch(title):
            yield "no_title", title
        unnamed = sum(_unnamed_pictures(archive, name) for name in names if _holds_pictures(name))
        if unnamed:
            yield "no_alt", str(unnamed)
        if kind == "docx" and _lacks_headings(_part(archive, "word/document.xml")):
            yield "no_headings", ""


def _part(archive: zipfile.ZipFile, name: str) -> etree._Element:
    if archive.getinfo(name).file_size > MAX_PART_BYTES:
        raise ValueError(f"{name} is too large")
    return etree.fromstring(archive.read(name), etree.XMLParser(resolve_entities=False, no_network=True))


def _text_of(root: etree._Element | None, tag: str) -> str:
    found = root.find(f".//{tag}") if root is not None else None
    return (found.text or "").strip() if found is not None else ""


def _holds_pictures(name: str) -> bool:
    return bool(re.fullmatch(r"word/document\.xml|xl/drawings/drawing\d+\.xml|ppt/slides/slide\d+\.xml", name))


def _unnamed_pictures(archive: zipfile.ZipFile, name: str) -> int:
    """Pictures without a description. Source: ECMA-376, part 1, docPr and cNvPr: descr; decorative by extension."""
    count = 0
    for element in _part(archive, name).iter("{*}docPr", "{*}cNvPr"):
        parent = element.getparent()
        wordlike = element.tag.endswith("}docPr")
        if not wordlike and (parent is None or not parent.tag.endswith("}nvPicPr") or name.startswith("word/")):
            continue
        if wordlike and parent is not None and next(parent.iter("{*}pic", "{*}chart"), None) is None:
            continue
        decorative = any(mark.get("val") in ("1", "true") for mark in element.iter("{*}decorative"))
        count += not ((element.get("descr") or "").strip() or decorative)
    return count


_HEADING_STYLE = re.compile(r"(?:heading|見出し)?\s?[1-9]|title|表題|heading.*|見出し.*", re.I)
# Our choice: a form of one page needs no headings; this many paragraphs with text do.
_MANY_PARAGRAPHS = 40


def _lacks_headings(document: etree._Element) -> bool:
    paragraphs = [p for p in document.iter("{*}p") if "".join(t.text or "" for t in p.iter("{*}t")).strip()]
    outside = [p for p in paragraphs if not any(parent.tag.endswith("}tbl") for parent in p.iterancestors())]
    values = [_attribute(style) for p in outside for style in p.iter("{*}pStyle")]
    levels = any(True for p in outside for _ in p.iter("{*}outlineLvl"))
    return len(outside) >= _MANY_PARAGRAPHS and not levels and not any(_HEADING_STYLE.fullmatch(v) for v in values)


def _attribute(element: etree._Element) -> str:
    return next((str(value) for name, value in element.attrib.items() if str(name).endswith("}val")), "")


@dataclass
class LinkedFiles:
    """Reads the files and pages that pages link to, each once; only those of the page's own site.

    A page on the net never gets a file of this machine read; a page on this machine only those beside or below it.
    """

    view: View = field(default_factory=View)
    timeout_s: float = 30.0
    get: Callable[[str, View, float], bytes] = field(
        default=lambda url, view, timeout_s: fetch(url, view, timeout_s).body
    )
    _known: dict[str, FileFacts] = field(default_factory=dict)
    _pages: dict[str, LinkedPage | None] = field(default_factory=dict)

    def facts(self, url: str, page_url: str) -> FileFacts | None:
        """What is wrong with a file; None when it is none of ours."""
        address = urlsplit(url)._replace(fragment="").geturl()
        if not kind_of(address) or not _is_ours(address, page_url):
            return None
        if address not in self._known:
            self._known[address] = self._read(address)
        return self._known[address]

    def page(self, url: str, page_url: str) -> LinkedPage | None:
        """A page of the same site; None when it is not ours, no HTML, or cannot be loaded."""
        address = urlsplit(url)._replace(fragment="").geturl()
        if kind_of(address) or not _is_ours(address, page_url):
            return None
        if address not in self._pages:
            if len(self._pages) >= MAX_PAGES_KEPT:
                self._pages.clear()
            self._pages[address] = self._read_page(address)
        return self._pages[address]

    def _read_page(self, address: str) -> LinkedPage | None:
        try:
            if address.startswith("file:"):
                path = Path(url2pathname(urlsplit(address).path))
                is_page = path.suffix.lower() in (".html", ".htm", ".xhtml") and path.stat().st_size <= MAX_PAGE_BYTES
                return LinkedPage(address, decode(path.read_bytes())) if is_page else None
            answer = fetch(address, self.view, min(self.timeout_s, PAGE_TIMEOUT_S))
            answer.refuse_unless_html()
        except (OSError, PageLoadError, NotHtmlError):
            return None
        return LinkedPage(answer.url, decode(answer.body[:MAX_PAGE_BYTES], answer.charset))

    def _read(self, address: str) -> FileFacts:
        kind = kind_of(address)
        try:
            if address.startswith("file:"):
                path = Path(url2pathname(urlsplit(address).path))
                if path.stat().st_size > MAX_BYTES:
                    return FileFacts(kind, {"huge": _megabytes(path.stat().st_size)})
                return judge(path.read_bytes(), kind)
            return judge(self.get(address, self.view, self.timeout_s), kind)
        except (OSError, PageLoadError):
            return FileFacts(kind, {"missing": ""})


def _is_ours(address: str, page_url: str) -> bool:
    file, page = urlsplit(address), urlsplit(page_url)
    if page.scheme in ("http", "https"):
        return file.scheme in ("http", "https") and file.netloc == page.netloc
    if page.scheme != "file" or file.scheme != "file":
        return False
    folder = Path(url2pathname(page.path)).resolve().parent
    return Path(url2pathname(file.path)).resolve().is_relative_to(folder)


def linked(page: Page) -> Mapping[etree._Element, FileFacts]:
    """The links of a page to files that could be looked at, with what was found; one link per file."""
    if page.files is None:
        return {}
    found: dict[etree._Element, FileFacts] = {}
    seen: set[str] = set()
    for link in page.exposed("a[href], area[href]"):
        url = page.absolute(link.get("href") or "")
        is_new = url and url not in seen and kind_of(url) in DOCUMENTS
        facts = page.files.facts(url, page.url) if is_new else None
        seen.add(url)
        if facts is not None:
            found[link] = facts
    return found


# With one of these nothing else can be said about a file.
_UNOPENED = frozenset({"missing", "damaged", "locked", "huge"})


def is_open(facts: FileFacts) -> bool:
    """Whether the file could be looked into."""
    return not _UNOPENED.intersection(facts.problems)
