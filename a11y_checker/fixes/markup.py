"""Cuts the source of a page into running text and everything else, without changing a character."""

from __future__ import annotations

import re
from dataclasses import dataclass

_TOKEN = re.compile(
    r"<!--.*?-->|<!\[CDATA\[.*?\]\]>|<\?.*?\?>|<![^>]*>|\{%.*?%\}|\{\{.*?\}\}|\{#.*?#\}"
    r"|</?[A-Za-z][^\s/>]*(?:[^>\"']|\"[^\"]*\"|'[^']*')*>",
    re.S,
)
_NAME = re.compile(r"</?([A-Za-z][^\s/>]*)")
# Elements whose content is no running text, up to their end tag whatever stands inside.
_RAW = frozenset({"script", "style", "textarea", "xmp", "iframe", "noembed", "noframes"})
# Elements in which texts are shown as they are on purpose.
_AS_IS = frozenset({"pre", "code", "kbd", "samp", "var", "svg", "math", "option", "template", "object"})
_VOID = frozenset(
    {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}
)
# Elements that may lack an end tag: the next of their kind ends them, and a block ends a paragraph.
_LOOSE = frozenset(
    {"p", "li", "dt", "dd", "td", "th", "tr", "tbody", "thead", "tfoot", "rp", "rt", "colgroup", "html", "body"}
)
_BLOCKS = frozenset(
    {"div", "ul", "ol", "dl", "table", "h1", "h2", "h3", "h4", "h5", "h6", "section", "article", "form", "hr"}
)
_INLINE = frozenset({"a", "b", "span", "strong", "em", "i", "", "ruby"})
# Our choice: as much as a label before a number or a date takes.
_BEFORE_CHARS = 40


@dataclass(slots=True)
class Part:
    """One piece of the source.

    tag: name of a tag, "/name" of an end tag, "" for text and other things.
    inside: the elements around a text. before: the last characters of text in front of it.
    after: the first character of text behind it in the same block, or "".
    may_change: no element around it shows its text as it is.
    """

    text: str
    is_text: bool
    tag: str = ""
    inside: frozenset[str] = frozenset()
    before: str = ""
    may_change: bool = True
    after: str = ""


def split(source: str) -> list[Part]:
    """The source in pieces; joined they are the source again."""
    parts: list[Part] = []
    stack: list[tuple[str, bool]] = []
    before, position = "", 0
    while position < len(source):
        match = _TOKEN.search(source, position)
        end = match.start() if match else len(source)
        if end > position:
            text = source[position:end]
            kept = any(as_is for _, as_is in stack)
            parts.append(Part(text, True, "", frozenset(name for name, _ in stack), before, not kept))
            before = (before + text)[-_BEFORE_CHARS:]
        if match is None:
            break
        position = match.end()
        name = _enter(match.group(), stack)
        parts.append(Part(match.group(), False, name))
        if name in _RAW:
            close = re.compile(rf"</{name}\b", re.I).search(source, position)
            stop = close.start() if close else len(source)
            parts.append(Part(source[position:stop], False))
            position = stop
        if name.lstrip("/") not in _INLINE:
            before += " "
    _look_behind(parts)
    return parts


def _look_behind(parts: list[Part]) -> None:
    """Note for each text how the text behind it begins, unless the end of a block parts them."""
    after = ""
    for part in reversed(parts):
        if part.is_text:
            part.after, after = after, part.text[:1]
        elif part.tag.lstrip("/") not in _INLINE:
            after = ""


def _enter(token: str, stack: list[tuple[str, bool]]) -> str:
    """Keep the stack of open elements; gives the tag's name."""
    match = _NAME.match(token)
    if match is None:
        return ""
    name = match.group(1).lower()
    if token.startswith("</"):
        if any(open_name == name for open_name, _ in stack):
            while stack and stack.pop()[0] != name:
                pass
        return f"/{name}"
    if name in _VOID or token.endswith("/>"):
        return name
    if stack and stack[-1][0] in _LOOSE and (stack[-1][0] == name or (stack[-1][0] == "p" and name in _BLOCKS)):
        stack.pop()
    stack.append((name, name in _AS_IS or _is_kept(token)))
    return name


def _is_kept(token: str) -> bool:
    """Whether an element says that its text is not to be touched, or is in another language."""
    if re.search(r"""\stranslate\s*=\s*["']?no\b|\scontenteditable\b""", token, re.I):
        return True
    language = re.search(r"""\slang\s*=\s*["']?([\w-]+)""", token, re.I)
    return language is not None and not language.group(1).lower().startswith("ja")
