"""The report for the council: learners, circles and instructors over the years, without a number that points at anybody."""

from datetime import date, time
from io import BytesIO

import pytest
from pypdf import PdfReader

from courses.figures.effect import describe_effect, make_effect_table, tell
from courses.models import Circle, FrozenFigures, HelpSession, PoolStage, PoolStep
from courses.roles import FIGURES, make_course_roles
from tests.factories.courses import make_assignment, make_instructor, make_run, make_session, make_staff

pytestmark = pytest.mark.django_db
TODAY = date(2026, 12, 1)


def freeze(year: int, attendees: int, completed: int) -> None:
    run = {"capacity": 10, "completed": completed, "states": {}, "groups": [], "needs": {}}
    figures = {"total": {"attendees": attendees, "attendances": attendees}, "runs": {f"{year}-01": run}}
    FrozenFigures.objects.create(fiscal_year=year, figures=figures, frozen_at="2026-04-01T00:00:00Z")


def take_steps(stage: str, count: int, on: date) -> None:
    clerk = make_staff(f"clerk-{stage}-{on}")
    for number in range(count):
        person = make_instructor(f"{stage} {on} {number}")
        PoolStep.objects.create(
            instructor=person, stage=stage, on=on, consented_on=on, criteria="満たした", decided_by=clerk
        )


@pytest.fixture
def history(course, venue):
    """Two years: many learners and instructors in the first, few in the second."""
    freeze(2025, 40, 31)
    freeze(2026, 4, 0)
    run = make_run(course, "2025-01", fiscal_year=2025)
    session = make_session(run, date(2025, 6, 1), venue, status="held")
    make_assignment(session, make_instructor("山本 和子"))
    circle = {"activity": "x", "day": "x", "is_public": True}
    Circle.objects.create(name="a", slug="a", reading="a", founded_year=2025, founded_from=run, **circle)
    Circle.objects.create(name="b", slug="b", reading="b", founded_year=2025, **circle)
    Circle.objects.create(name="c", slug="c", reading="c", founded_year=2026, **circle)
    for day, is_cancelled in ((date(2025, 4, 1), False), (date(2026, 3, 31), True), (date(2026, 12, 2), False)):
        HelpSession.objects.create(
            date=day, start_time=time(10), end_time=time(12), venue=venue, is_cancelled=is_cancelled
        )
    take_steps(PoolStage.ASSISTANT, 6, date(2025, 5, 1))
    take_steps(PoolStage.LOCAL, 5, date(2026, 3, 31))
    take_steps(PoolStage.ASSISTANT, 5, date(2026, 5, 1))
    take_steps(PoolStage.LEADER, 2, date(2026, 6, 1))


@pytest.mark.parametrize(("count", "told"), [(0, 0), (1, "5未満"), (4, "5未満"), (5, 5)])
def test_few_people_are_not_told(count, told):
    assert tell(count) == told


def test_each_year_tells_learners_circles_and_instructors(history):
    table = make_effect_table(TODAY)

    assert table.rows == [
        ("2025年度", 40, 31, 1, 2, 1, 2, 6, 5, 0, 11, "5未満"),
        ("2026年度", "5未満", 0, 0, 1, 0, 3, "合計に含む", 0, "合計に含む", 7, 0),
    ]
    assert "2025年度から2026年度まで" in describe_effect(table)[0]


def test_an_empty_city_has_the_current_year_and_zeros(db):
    assert make_effect_table(TODAY).rows == [("2026年度", *[0] * 11)]


def test_screen_and_files_tell_the_same_and_the_pdf_is_tagged(client, history):
    make_course_roles()
    client.force_login(make_staff("tokei", FIGURES))

    page = client.get("/kanri/courses/figures/effect/").content.decode()
    csv = client.post("/kanri/courses/figures/effect/save/", {"output": "csv"}).content.decode("utf-8-sig")
    pdf = PdfReader(BytesIO(client.post("/kanri/courses/figures/effect/save/", {"output": "pdf"}).content))

    text = "".join(part.extract_text() for part in pdf.pages).replace("\n", "").replace(" ", "")
    catalog = pdf.trailer["/Root"]
    assert (catalog["/Lang"], catalog["/MarkInfo"]["/Marked"]) == ("ja", True)
    for cell in ("40", "31", "合計に含む", "5未満"):
        assert f">{cell}</td>" in page
        assert f'"{cell}"' in csv
        assert cell in text
    assert "山本" not in page + csv + text
