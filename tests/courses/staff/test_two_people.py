"""Steps that need a second person: the draw, striking out a decided place, calling a run off."""

from datetime import timedelta

import pytest
from axes.utils import reset
from django.urls import reverse
from django.utils import timezone
from django_otp.oath import TOTP
from django_otp.plugins.otp_totp.models import TOTPDevice

from courses.models import CourseRun, Draw, Enrolment
from courses.roles import COURSE_STAFF, DESK, WITNESS
from tests.courses.test_admin import EDIT, form_values
from tests.factories.courses import apply, make_staff

pytestmark = pytest.mark.django_db
PASSWORD = "for tests only"
SEED = "4821057390"


@pytest.fixture(autouse=True)
def no_locks(db):
    reset()
    yield
    reset()


@pytest.fixture
def lottery(run):
    """A lottery whose applications are over: four people for two seats."""
    CourseRun.objects.filter(pk=run.pk).update(policy="lottery", waiting_list_size=1)
    now = timezone.now()
    for number in range(1, 5):
        apply(run, number, now - timedelta(hours=2))
    CourseRun.objects.filter(pk=run.pk).update(apply_closes=now - timedelta(hours=1))
    run.refresh_from_db()
    return run


@pytest.fixture
def second(people) -> dict[str, str]:
    return {"second_name": people[WITNESS].username, "second_password": PASSWORD}


class Draws:
    """The draw's screen in the hands of course staff."""

    def __init__(self, client, run) -> None:
        self.client, self.address = client, reverse("course_desk:draw", args=[run.code])

    def do(self, step: str, **data):
        row = Draw.objects.order_by("-number").first()
        return self.client.post(self.address, {"do": step, "draw": row.pk if row else "", **data})

    def seed(self, **data):
        return self.do("seed", **({"seed": SEED, "seed_again": SEED} | data))


@pytest.fixture
def draws(staff_client, lottery) -> Draws:
    return Draws(staff_client(COURSE_STAFF), lottery)


def test_the_whole_draw(draws, second, people, lottery):
    draws.do("freeze")
    draws.do("publish")
    draws.seed(**second)
    draws.do("apply")

    row = Draw.objects.get()
    assert (row.state, row.seed, row.seeded_by, row.witness) == ("applied", SEED, people[COURSE_STAFF], people[WITNESS])
    assert sorted(Enrolment.objects.values_list("state", flat=True)) == [
        "confirmed",
        "confirmed",
        "not_selected",
        "waitlisted",
    ]


def test_the_screen_shows_no_name(draws, second):
    for step in ("freeze", "publish"):
        draws.do(step)
    draws.seed(**second)

    page = draws.client.get(draws.address).content.decode()

    assert [row.learner.name for row in Enrolment.objects.select_related("learner") if row.learner.name in page] == []
    assert [row.receipt_number for row in Enrolment.objects.all() if row.receipt_number in page] == []


def make_seconds(people) -> dict[str, dict[str, str]]:
    own = people[COURSE_STAFF].username
    return {
        "nobody": {},
        "no password": {"second_name": people[WITNESS].username},
        "wrong password": {"second_name": people[WITNESS].username, "second_password": "wrong"},
        "oneself": {"second_name": own, "second_password": PASSWORD},
        "oneself in capitals": {"second_name": own.upper(), "second_password": PASSWORD},
        "unknown": {"second_name": "nobody", "second_password": PASSWORD},
    }


@pytest.mark.parametrize(
    "who", ["nobody", "no password", "wrong password", "oneself", "oneself in capitals", "unknown"]
)
def test_without_a_second_person_no_seed_is_taken(draws, people, who):
    draws.do("freeze")
    draws.do("publish")

    response = draws.seed(**make_seconds(people)[who])

    assert response.status_code == 200
    assert Draw.objects.get().state == "published"
    assert SEED in response.content.decode()  # typed digits stay, the password does not
    assert PASSWORD not in response.content.decode()


def test_a_second_person_without_the_role_is_refused(draws, people):
    draws.do("freeze")
    draws.do("publish")

    response = draws.seed(second_name=people[DESK].username, second_password=PASSWORD)

    assert response.status_code == 403
    assert Draw.objects.get().state == "published"


def test_a_second_person_who_left_is_refused(draws, people, second):
    draws.do("freeze")
    draws.do("publish")
    people[WITNESS].is_active = False
    people[WITNESS].save()

    draws.seed(**second)

    assert Draw.objects.get().state == "published"


def test_guessing_the_second_password_is_locked_as_at_the_login(draws, people, second, settings):
    draws.do("freeze")
    draws.do("publish")
    for _try in range(settings.AXES_FAILURE_LIMIT):
        draws.seed(**(second | {"second_password": "wrong"}))

    response = draws.seed(**second)

    assert response.status_code == 429
    assert Draw.objects.get().state == "published"


def test_the_first_person_stays_logged_in(draws, people, second):
    draws.do("freeze")
    draws.do("publish")
    draws.seed(**second)

    assert draws.client.session["_auth_user_id"] == str(people[COURSE_STAFF].pk)


def test_inv_23_a_rehearsal_needs_nobody_and_changes_nothing(draws):
    draws.do("rehearse")
    draws.do("publish")
    draws.seed()
    draws.do("apply")

    assert Draw.objects.get().is_rehearsal
    assert set(Enrolment.objects.values_list("state", flat=True)) == {"submitted"}
    assert "練習。結果にはなりません" in draws.client.get(draws.address).content.decode()


def test_inv_23_drawing_again_needs_two_and_a_reason_and_leaves_the_first_visible(draws, second):
    for step in ("freeze", "publish"):
        draws.do(step)
    draws.seed(**second)

    draws.do("again", **second)
    draws.do("again", reason="さいころが落ちた", **second)

    assert list(Draw.objects.order_by("number").values_list("state", "reason")) == [
        ("superseded", ""),
        ("frozen", "さいころが落ちた"),
    ]


@pytest.mark.parametrize(
    "data",
    [
        {"seed": "", "seed_again": ""},
        {"seed": "482105739", "seed_again": "482105739"},
        {"seed": SEED, "seed_again": "4821057391"},
        {"seed": "abcdefghij", "seed_again": "abcdefghij"},
    ],
)
def test_a_wrong_seed_is_told(draws, second, data):
    draws.do("freeze")
    draws.do("publish")

    draws.seed(**data, **second)

    assert Draw.objects.get().seed == ""


def test_full_width_digits_are_the_same_seed(draws, second):
    draws.do("freeze")
    draws.do("publish")

    draws.seed(seed="４８２１０５７３９０", **second)

    assert Draw.objects.get().seed == SEED


def test_a_draw_of_another_run_cannot_be_named(draws, other_run, second):
    foreign = Draw.objects.create(
        run=other_run, number=1, canonical="", list_hash="", lot_count=0, frozen_at=timezone.now(), state="frozen"
    )

    for key in (foreign.pk, "abc", "", "9" * 40):
        draws.do("publish", draw=key)

    foreign.refresh_from_db()
    assert foreign.state == "frozen"


def test_calling_a_run_off_takes_two_and_a_reason(staff_client, run, second):
    client, address = staff_client(COURSE_STAFF), reverse("course_desk:cancel_run", args=[run.code])
    row = apply(run, 1, timezone.now())

    alone = client.post(address, {"text": "雪のため"})
    without_reason = client.post(address, second)
    run.refresh_from_db()
    assert (alone.status_code, without_reason.status_code, run.status) == (200, 200, "published")
    assert "雪のため" in alone.content.decode()
    client.post(address, {"text": "雪のため"} | second)

    run.refresh_from_db()
    row.refresh_from_db()
    assert (run.status, run.cancelled_note, row.state) == ("cancelled", "雪のため", "cancelled")
    assert row.events.last().second_user.username == second["second_name"]


def test_a_decided_place_is_struck_out_by_two(staff_client, run, second):
    client, row = staff_client(COURSE_STAFF), apply(run, 1, timezone.now())
    address = reverse("course_desk:void", args=[row.pk])

    client.post(address, {"reason": "duplicate"})
    row.refresh_from_db()
    assert row.state == "confirmed"
    client.post(address, {"reason": "duplicate", "text": "2回目"} | second)

    row.refresh_from_db()
    assert row.state == "void"


def test_a_second_person_with_a_device_has_to_name_the_code(draws, people, second):
    device = TOTPDevice.objects.create(user=people[WITNESS], name="電話", confirmed=True)
    draws.do("freeze")
    draws.do("publish")

    draws.seed(**second)
    assert Draw.objects.get().state == "published"
    TOTPDevice.objects.update(throttling_failure_count=0, throttling_failure_timestamp=None)
    code = TOTP(device.bin_key, device.step, device.t0, device.digits).token()
    draws.seed(second_code=f"{code:06}", **second)

    assert Draw.objects.get().state == "drawn"


def test_selection_takes_two_and_keeps_the_scores(staff_client, run, second):
    CourseRun.objects.filter(pk=run.pk).update(policy="selection", capacity=1)
    rows = [apply(run, number, timezone.now()) for number in (1, 2)]
    client, address = staff_client(COURSE_STAFF), reverse("course_desk:selection", args=[run.code])
    scores = {f"score-{rows[0].pk}": "３.5", f"score-{rows[1].pk}": "9", "criteria": "志望の理由"}

    alone = client.post(address, scores)
    broken = client.post(address, scores | second | {f"score-{rows[0].pk}": "NaN"})
    client.post(address, scores | second)

    assert 'value="３.5"' in alone.content.decode()
    assert broken.status_code == 200
    assert [Enrolment.objects.get(pk=row.pk).state for row in rows] == ["not_selected", "confirmed"]


def test_the_form_of_a_run_cannot_call_it_off(client, staffed, make_user, run):
    client.force_login(make_user("hensyu", "いきいき社会創造課 編集"))
    address = reverse(EDIT, args=[run.pk])

    data = form_values(client.get(address)) | {"status": "cancelled", "cancelled_note": "雪のため"}
    response = client.post(address, data)

    run.refresh_from_db()
    assert run.status == "published"
    assert "2人で行ってください" in response.content.decode()


def test_a_witness_alone_can_only_look(staff_client, lottery, people):
    client = staff_client(WITNESS)

    response = client.post(reverse("course_desk:draw", args=[lottery.code]), {"do": "freeze"})

    assert response.status_code == 403
    assert not Draw.objects.exists()


def test_two_superusers_are_two_people(client, lottery):
    one, two = make_staff("ichi", is_superuser=True), make_staff("ni", is_superuser=True)
    client.force_login(one)
    screen = Draws(client, lottery)
    screen.do("freeze")
    screen.do("publish")

    screen.seed(second_name="ni", second_password=PASSWORD)

    assert Draw.objects.get().witness == two
