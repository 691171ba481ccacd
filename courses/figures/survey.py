"""R-13: what people answered to the questionnaire. Nobody can be found in it: groups under five are merged."""

from collections import Counter

from courses.models import SurveyResponse
from courses.tables import Table

# Source: courses.md §7.3 R-13.
SMALLEST_GROUP = 5
OTHERS = "回答が少ない講座（まとめて）"
COLUMNS = ("講座", "質問", "答え", "人数")
TEXT_COLUMNS = ("質問", "書かれたこと")
# Keys of free text end so; such answers are shown without their course.
TEXT_SUFFIX = "_text"


def find_groups(fiscal_year: int) -> tuple[dict[str, list[dict]], int]:
    """Return the answers by course, small courses merged; and how many answers are held back.

    Courses with fewer than five answers go together; when they are fewer than five even then, nobody sees them.
    """
    rows = SurveyResponse.objects.filter(run__fiscal_year=fiscal_year).select_related("run__course")
    by_course: dict[str, list[dict]] = {}
    for row in rows.order_by("run__course__title", "pk"):
        by_course.setdefault(row.run.course.title, []).append(row.answers)
    groups = {title: answers for title, answers in by_course.items() if len(answers) >= SMALLEST_GROUP}
    small = [answer for title, answers in by_course.items() if title not in groups for answer in answers]
    if len(small) >= SMALLEST_GROUP:
        groups[OTHERS] = small
        small = []
    return groups, len(small)


def make_survey_table(fiscal_year: int) -> Table:
    """Return how often each answer was given, by course and question."""
    groups, _held_back = find_groups(fiscal_year)
    rows = []
    for title, answers in groups.items():
        counts = Counter(
            (question, str(value))
            for answer in answers
            for question, value in sorted(answer.items())
            if not question.endswith(TEXT_SUFFIX)
        )
        rows += [(title, question, value, count) for (question, value), count in sorted(counts.items())]
    return Table("アンケート集計", COLUMNS, rows)


def make_text_table(fiscal_year: int) -> Table:
    """Return what people wrote, in order of the text so that no order of people is seen; for review before publishing."""
    groups, _held_back = find_groups(fiscal_year)
    rows = sorted(
        (question, str(value).strip())
        for answers in groups.values()
        for answer in answers
        for question, value in answer.items()
        if question.endswith(TEXT_SUFFIX) and str(value).strip()
    )
    return Table("アンケート自由記述", TEXT_COLUMNS, rows)
