"""The cells of a test: one for each page of the sample and each criterion, with what people and machine say about it."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from a11y_checker.results import Outcome
from a11y_checker.standards import Criterion, all_profiles
from a11y_checker.wagtail_app.models import Agreement, Judgement, Result, SampledPage, Seat, YearlyTest


@dataclass(frozen=True)
class Cell:
    """One page and one criterion. judgements: by seat. agreement: what was settled; it may be out of date."""

    page: SampledPage
    criterion: Criterion
    judgements: dict[int, Judgement] = field(default_factory=dict)
    agreement: Agreement | None = None

    @property
    def machine(self) -> str:
        """The checker's outcome; "" before the page was checked."""
        return self.page.outcome(self.criterion.number)

    @property
    def is_judged(self) -> bool:
        return len(self.judgements) == len(Seat)

    @property
    def about(self) -> str:
        """What an agreement settles: both results and the machine's failure."""
        results = [self.judgements[seat].result for seat in Seat if seat in self.judgements]
        return "/".join([*results, "machine" if self.machine == Outcome.FAILED else ""])

    @property
    def is_disputed(self) -> bool:
        """Whether both have judged, and differ from each other or say that a failure of the machine's is none."""
        if not self.is_judged:
            return False
        results = {judgement.result for judgement in self.judgements.values()}
        return len(results) > 1 or (self.machine == Outcome.FAILED and results != {Result.FAILED})

    @property
    def is_settled(self) -> bool:
        return self.agreement is not None and self.agreement.about == self.about

    @property
    def result(self) -> str:
        """What holds: the common judgement, or the agreement; "" while it is open. Never met because nothing was found."""
        if not self.is_judged or (self.is_disputed and not self.is_settled):
            return ""
        return self.agreement.result if self.is_disputed else self.judgements[Seat.FIRST].result

    @property
    def note(self) -> str:
        """Why, in words that may be published."""
        if self.is_disputed:
            return self.agreement.note if self.is_settled else ""
        return next((row.note for _seat, row in sorted(self.judgements.items()) if row.note), "")


def find_criteria(test: YearlyTest) -> dict[str, Criterion]:
    """Return the criteria of the test by number, in the order of the standard."""
    return all_profiles()[test.profile].criteria(test.level)


def find_pages(test: YearlyTest) -> list[SampledPage]:
    """Return the pages of the draw that holds; none before the first."""
    draw = test.draws.defer("addresses").first()
    return list(draw.pages.all()) if draw else []


def find_cells(test: YearlyTest, pages: list[SampledPage] | None = None) -> list[Cell]:
    """Return every cell, page by page; of these pages only, if given. Three queries, whatever their number."""
    pages = find_pages(test) if pages is None else pages
    judgements: dict[tuple[int, str], dict[int, Judgement]] = {}
    for row in Judgement.objects.filter(page__in=pages):
        judgements.setdefault((row.page_id, row.criterion), {})[row.seat] = row
    agreements = {(row.page_id, row.criterion): row for row in Agreement.objects.filter(page__in=pages)}
    return list(_cells(test, pages, judgements, agreements))


def _cells(test, pages, judgements, agreements) -> Iterator[Cell]:
    for page in pages:
        for number, criterion in find_criteria(test).items():
            key = (page.pk, number)
            yield Cell(page, criterion, judgements.get(key, {}), agreements.get(key))


def find_seat(test: YearlyTest, user) -> int | None:
    """Return which tester of the test the person is; None for others."""
    seats = {test.first_tester_id: Seat.FIRST, test.second_tester_id: Seat.SECOND}
    return seats.get(user.pk)


@dataclass(frozen=True)
class Progress:
    """How far a tester, or the agreement, has come."""

    done: int
    total: int

    @property
    def percent(self) -> int:
        return 100 * self.done // self.total if self.total else 0

    @property
    def is_complete(self) -> bool:
        return self.total > 0 and self.done == self.total


def count_progress(cells: list[Cell]) -> dict[int, Progress]:
    """Return how many cells each tester has judged, by seat."""
    return {seat: Progress(sum(1 for cell in cells if seat in cell.judgements), len(cells)) for seat in Seat}
