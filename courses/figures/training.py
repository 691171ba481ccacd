"""What the training officer sees: how far each department is, and who has done which lesson."""

from collections import Counter
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from courses.tables import Table
from courses.training.duties import DONE, OVERDUE, SOON_DUE, Duty, find_departments, find_duties

COLUMNS = ("課", "名前", "ログインの名前", "学習", "最後に終えた日", "期限", "今")
SUM_COLUMNS = ("課", "人数", "必修の件数", "終わった", "まだ", "期限が過ぎた", "終わった割合")


@dataclass(frozen=True)
class Entry:
    """A duty with the department of its person; the first one where somebody works for several."""

    department: str
    slug: str
    duty: Duty

    @property
    def is_done(self) -> bool:
        return self.duty.state in (DONE, SOON_DUE)


def find_entries(on: date) -> list[Entry]:
    """Return the duties of all staff by department; who belongs to none comes last."""
    departments = find_departments()
    entries = []
    for duty in find_duties(on):
        mine = departments.get(duty.user.pk, [])
        entries.append(Entry(mine[0].name if mine else _("課の登録なし"), mine[0].slug if mine else "-", duty))
    order = {slug: at for at, slug in enumerate(dict.fromkeys(d.slug for rows in departments.values() for d in rows))}
    return sorted(entries, key=lambda entry: order.get(entry.slug, len(order)))


def make_department_table(entries: list[Entry]) -> Table:
    """Return one row a department, and the sum: people, lessons to do, done, not yet, late, share."""
    names = dict.fromkeys(entry.department for entry in entries)
    rows = [make_sum(name, [entry for entry in entries if entry.department == name]) for name in names]
    if rows:
        rows.append(make_sum("合計", entries))
    return Table("研修 課ごと", SUM_COLUMNS, rows)


def make_sum(name: str, entries: list[Entry]) -> tuple[object, ...]:
    done = sum(entry.is_done for entry in entries)
    late = Counter(entry.duty.state for entry in entries)[OVERDUE]
    people = len({entry.duty.user.pk for entry in entries})
    return (name, people, len(entries), done, len(entries) - done - late, late, f"{done * 100 // len(entries)}%")


def make_people_table(entries: list[Entry]) -> Table:
    """Return one row a person and lesson."""
    rows = [
        (
            entry.department,
            entry.duty.user.get_full_name(),
            entry.duty.user.get_username(),
            entry.duty.lesson.title,
            entry.duty.last,
            entry.duty.due,
            entry.duty.words,
        )
        for entry in entries
    ]
    return Table("研修 一人ずつ", COLUMNS, rows)
