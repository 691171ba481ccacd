"""What the city says of the words of a draft: a function of its own (A11Y_CHECKER["REVIEW"]), shown beside our findings.

The function gets the page and its texts and gives a Review, or None for a page that it does not judge. The demo city judges
pages in easy Japanese so.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from html import unescape
from itertools import groupby

from django.conf import settings as django_settings
from django.utils.html import strip_tags
from django.utils.module_loading import import_string
from wagtail.models import Page

from a11y_checker.wagtail_app.live.leaves import Leaf
from a11y_checker.wagtail_app.live.offers import Offer
from a11y_checker.wagtail_app.live.spots import Spot

_ENDS_LINE = re.compile(r"</(?:p|li|h[1-6]|td|th|dt|dd|blockquote)>|<br\s*/?>", re.IGNORECASE)
# Our choice: what is mended first; the panel would take seconds to read out.
SHOWN = 30


@dataclass(frozen=True, slots=True)
class Remark:
    """One place in one of the texts.

    text: number of the text; None for the whole page. start, end: code points in it. sentence: where it stands; points: its
    score, 0 to 100. why: one or two sentences for the editor. replacement: what can be written there at a press.
    """

    text: int | None
    start: int
    end: int
    sentence: str
    points: int | None
    why: str
    replacement: str | None = None


@dataclass(frozen=True, slots=True)
class Review:
    """name: of what is judged, as a heading. score: 0 to 100, None without a text to judge. verdict: what the score means."""

    name: str
    score: int | None
    verdict: str
    remarks: tuple[Remark, ...]


Reviewer = Callable[[Page, Sequence[str]], Review | None]


@dataclass(frozen=True, slots=True)
class ReviewRow:
    """A remark in the form of the panel. key: the same again when the panel is drawn anew."""

    remark: Remark
    spot: Spot
    words: str
    offer: Offer | None
    fingerprint: str


@dataclass(frozen=True, slots=True)
class SentenceRows:
    """A sentence with its remarks; text is "" for those on the whole page."""

    text: str
    points: int | None
    rows: tuple[ReviewRow, ...]


@dataclass(frozen=True, slots=True)
class DraftReview:
    """What the panel shows. more: how many remarks are left out."""

    review: Review
    rows: tuple[ReviewRow, ...]
    more: int

    @property
    def sentences(self) -> list[SentenceRows]:
        """The rows by sentence, in the order of the page."""
        groups = groupby(self.rows, lambda row: (row.remark.text, row.remark.sentence, row.remark.points))
        return [SentenceRows(text, points, tuple(rows)) for (_number, text, points), rows in groups]


@cache
def _load(name: str) -> Reviewer:
    reviewer: Reviewer = import_string(name)
    return reviewer


def review_leaves(page: Page, leaves: Sequence[Leaf]) -> DraftReview | None:
    """Return the city's review of a page's texts; None where it gives none."""
    name = django_settings.A11Y_CHECKER.get("REVIEW")
    if not name:
        return None
    texts = [_in_lines(leaf) for leaf in leaves]
    review = _load(name)(page, texts)
    if review is None:
        return None
    rows = tuple(_row(remark, leaves, texts) for remark in review.remarks[:SHOWN])
    return DraftReview(review, rows, len(review.remarks) - len(rows))


def _in_lines(leaf: Leaf) -> str:
    """Return the words of a text, each paragraph in a line of its own."""
    return unescape(strip_tags(_ENDS_LINE.sub("\n", leaf.html))) if leaf.is_rich else leaf.words


def _row(remark: Remark, leaves: Sequence[Leaf], texts: Sequence[str]) -> ReviewRow:
    if remark.text is None:
        return ReviewRow(remark, Spot(""), "", None, remark.why)
    leaf, text = leaves[remark.text], texts[remark.text]
    words = text[remark.start : remark.end]
    nth = text[: remark.start].count(words)
    offer = None if remark.replacement is None else Offer(leaf, words, remark.replacement, nth)
    fingerprint = f"{'-'.join(leaf.path)}-{words}-{nth}-{remark.why}"
    shown = "" if words == remark.sentence else words  # it stands above its remarks
    return ReviewRow(remark, Spot(leaf.label, leaf.path, words, nth, leaf), shown, offer, fingerprint)
