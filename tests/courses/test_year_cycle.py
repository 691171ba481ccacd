"""One year of a course with the clock moved, from the first application until nobody is remembered.

Open, apply, freeze, draw, offers, sessions, attendance, closing, certificates, questionnaire, statistics, retention. At the
end every figure reads as before, and a dump of the whole database holds no name, telephone number, address or e-mail.
"""

import json
from datetime import date, timedelta
from random import Random

import pytest
from django.core import mail
from django.db import connection

from courses.enrolment import actions, attending, draws, late, lookup, pool, retention, survey, waiting_list
from courses.enrolment.actor import WEB, Actor
from courses.enrolment.application import Applicant, Application
from courses.enrolment.errors import NotPossible, RetentionProblem, RunClosed
from courses.enrolment.figures import count_people, count_run
from courses.enrolment.jobs import run_jobs
from courses.enrolment.people import change_learner
from courses.figures.statistics import make_tables
from courses.models import Certificate, CourseRun, Draw, Enrolment, FrozenFigures, Instructor, Learner, Offer
from tests.factories.courses import at, make_run, make_session, make_staff

pytestmark = pytest.mark.django_db

OPENS, CLOSES, RESULTS = at("2026-05-01 09:00"), at("2026-05-15 17:00"), date(2026, 5, 22)
DAYS = (date(2026, 6, 8), date(2026, 6, 15), date(2026, 6, 22))
# Name, reading, telephone, e-mail, address, wish: each value stands nowhere else in the world of the test.
PEOPLE = (
    ("蒼井 壱乃", "あおい いちの", "0794991001", "ichino@mail.example.jp", "小野市神明町1-11", "耳元で話してほしい"),
    ("伊吹 弐子", "いぶき にこ", "0794991002", "niko@mail.example.jp", "小野市神明町2-22", ""),
    ("宇津 参郎", "うづ さんろう", "0794991003", "sanro@mail.example.jp", "小野市神明町3-33", ""),
    ("江波 肆美", "えなみ よみ", "0794991004", "yomi@mail.example.jp", "小野市神明町4-44", "盲導犬と来ます"),
    ("尾形 伍作", "おがた ごさく", "0794991005", "gosaku@mail.example.jp", "小野市神明町5-55", ""),
    ("加茂 陸代", "かも むつよ", "0794991006", "mutsuyo@mail.example.jp", "小野市神明町6-66", ""),
    ("来栖 漆江", "くるす ななえ", "0794991007", "nanae@mail.example.jp", "小野市神明町7-77", ""),
    ("毛塚 捌男", "けづか はちお", "0794991008", "hachio@mail.example.jp", "小野市神明町8-88", ""),
    ("古賀 玖平", "こが きゅうへい", "0794991009", "kyuhei@mail.example.jp", "小野市神明町9-99", ""),
)
SEED = "1234567890"  # the two together win with it, and three others wait
CORRECTED, NOTE = "0794992001", "むすこさんから電話があった"
PERSONAL = [value for row in PEOPLE for value in row if value]
PERSONAL += [part for row in PEOPLE for part in (*row[0].split(), row[1].replace(" ", ""))] + [CORRECTED, NOTE]


def make_person(number: int) -> Applicant:
    name, reading, phone, email, address, wish = PEOPLE[number]
    return Applicant(
        name,
        reading,
        date(1944 + number, 3, 1 + number),
        phone=phone,
        email=email,
        address=address,
        postal_code="6751300",
        district=("小野", "河合", "来住")[number % 3],
        needs=(("other", wish),) if wish else (),
        companions=(("娘", False),) if number == 2 else (),
    )


def send(run, number, actor, now, *others, **fields) -> Enrolment:
    people = tuple(make_person(index) for index in (number, *others))
    application = Application(people, f"key-{number}", contact_channel="email", **fields)
    return actions.apply_for_run(run.pk, application, actor, now, Random(number))


@pytest.fixture
def staff(db) -> dict:
    return {name: make_staff(name) for name in ("tanto", "tachiai", "kanri")}


@pytest.fixture
def run(course, venue) -> CourseRun:
    window = {"apply_opens": OPENS, "apply_closes": CLOSES, "results_on": RESULTS}
    rules = {"policy": "lottery", "capacity": 5, "waiting_list_size": 9, "minimum_sessions": 2, "allows_walk_ins": True}
    run = make_run(course, "2026-01", **window, **rules)
    for number, day in enumerate(DAYS, start=1):
        make_session(run, day, venue, number)
    return run


def let_people_apply(run, desk) -> None:
    """Too early; then on the web, by telephone, two together, a draft that is never sent, a sheet keyed in late."""
    with pytest.raises(RunClosed):
        send(run, 0, WEB, OPENS - timedelta(minutes=1))
    for number in (0, 1, 2, 3):
        send(run, number, WEB, OPENS + timedelta(days=number))
    send(run, 4, desk, OPENS + timedelta(days=5))
    send(run, 5, WEB, OPENS + timedelta(days=6), 6)
    _key, draft = lookup.start_draft(run, OPENS + timedelta(days=7), Random(7))
    lookup.save_draft(draft, {"name": {"name": PEOPLE[7][0]}}, OPENS + timedelta(days=7))
    with pytest.raises(RunClosed):
        send(run, 7, WEB, CLOSES + timedelta(hours=1))
    said = {"late_kind": late.LateKind.IN_TIME, "late_reason": f"用紙が箱に残っていた（{PEOPLE[7][0]}）"}
    send(run, 7, desk, CLOSES + timedelta(hours=2), **said)


def draw(run, desk, witness) -> Draw:
    """Freeze, publish, ten digits before a witness, in force."""
    now = CLOSES + timedelta(days=1)
    frozen = draws.freeze_list(run.pk, desk, now)
    draws.publish_hash(frozen.pk, desk, now + timedelta(hours=1))
    draws.enter_seed(frozen.pk, SEED, SEED, desk, witness, now + timedelta(days=2))
    return draws.apply_result(frozen.pk, desk, now + timedelta(days=3))


def fill_the_seat_of_one_who_cancels(run, desk) -> None:
    """The first offer is declined, the second accepted; each waits for the clock."""
    now = CLOSES + timedelta(days=5)
    winner = Enrolment.objects.filter(run=run, state="confirmed", party=None).order_by("pk").first()
    change_learner(winner.learner_id, desk, now, phone=CORRECTED)
    actions.add_note(winner.pk, desk, now, NOTE)
    actions.cancel(winner.pk, WEB, now, "illness", NOTE)
    assert not Offer.objects.exists()
    for answer in (waiting_list.decline_offer, waiting_list.accept_offer):
        now += timedelta(hours=1)
        run_jobs(now, mail.get_connection())
        [offer] = Offer.objects.filter(outcome="open")
        answer(offer.pk, WEB, now)


def hold_sessions(run, desk) -> None:
    """Everybody comes to everything, but one person only once; somebody joins on the first day, on one chair more."""
    first = run.sessions.get(number=1)
    actions.change_capacity(run.pk, 6, first.starts_at, desk.user)
    walk_in = attending.join_run(run.pk, *PEOPLE[8][:2], "小野", desk, first.starts_at, Random(8))
    placed = list(Enrolment.objects.filter(run=run, state="confirmed").order_by("pk"))
    for session in run.sessions.order_by("number"):
        for row in placed:
            missed = row == placed[0] and session.number > 1
            status = "unexcused" if missed else "present"
            key = f"{session.pk}-{row.pk}"
            attending.record_attendance(session.pk, row.pk, status, desk.user, session.ends_at, key)
        attending.hold_session(session.pk, desk.user, session.ends_at)
    assert walk_in in placed


def close(run, desk) -> list[Certificate]:
    """Certificates, a questionnaire, and one person who wants to teach."""
    with pytest.raises(NotPossible):
        attending.close_run(run.pk, desk, at("2026-06-20 09:00"))
    hold_sessions(run, desk)
    now = at("2026-07-01 09:00")
    certificates = attending.close_run(run.pk, desk, now)
    for _sheet in range(5):
        survey.record_survey(run.pk, {"満足しましたか": "満足", "ひとこと": "楽しかった"}, desk.user, now)
    pool.add_completer(certificates[0].enrolment_id, date(2026, 7, 1), desk.user, now)
    return certificates


def read_figures(run) -> dict:
    """Return every published figure of the year."""
    tables = {name: (table.columns, table.rows) for name, table in make_tables(2026).items()}
    return {"run": count_run(run.pk), "people": count_people(2026), "tables": tables}


def forget(moment, staff) -> dict[str, int]:
    """One round of deleting by two people; return what went, by kind."""
    row = retention.propose(moment, staff["tanto"])
    with pytest.raises(RetentionProblem):
        retention.approve(row.pk, staff["tanto"], moment)
    retention.approve(row.pk, staff["kanri"], moment)
    log = retention.execute(row.pk, moment, staff["tanto"]).log
    return {name: counts["done"] for name, counts in log.items() if counts["done"]}


def dump() -> dict[str, str]:
    """Return every value of every table of the whole database, as it is stored."""
    text = {}
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")
            text[table] = "\n".join(str(value) for row in cursor.fetchall() for value in row)
    return text


def find_places(values: list[str]) -> set[tuple[str, str]]:
    """Return (table, value) for each of the values that the dump holds, as it is or as JSON writes it."""
    forms = {value: (value, json.dumps(value)[1:-1]) for value in values}
    return {
        (table, value)
        for table, text in dump().items()
        for value, written in forms.items()
        if any(form in text for form in written)
    }


def test_a_year_from_the_first_application_until_nobody_is_remembered(run, staff):
    desk = Actor("paper", staff["tanto"])
    let_people_apply(run, desk)
    drawn = draw(run, desk, staff["tachiai"])
    fill_the_seat_of_one_who_cancels(run, desk)
    certificates = close(run, desk)

    run.refresh_from_db()
    figures, public = read_figures(run), draws.publish_draw(drawn)
    assert drawn.lots.count() == 7  # two together are one lot
    assert (run.seats_held, len(certificates), figures["run"]["applications"]) == (6, 5, 9)
    assert figures["run"]["from_waiting_list"] >= 1
    assert {table for table, _value in find_places(PERSONAL)} >= {"courses_learner"}
    teacher = Instructor.objects.get()

    gone = [forget(at(f"{year}-04-01 03:00"), staff) for year in (2027, 2028, 2029, 2032)]

    assert [sorted(round_) for round_ in gone] == [["needs"], ["contacts"], ["names"], ["draws"]]
    assert gone[2] == {"names": Learner.objects.count()}
    assert read_figures(run) == figures
    assert FrozenFigures.objects.get(fiscal_year=2026).frozen_at == at("2027-04-01 03:00")
    assert [value for value in PERSONAL if value in public] == []
    # Who agreed to teach stays in the list of instructors by the own consent; nobody else stands anywhere.
    own = {teacher.name, teacher.reading, *teacher.name.split(), teacher.reading.replace(" ", "")}
    left = {place for place in find_places(PERSONAL) if place[1] not in own or "instructor" not in place[0]}
    assert left == set()
    assert find_places(["gAAAA"]) == set()  # nothing encrypted is left either
    assert Instructor.objects.get().learner is None
