"""The board: which page is how far in which language, the worst and most wanted first."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property

from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.contenttypes.models import ContentType
from django.db.models import Count, F, Q
from django.utils.module_loading import import_string
from django.utils.translation import gettext_lazy as _
from wagtail.models import Locale, Page, ReferenceIndex

from translations.wagtail_app.check_rules import Rule, rules_of
from translations.wagtail_app.kinds import only_japanese
from translations.wagtail_app.state_models import PageState, State

PER_SCREEN = 50
NONE, BEHIND, OWN = "none", "behind", "own"
LABELS = {
    NONE: _("not begun"),
    BEHIND: _("public, but the Japanese has changed"),
    **dict(State.choices),
    OWN: _("written freely"),
}
# Worst first: readers have something wrong before their eyes; work that was begun; nothing yet; drafts; the rest.
RANKS = {
    BEHIND: 0,
    State.STALE: 1,
    State.MISSING: 2,
    NONE: 3,
    State.MACHINE: 4,
    State.EDITED: 5,
    OWN: 6,
    State.CHECKED: 7,
}
# Our choice: a link on the home page is worth ten on other pages; people begin there.
HOME_WEIGHT = 10
HOME_DEPTH = 2


@dataclass
class Cell:
    """A page in one language."""

    locale: Locale
    state: PageState | None = None
    own: Page | None = None  # a page that people write in this language without translating

    @property
    def kind(self) -> str:
        """The state that decides what is to be done."""
        if self.state is None:
            return OWN if self.own else NONE
        if self.state.source_changed_at and self.state.published_at:
            return BEHIND
        return self.state.worst

    @property
    def label(self) -> str:
        """Its name."""
        return str(LABELS[self.kind])

    @property
    def done(self) -> int:
        """How many strings stand on the page as they are."""
        return self.state.total - self.state.missing - self.state.stale if self.state else 0


@dataclass
class Line:
    """A Japanese page with its languages. wanted: how much other pages lead to it."""

    page: Page
    cells: list[Cell]
    wanted: int = 0
    department: str = ""
    rule: Rule = field(default_factory=Rule)

    @cached_property
    def rank(self) -> tuple[int, int, str]:
        """Sorts the worst and most wanted first."""
        return min(RANKS[cell.kind] for cell in self.cells), -self.wanted, self.page.path


@dataclass(frozen=True)
class Choice:
    """What the board shows: all pages, or those of a department, in a language, in a state, of a translator."""

    department: str = ""
    locale: str = ""
    state: str = ""
    translator: AbstractBaseUser | None = None


def target_locales() -> list[Locale]:
    """Give the languages that pages are translated into."""
    return list(Locale.objects.exclude(pk=Locale.get_default().pk).order_by("pk"))


def find_lines(choice: Choice, locales: list[Locale]) -> list[Line]:
    """Give the public Japanese pages that fit, with their states, in the order of work. Six queries, however many pages."""
    shown = [locale for locale in locales if choice.locale in ("", locale.language_code)]
    states, own = _states(shown), _own_pages(shown)
    wanted, departments = _wanted(), department_sections()
    pages = Page.objects.filter(locale=Locale.get_default(), live=True, depth__gte=HOME_DEPTH, alias_of=None)
    pages = pages.not_exact_type(*only_japanese())
    lines = []
    for page in pages.only("pk", "title", "path", "depth", "translation_key", "locale_id", "url_path"):
        places = [(locale, (page.translation_key, locale.pk)) for locale in shown]
        cells = [Cell(locale, states.get(place), own.get(place)) for locale, place in places]
        line = Line(page, cells, wanted.get(page.pk, 0), _department(page.path, departments))
        if line.cells and _fits(line, choice):
            lines.append(line)
    return sorted(lines, key=lambda line: line.rank)


def add_rules(lines: Iterable[Line]) -> None:
    """Say of the lines of one screen which need a person. Two queries."""
    lines = list(lines)
    rules = rules_of(line.page for line in lines)
    for line in lines:
        line.rule = rules[line.page.pk]


def _fits(line: Line, choice: Choice) -> bool:
    if choice.department and line.department != choice.department:
        return False
    if choice.translator:
        line.cells = [cell for cell in line.cells if cell.state and cell.state.translator_id == choice.translator.pk]
    if choice.state:
        return any(cell.kind == choice.state for cell in line.cells)
    return bool(line.cells)


def _states(locales: list[Locale]) -> dict[tuple[object, int], PageState]:
    rows = PageState.objects.filter(translation__target_locale__in=locales, translation__enabled=True)
    related = rows.select_related("translation__source", "translator")
    return {(row.translation.source.object_id, row.translation.target_locale_id): row for row in related}


def _own_pages(locales: list[Locale]) -> dict[tuple[object, int], Page]:
    """Give the pages of other languages, aliases left out, by what they are versions of."""
    pages = Page.objects.filter(locale__in=locales, alias_of=None, depth__gte=HOME_DEPTH)
    return {(page.translation_key, page.locale_id): page for page in pages.only("pk", "translation_key", "locale_id")}


def _wanted() -> dict[int, int]:
    """Give how many pages lead to each page; the home page counts more. One query."""
    page_type = ContentType.objects.get_for_model(Page)
    links = ReferenceIndex.objects.filter(to_content_type=page_type, base_content_type=page_type)
    homes = set(Page.objects.filter(depth=HOME_DEPTH).values_list("pk", flat=True))
    counts: Counter[int] = Counter()
    rows = links.exclude(object_id=F("to_object_id")).values("to_object_id", "object_id").annotate(Count("pk"))
    for row in rows:
        counts[int(row["to_object_id"])] += HOME_WEIGHT if int(row["object_id"]) in homes else 1
    return counts


def department_sections() -> dict[str, str]:
    """Give the sections of departments as path → name: the site's matter (setting TRANSLATIONS["DEPARTMENTS"])."""
    name = settings.TRANSLATIONS.get("DEPARTMENTS")
    return dict(import_string(name)()) if name else {}


def _department(path: str, sections: dict[str, str]) -> str:
    """Give the department of the nearest section above."""
    for end in range(len(path), 0, -Page.steplen):
        if path[:end] in sections:
            return sections[path[:end]]
    return ""


def count_work(user: AbstractBaseUser) -> int:
    """Give how many pages wait for a translator."""
    open_strings = Q(missing__gt=0) | Q(stale__gt=0)
    return PageState.objects.filter(open_strings, translator_id=user.pk, translation__enabled=True).count()
