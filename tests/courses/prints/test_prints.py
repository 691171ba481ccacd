"""Every print is a tagged PDF in Japanese that shows what it should, and nothing that it should not."""

import io
from datetime import timedelta
from random import Random

import pikepdf
import pypdf
import pytest

from courses import notifications
from courses.enrolment import draws
from courses.enrolment.actor import Actor
from courses.enrolment.attending import close_run, join_run, record_attendance
from courses.models import ContactChannel, Learner, NoticeKind, Notification
from courses.prints import Order, all_prints, find_print, make_pdf
from courses.prints.people import split_name
from tests.factories.courses import apply, at, make_applicant, make_run, make_session, make_staff

pytestmark = pytest.mark.django_db
PHONE = "0794631"


@pytest.fixture
def run(course, venue, department):
    """Four people with a place: a letter, a companion with a seat, a wish for assistance, a long name."""
    now = at("2026-12-01 10:00")
    run = make_run(
        course,
        apply_opens=now - timedelta(days=1),
        apply_closes=now + timedelta(days=9),
        contact_phone="0794-00-0024",
        allows_walk_ins=True,
    )
    for number in (1, 2, 3):
        make_session(run, at("2027-01-12 10:00").date() + timedelta(days=7 * number), venue, number)
    people = (
        {"address": "兵庫県小野市王子町9", "postal_code": "675-1380"},
        {"companions": (("家族", True),)},
        {"needs": (("large_print", "22ポイント"), ("front_seat", ""))},
        {"name": "勅使河原 源左衛門之助", "reading": "てしがわら げんざえもんのすけ", "phone": ""},
    )
    for number, fields in enumerate(people, start=1):
        person = make_applicant(number, **({"phone": f"{PHONE}{number:03}"} | fields))
        channel = "letter" if number == 1 else "phone"
        apply(run, number, now, people=(person,), contact_channel=channel)
    return type(run).objects.with_instructors().select_related("course").get(pk=run.pk)


def order_of(run, **fields) -> Order:
    return Order(run, at("2026-12-02 09:00"), "小野市", **fields)


def make(key: str, run, **fields) -> pypdf.PdfReader:
    kind = find_print(key)
    order = order_of(run, **fields)
    return pypdf.PdfReader(io.BytesIO(make_pdf(kind, order, kind.collect(order), "77", "窓口 花子")))


def text_of(pdf: pypdf.PdfReader) -> str:
    return "".join(page.extract_text() for page in pdf.pages).replace(" ", "").replace("\n", "")


CASES = [(kind.id, form) for kind in all_prints() for form in (kind.forms or {"": ""})]


@pytest.mark.parametrize(("key", "form"), CASES, ids=[f"{key}-{form}".rstrip("-") for key, form in CASES])
def test_print_is_tagged_and_says_what_it_is(run, key, form):
    kind = find_print(key)
    order = order_of(run, form=form)

    data = make_pdf(kind, order, kind.collect(order), "77", "窓口 花子")

    with pikepdf.open(io.BytesIO(data)) as pdf:
        root = pdf.Root
        meta = pdf.open_metadata()
        assert str(root.Lang) == "ja"
        assert bool(root.MarkInfo.Marked)
        assert "/StructTreeRoot" in root
        assert bool(root.ViewerPreferences.DisplayDocTitle)
        assert meta["dc:title"] == f"{kind.name}　{run.full_title}"
        assert meta["pdfuaid:part"] == "1"


def test_numbers_are_those_of_the_design():
    assert {kind.number for kind in all_prints()} == {f"R-0{number}" for number in range(1, 10)}


def test_attendance_sheet_has_names_and_boxes_and_no_contact_data(run):
    pdf = make("attendance-sheet", run)
    text = text_of(pdf)

    assert (text.count("試験"), text.count("しけん"), text.count("勅使河原")) == (3, 3, 1)
    assert text.count("当日参加") == 5
    assert "第1回1/19" in text
    assert "付き添い1人（うち席1）" in text.replace("(", "（").replace(")", "）")
    assert PHONE not in text
    assert "1947" not in text
    assert "王子町" not in text


def test_attendance_sheet_of_many_sessions_goes_on_over_sheets(run, venue):
    for number in range(4, 13):
        make_session(run, at("2027-03-02 10:00").date() + timedelta(days=7 * number), venue, number)
    run = type(run).objects.with_instructors().get(pk=run.pk)

    pdf = make("attendance-sheet", run)

    assert ["第9回" in page.extract_text() for page in pdf.pages] == [False, True]
    assert ["第8回" in page.extract_text() for page in pdf.pages] == [True, False]


@pytest.mark.parametrize(("form", "a_sheet"), [("2x5", 10), ("3x8", 24)])
def test_labels_fill_one_sheet_and_no_more(run, form, a_sheet):
    kind = find_print("name-labels")
    order = order_of(run, form=form)
    sheet = kind.collect(order)
    sheet.data["people"] = sheet.data["people"][:1] * a_sheet

    one = pypdf.PdfReader(io.BytesIO(make_pdf(kind, order, sheet, "1")))
    sheet.data["people"] = sheet.data["people"][:1] * (a_sheet + 1)
    two = pypdf.PdfReader(io.BytesIO(make_pdf(kind, order, sheet, "1")))

    assert (len(one.pages), len(two.pages)) == (1, 2)


def test_a_very_long_name_stays_on_its_label(run):
    kind = find_print("name-labels")
    order = order_of(run, form="3x8")
    sheet = kind.collect(order)
    sheet.data["people"] = [{"name": [["寿限無" * 26, "じゅげむ" * 30]]}] * 24

    assert len(pypdf.PdfReader(io.BytesIO(make_pdf(kind, order, sheet, "1"))).pages) == 1


def test_address_labels_hold_only_who_wants_letters(run):
    kind = find_print("address-labels")
    table = kind.collect(order_of(run)).table

    assert [list(row) for row in table.rows] == [["675-1380", "兵庫県小野市王子町9", "試験 花子1", "様"]]


def test_address_labels_count_who_gave_no_address(run):
    Learner.objects.update(contact_channel="letter")

    assert find_print("address-labels").collect(order_of(run)).left_out == {"住所がないため": 3}


@pytest.mark.parametrize(("form", "pages_a_letter"), [("a4", 1), ("postcard", 2)])
@pytest.mark.parametrize("kind", list(NoticeKind.values))
def test_every_kind_of_letter_fits_its_paper(run, form, pages_a_letter, kind):
    enrolment = run.enrolments.filter(learner__contact_channel="letter").select_related("learner").get()
    Notification.objects.all().delete()
    run.cancelled_note = "大雪のため、安全を考えて中止します。"
    enrolment.run = run
    notifications.enqueue(enrolment, kind, at("2026-12-01 10:00"), answer_by=at("2026-12-08 17:00"), lot_number="012")

    pdf = make("letters", run, form=form)

    assert len(pdf.pages) == pages_a_letter
    text = text_of(pdf)
    assert "王子町9" in text
    assert "0794-00-0024" in text


def test_letters_leave_out_what_is_sent_or_told(run):
    sheet = find_print("letters").collect(order_of(run))
    channels = Notification.objects.filter(pk__in=sheet.notice_ids).values_list("channel", flat=True)

    assert set(channels) <= {ContactChannel.LETTER, ContactChannel.COUNTER}
    notifications.mark_done(sheet.notice_ids, "printed", at("2026-12-02 09:00"))
    assert find_print("letters").collect(order_of(run)).row_count == 0


def test_call_sheet_shows_number_in_groups_and_counts_who_has_none(run):
    Notification.objects.filter(enrolment__learner__phone="").update(channel="phone")
    kind = find_print("call-sheet")
    sheet = kind.collect(order_of(run))

    assert "0794 63 1002" in [call["phone"] for call in sheet.data["calls"]]
    assert all(call["phone"] for call in sheet.data["calls"])
    text = text_of(make("call-sheet", run))
    assert "0794631002" in text
    assert "留守" in text


def test_assistance_list_numbers_every_copy(run):
    pdf = make("assistance-list", run, copies=3)

    assert [f"写し{number}／3" in page.extract_text().replace(" ", "") for number, page in enumerate(pdf.pages, 1)] == [
        True,
        True,
        True,
    ]


@pytest.mark.parametrize("copies", [0, -4, 10_000])
def test_copies_stay_within_reason(run, copies):
    assert 1 <= len(make("assistance-list", run, copies=copies).pages) <= 9


def test_inv_29_no_print_but_the_assistance_list_names_needs(run):
    for key, form in CASES:
        text = text_of(make(key, run, form=form))
        assert ("22ポイント" in text) == (key == "assistance-list")


def test_inv_22_draw_sheet_holds_nothing_personal(run, course, venue):
    now = at("2026-12-01 10:00")
    drawn = make_run(
        course, "2026-02", policy="lottery", capacity=2, waiting_list_size=1, apply_opens=now - timedelta(days=1),
        apply_closes=now + timedelta(hours=1),
    )  # fmt: skip
    numbers = [apply(drawn, number, now).receipt_number for number in range(31, 36)]
    staff = make_staff_for_draws()
    draw = draws.freeze_list(drawn.pk, staff[0], now + timedelta(hours=2))
    draws.publish_hash(draw.pk, staff[0], now + timedelta(hours=3))
    before = text_of(make("draw-sheet", drawn))
    draws.enter_seed(draw.pk, "4821057390", "4821057390", staff[0], staff[1], now + timedelta(hours=4))

    text = text_of(make("draw-sheet", drawn))

    assert "これから決めます" in before
    assert "4821057390" in text
    assert draw.list_hash in text
    assert (text.count("当選"), text.count("補欠"), text.count("落選")) == (2, 1, 2)
    for learner in Learner.objects.all():
        values = (learner.name, learner.reading, learner.phone, str(learner.birth_date))
        assert not [value for value in values if value and value.replace(" ", "") in text]
    assert not [number for number in numbers if number in text]


def make_staff_for_draws():
    return Actor("counter", make_staff("chusen"), "self"), make_staff("tachiai")


def test_desk_list_shows_only_the_end_of_the_receipt_number(run):
    number = run.enrolments.first().receipt_number

    text = text_of(make("desk-list", run))

    assert number[-4:] in text
    assert number not in text


def test_certificates_and_completers_follow_the_closing(run, django_user_model):
    user = django_user_model.objects.create_superuser("tanto")
    end = at("2027-02-03 10:00")
    run.sessions.update(status="held")
    for session in run.sessions.all():
        for row in run.enrolments.all():
            came = "present" if row.learner.name != "試験 花子2" else "unexcused"
            record_attendance(session.pk, row.pk, came, user, end, f"{session.pk}-{row.pk}")
    certificates = close_run(run.pk, Actor("counter", user, "self"), end)

    text = text_of(make("certificate", run))
    single = make("certificate", run, certificate=certificates[0].number)
    rows = find_print("completer-list").collect(order_of(run)).table.rows

    assert len(certificates) == 3
    assert text.count("修了証") == 3
    assert "試験花子2" not in text
    assert "全3回のうち3回" in text
    assert (len(single.pages), "再発行" in text_of(single), "再発行" in text) == (1, True, False)
    assert [row[0] for row in rows] == [certificate.number for certificate in certificates]


def test_walk_in_without_a_name_stands_by_reading(run, django_user_model):
    user = django_user_model.objects.create_superuser("koshi")
    day = at("2027-01-19 10:05")
    row = join_run(run.pk, "", "とびいり たろう", "小野", Actor("counter", user, "self"), day, Random(1))

    assert split_name(row.learner) == [["とびいり たろう", ""]]
    assert "とびいりたろう" in text_of(make("attendance-sheet", run))


@pytest.mark.parametrize(
    ("name", "reading", "pairs"),
    [
        ("試験 花子", "しけん はなこ", [["試験", "しけん"], ["花子", "はなこ"]]),
        ("試験花子", "しけん はなこ", [["試験花子", "しけん はなこ"]]),
        ("アンナ・スミス", "あんなすみす", [["アンナ・スミス", "あんなすみす"]]),
        ("はなこ", "はなこ", [["はなこ", ""]]),
        ("", "", [["（消去済み）", ""]]),
    ],
)
def test_names_and_readings_go_together(name, reading, pairs):
    assert split_name(Learner(name=name, reading=reading)) == pairs


def test_names_cannot_put_code_into_a_print(run):
    Learner.objects.update(name='#panic("x") $ \\ <a> *b* _c_ @d')

    assert '#panic("x")' in text_of(make("desk-list", run))
