"""A string as translators see it: no mark-up but {a1}…{/a1} around a link and {b}…{/b} around bold words; <br/> is a new line.

to_marked('Ask <a id="a1">us</a> &amp; wait')   # 'Ask {a1}us{/a1} & wait'
"""

import re
from html import escape
from html.parser import HTMLParser

from django.utils.translation import gettext as _

from translations.segments import INLINE

_MARK = re.compile(r"\{(/?)([a-z]+)(\d*)\}")
# Characters that XML 1.0 cannot hold; a database may refuse them too.
UNWRITABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


class MarkError(ValueError):
    """A mark is not closed, not opened, or not one of the Japanese string; the message says which."""


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.text = ""
        self.open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "br":
            self.text += "\n"
        elif tag in INLINE:
            name = dict(attrs).get("id") or tag
            self.open.append(name)
            self.text += f"{{{name}}}"

    def handle_endtag(self, tag: str) -> None:
        if tag in INLINE and self.open:
            self.text += f"{{/{self.open.pop()}}}"

    def handle_data(self, data: str) -> None:
        self.text += data


def to_marked(html: str) -> str:
    """Give a string of wagtail-localize as plain text with marks."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return reader.text


def marks_of(html: str) -> list[str]:
    """Give the names of the marks of a string, in their order."""
    return [f"{name}{number}" for slash, name, number in _MARK.findall(to_marked(html)) if not slash]


def from_marked(text: str, source_html: str) -> str:
    """Give plain text with marks as a string of wagtail-localize. Everything that is no mark is text.

    Raises MarkError for marks that do not nest, and for marks that the Japanese string does not have.
    """
    text = UNWRITABLE.sub("", text)
    known, html, done, open_names = set(marks_of(source_html)), "", 0, []
    for match in _MARK.finditer(text):
        slash, tag, number = match.groups()
        name = f"{tag}{number}"
        if name not in known:
            if tag not in INLINE:
                continue  # braces in running text
            raise MarkError(_("The mark {%(name)s} is not in the Japanese. Please delete it.") % {"name": name})
        html += _plain(text[done : match.start()])
        done = match.end()
        if not slash:
            open_names.append(name)
            html += f'<a id="{name}">' if number else f"<{tag}>"
            continue
        if not open_names or open_names.pop() != name:
            raise MarkError(
                _("The mark {/%(name)s} closes nothing. Please write {%(name)s} before it.") % {"name": name}
            )
        html += f"</{tag}>"
    if open_names:
        raise MarkError(
            _("The mark {%(name)s} is not closed. Please write {/%(name)s} behind its words.")
            % {"name": open_names[-1]}
        )
    return html + _plain(text[done:])


def _plain(text: str) -> str:
    return escape(text, quote=False).replace("\r\n", "\n").replace("\n", "<br/>")
