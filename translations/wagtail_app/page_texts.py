"""The texts of a page as a visitor gets them, and the words that an editor can correct."""

from typing import NamedTuple
from urllib.parse import urlencode

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from wagtail.models import Page

from translations import DOUBTFUL_BELOW, Word, texts, word_markup
from translations.wagtail_app.dictionaries import find_city_readings
from translations.wagtail_app.furigana import read_texts
from translations.wagtail_app.models import ANCHOR_LENGTH_CHARS


class Part(NamedTuple):
    """A stretch of a text: a word with its reading, or what stands between words (word is None)."""

    text: str
    word: Word | None = None
    is_doubtful: bool = False
    query: str = ""

    @property
    def html(self) -> SafeString:
        """The word with its ruby."""
        if self.word is None or escape(self.text) != self.text:
            return escape(self.text)
        return mark_safe(word_markup(self.text, self.word.reading) or self.text)


def render_page(page: Page) -> str:
    """Return the page's HTML as a visitor gets it, of the object at hand: a draft too."""
    return page.make_preview_request().content.decode()


def find_main(html: str) -> str:
    """Return what stands between <main> and </main>; header and footer are the same on every page."""
    return html.partition("<main")[2].partition("</main>")[0] or html


def read_page(page: Page) -> list[list[Part]]:
    """Return the texts of the page's main part, in order, cut into words and what stands between them."""
    found = texts("<main" + find_main(render_page(page)))
    words = read_texts(found, find_city_readings().for_page(page.pk), is_kept=False)
    return [cut(text, words[text]) for text in found]


def cut(text: str, words: list[Word]) -> list[Part]:
    parts, done = [], 0
    for word in words:
        if word.origin == "text":  # its reading stands right behind it: there is nothing to correct
            continue
        if word.start > done:
            parts.append(Part(text[done : word.start]))
        surface = text[word.start : word.end]
        place = {
            "surface": surface,
            "reading": word.reading,
            "before": text[max(0, word.start - ANCHOR_LENGTH_CHARS) : word.start],
            "after": text[word.end : word.end + ANCHOR_LENGTH_CHARS],
        }
        parts.append(Part(surface, word, word.confidence < DOUBTFUL_BELOW, urlencode(place)))
        done = word.end
    if done < len(text):
        parts.append(Part(text[done:]))
    return parts


def find_editable_page(request: HttpRequest, page_id: int) -> Page:
    """Return the page's newest draft if the member of staff may change it. Raises PermissionDenied otherwise."""
    page = Page.objects.filter(pk=page_id).first()
    if page is None or not page.permissions_for_user(request.user).can_edit():
        raise PermissionDenied
    return page.get_latest_revision_as_object()
