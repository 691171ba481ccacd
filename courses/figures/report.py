"""R-11: what was held in a fiscal year, as text for the annual report and as a list."""

from courses.enrolment.figures import count_run
from courses.models import CourseRun, RunStatus
from courses.tables import Table

COLUMNS = ("番号", "講座", "日程", "会場", "講師", "定員", "申込み", "受講", "延べ人数", "備考")


def find_held_runs(fiscal_year: int) -> list[CourseRun]:
    """Return the public runs of the year by their first day; runs that were cancelled stay in, and say so."""
    runs = CourseRun.objects.visible().filter(fiscal_year=fiscal_year).with_dates().with_instructors()
    return list(runs.select_related("course").order_by("first_day", "code"))


def make_report_table(fiscal_year: int) -> Table:
    """Return one row a run: dates, place, instructors, capacity, applications, places, attendances."""
    return Table("事業報告", COLUMNS, [make_row(run) for run in find_held_runs(fiscal_year)])


def make_row(run: CourseRun) -> tuple[object, ...]:
    figures = count_run(run.pk)
    note = f"中止：{run.cancelled_note}" if run.status == RunStatus.CANCELLED else ""
    return (
        run.code, run.full_title, run.days_in_words_with_year, "、".join(run.places), name_instructors(run),
        run.capacity, figures["applications"], figures["places"], figures["attendances"], note,
    )  # fmt: skip


def name_instructors(run: CourseRun) -> str:
    """Return the instructors, each once; who did not agree to be named, by kind only."""
    people = [item.instructor for session in run.ordered_sessions for item in session.ordered_assignments]
    return "、".join(dict.fromkeys(person.public_name for person in people))


def write_report(fiscal_year: int) -> str:
    """Return the report as plain text: a heading, the sum, and a paragraph a run."""
    table = make_report_table(fiscal_year)
    held = [row for row in table.rows if not row[9]]
    sums = [sum(row[at] for row in held) for at in (5, 6, 7, 8)]
    lines = [
        f"{fiscal_year}年度　ICT講習会の事業報告",
        "",
        f"講座を{len(held)}回開きました。定員は合わせて{sums[0]}人、申込みは{sums[1]}件、受講した方は{sums[2]}人、"
        f"出席は延べ{sums[3]}人でした。",
    ]
    cancelled = len(table.rows) - len(held)
    if cancelled:
        lines.append(f"ほかに{cancelled}回を中止しました。")
    for number, row in enumerate(table.rows, start=1):
        lines += ["", *write_run(number, row)]
    return "\n".join(lines) + "\n"


def write_run(number: int, row: tuple) -> list[str]:
    """Return the lines of one run."""
    lines = [f"{number}　{row[1]}（{row[0]}）", f"　日程　{row[2] or '未定'}", f"　会場　{row[3] or '未定'}"]
    if row[4]:
        lines.append(f"　講師　{row[4]}")
    if row[9]:
        return [*lines, f"　{row[9]}"]
    return [*lines, f"　定員{row[5]}人、申込み{row[6]}件、受講{row[7]}人、出席は延べ{row[8]}人"]
