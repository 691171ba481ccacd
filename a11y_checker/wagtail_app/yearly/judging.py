"""Records judgements and agreements. Each row is saved by itself, so that nothing typed is lost with another."""

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from a11y_checker.results import Outcome
from a11y_checker.wagtail_app.models import Agreement, Judgement, Result, SampledPage
from a11y_checker.wagtail_app.models.judgement import NOTE_CHARS
from a11y_checker.wagtail_app.yearly.cells import Cell, find_cells

# What the checker decided, as a result. Passed: a rule that decides the criterion applied and passed, never for want of findings.
DECIDED = {
    Outcome.PASSED: Result.MET,
    Outcome.FAILED: Result.FAILED,
    Outcome.INAPPLICABLE: Result.ABSENT,
}


class JudgementRefused(ValueError):
    """The row cannot be saved; the message says what to do."""


def check_row(result: str, note: str, needs_note: bool) -> None:
    """Raise JudgementRefused for a result that is none, for a missing or too long note."""
    if result not in Result.values:
        raise JudgementRefused(_("Choose ○, × or “nothing of the kind”."))
    if len(note) > NOTE_CHARS:
        raise JudgementRefused(_("The note has more than %(count)s characters. Shorten it.") % {"count": NOTE_CHARS})
    if needs_note and not note:
        raise JudgementRefused(_("Write into the note why."))


def save_judgement(page: SampledPage, criterion: str, seat: int, user, result: str, note: str) -> Judgement:
    """Store a person's judgement, in place of a former one of the same seat.

    Raises JudgementRefused: × needs a note, and so does everything else where the machine found a failure.
    """
    note = note.strip()
    differs = page.outcome(criterion) == Outcome.FAILED and result != Result.FAILED
    check_row(result, note, needs_note=result == Result.FAILED or differs)
    return _store(page, criterion, seat, user, result, note, by_machine=False)


def _store(page, criterion: str, seat: int, user, result: str, note: str, by_machine: bool) -> Judgement:
    row = Judgement.objects.filter(page=page, criterion=criterion, seat=seat).first()
    if row is not None and (row.result, row.note, row.by_machine) == (result, note, by_machine):
        return row
    row = row or Judgement(page=page, criterion=criterion, seat=seat)
    row.tester, row.tester_name = user, user.get_full_name() or user.get_username()
    row.result, row.note, row.by_machine = result, note, by_machine
    save_or_refuse(row)
    return row


def save_or_refuse(row: Judgement | Agreement) -> None:
    """Save a row. Raises JudgementRefused when the same row was made elsewhere at this moment, say in a second window."""
    try:
        with transaction.atomic():
            row.save()
    except IntegrityError as error:
        raise JudgementRefused(_("Somebody has changed a judgement in the meantime. Load the page again.")) from error


@transaction.atomic
def take_over_machine(page: SampledPage, cells: list[Cell], seat: int, user) -> int:
    """Record what the checker decided where the tester has not judged yet; gives how many rows.

    What it could not decide stays open: a person has to look.
    """
    count = 0
    for cell in cells:
        result = DECIDED.get(cell.machine)
        if result is None or seat in cell.judgements:
            continue
        _store(page, cell.criterion.number, seat, user, result, describe_machine(cell), by_machine=True)
        count += 1
    return count


def describe_machine(cell: Cell) -> str:
    """Return the note of a row that the machine decided."""
    if cell.machine == Outcome.PASSED:
        return _("Decided by machine: the rules that decide this criterion applied, and all passed.")
    if cell.machine == Outcome.INAPPLICABLE:
        return _("Decided by machine: the page has nothing that this criterion is about.")
    messages = [finding["message"]["ja"] for finding in cell.page.findings(cell.criterion.number)]
    return (_("Found by machine:") + " " + " ".join(dict.fromkeys(messages)))[:NOTE_CHARS]


def save_agreement(page: SampledPage, criterion: str, about: str, user, result: str, note: str) -> Agreement:
    """Store what holds where judgements differ. about: what the person saw (Cell.about).

    Raises JudgementRefused without a note, when nothing differs, and when somebody changed a judgement in the meantime.
    """
    cell = next(cell for cell in find_cells(page.draw.test, [page]) if cell.criterion.number == criterion)
    if not cell.is_disputed:
        raise JudgementRefused(_("The judgements do not differ any more. Load the page again."))
    if cell.about != about:
        raise JudgementRefused(_("Somebody has changed a judgement in the meantime. Load the page again."))
    check_row(result, note.strip(), needs_note=True)
    row = cell.agreement or Agreement(page=page, criterion=criterion)
    row.result, row.note, row.about = result, note.strip(), about
    row.decided_by, row.decided_by_name = user, user.get_full_name() or user.get_username()
    save_or_refuse(row)
    return row
