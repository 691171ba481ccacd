"""Public pages of the lottery: frozen list, seed, result by lot, and a program that anybody can run."""

import hashlib
import runpy
from datetime import timedelta

import pytest
from django.utils import timezone
from hypothesis import given, settings
from hypothesis import strategies as st

from courses.enrolment import draws
from courses.enrolment.actor import Actor
from courses.enrolment.lottery import DrawList, Lot, draw_lots, write_list
from courses.models import CourseRun
from courses.views.draws import PROGRAM
from tests.factories.courses import apply, make_staff

GOLDEN = "run=DEMO-01;capacity=5;policy=tiers-strict;alg=1\n001,1,1\n002,1,1\n003,2,1\n004,1,2\n005,1,1\n006,2,1\n007,1,1\n008,3,1\n"
redraw = runpy.run_path(str(PROGRAM))["draw"]
LOTS = st.lists(st.tuples(st.integers(1, 3), st.integers(1, 2), st.booleans()), min_size=1, max_size=25)


def test_program_gives_the_golden_result():
    list_hash, won, waiting = redraw(GOLDEN, "4821057390")

    assert list_hash == "a71f68cc9a04e8c964604f363069109bcaedec8ac2167c70226cd164cf5a0916"
    assert [lot["number"] for lot in won] == ["007", "002", "004", "001"]
    assert [lot["number"] for lot in waiting] == ["005", "003", "006", "008"]


@given(
    LOTS,
    st.integers(1, 12),
    st.sampled_from([100, 80, 50]),
    st.integers(0, 1),
    st.from_regex(r"[0-9]{10}", fullmatch=True),
)
@settings(max_examples=60, deadline=None)
def test_program_agrees_with_the_site(lots, capacity, share, reserved, seed):
    numbered = tuple(Lot(number, tier, seats, mark) for number, (tier, seats, mark) in enumerate(lots, start=1))
    text = write_list(DrawList("2026-01", capacity, numbered, share, reserved))

    _hash, won, waiting = redraw(text, seed)

    drawn = draw_lots(text, seed)
    assert [int(lot["number"]) for lot in won] == [lot.lot.number for lot in drawn if lot.has_won]
    assert [int(lot["number"]) for lot in waiting] == [lot.lot.number for lot in drawn if not lot.has_won]


@pytest.fixture
def drawn(run):
    """A lottery of four applications for two seats, drawn and in force."""
    now = timezone.now()
    CourseRun.objects.filter(pk=run.pk).update(policy="lottery", waiting_list_size=1)
    run.refresh_from_db()
    for number in range(1, 5):
        apply(run, number, now - timedelta(hours=2))
    CourseRun.objects.filter(pk=run.pk).update(apply_closes=now - timedelta(hours=1))
    one, two = make_staff("kakari"), make_staff("tachiai")
    actor = Actor("counter", one)
    draw = draws.freeze_list(run.pk, actor, now)
    draws.publish_hash(draw.pk, actor, now)
    return draws.enter_seed(draw.pk, "4821057390", "4821057390", actor, two, now + timedelta(seconds=1))


@pytest.mark.django_db
def test_page_shows_list_hash_seed_and_lots_without_people(client, run, drawn):
    page = client.get(f"/draws/{run.code}/").content.decode()

    assert drawn.list_hash in page
    assert "4821057390" in page
    assert page.count('<th scope="row">') == 4
    assert "試験" not in page
    files = [client.get(f"/draws/{run.code}/1/{name}.txt").content.decode() for name in ("list", "result")]
    assert hashlib.sha256(files[0].encode()).hexdigest() == drawn.list_hash
    for text in [page, *files]:
        for lot in drawn.lots.all():
            assert lot.enrolment.receipt_number not in text
            assert lot.enrolment.learner.reading not in text


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("typed", "sentence"),
    [("００２", "<strong>002</strong>"), ("99", "この番号は、一覧にありません"), ("x", "ありません")],
)
def test_a_lot_is_found_by_its_number(client, run, drawn, typed, sentence):
    page = client.get(f"/draws/{run.code}/", {"lot": typed}).content.decode()

    assert sentence in page.partition('role="status"')[2]


@pytest.mark.django_db
def test_nothing_stands_there_before_the_hash_is_published(client, run):
    page = client.get(f"/draws/{run.code}/").content.decode()

    assert "まだ公開していません" in page
    assert client.get(f"/draws/{run.code}/1/list.txt").status_code == 404


@pytest.mark.django_db
def test_explanation_holds_the_program(client, run):
    page = client.get("/draws/").content.decode()

    assert "list_hash = hashlib.sha256(text.encode()).hexdigest()" in page
    assert client.get("/draws/check_draw.py").content.decode() == PROGRAM.read_text(encoding="utf-8")
