"""Whatever is sent to a form: a page in words, never a failure of the program, never a second line in a mail."""

import pytest
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from courses.forms.application import check_all, fill_in, find_questions
from courses.forms.lookup import LookupForm
from courses.forms.questions import QUESTIONS
from courses.models import AllocationPolicy, CourseRun, Enrolment, EnrolmentState
from tests.courses.public.conftest import ANSWERS
from tests.factories.courses import apply

TEXT = st.one_of(
    st.text(max_size=30),
    st.sampled_from(
        ["", "\x00", "a\r\nBcc: all@example.jp", "=1+1", "<script>", "𠮷" * 700, "令和", "０" * 40, "元", "99999"]
    ),
)
VALUES = st.one_of(TEXT, st.lists(TEXT, max_size=4))


def make_run() -> CourseRun:
    return CourseRun(policy=AllocationPolicy.FIRST_COME, waiting_list_size=2, tiers="first_timers")


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: question.slug)
@given(st.data())
@settings(max_examples=40, deadline=None)
def test_any_answer_is_taken_or_refused_in_words(question, data):
    names = [name for name in question.base_fields if name != "homepage"]
    sent = {name: data.draw(VALUES, label=name) for name in names}

    form = fill_in(question, make_run(), {}, sent)
    typed = form.typed()

    assert set(typed) == set(form.fields) - {"homepage"}
    if form.is_valid():
        texts = [value for value in form.cleaned_data.values() if isinstance(value, str)]
        assert not any(char in text for text in texts for char in "\r\n\x00")
    else:
        assert all(sentence for errors in form.errors.values() for sentence in errors)


@given(st.dictionaries(st.sampled_from(list(ANSWERS)), st.dictionaries(st.text(max_size=9), VALUES, max_size=4)))
@settings(max_examples=60, deadline=None)
def test_any_draft_can_be_checked(answers):
    run = make_run()
    for slug, answer in ANSWERS.items():
        answers.setdefault(slug, answer)

    checked = check_all(run, answers)

    assert checked.open is None or checked.open in find_questions(run, answers)


@given(TEXT, TEXT)
@settings(max_examples=60, deadline=None)
def test_any_look_up_is_refused_in_words(number, fact):
    form = LookupForm({"number": number, "fact": fact})

    assert form.is_valid() or all(sentence for errors in form.errors.values() for sentence in errors)


@pytest.mark.django_db
@given(
    slug=st.sampled_from([*ANSWERS, "partner", "check", "erase", "nonsense"]),
    sent=st.dictionaries(st.sampled_from(["name", "era", "needs", "next", "homepage", "x"]), TEXT, max_size=3),
)
@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_no_page_fails(client, run, slug, sent):
    client.post(f"/apply/{run.code}/")

    assert client.post(f"/apply/{run.code}/{slug}/", sent).status_code < 500
    assert client.get(f"/apply/{run.code}/{slug}/", sent).status_code < 500


@pytest.mark.django_db
@pytest.mark.parametrize("key", ["", "x" * 5000, "é", "a\x00b", '"; drop'])
@pytest.mark.parametrize("name", ["application", "enrolment", "display"])
def test_no_cookie_fails(client, run, name, key):
    client.cookies.load({name: key})

    for path in (f"/apply/{run.code}/check/", "/enrolment/show/"):
        assert client.get(path).status_code in (200, 302)


@pytest.mark.django_db
def test_no_answer_becomes_a_header_or_a_tag(person, run, mailoutbox):
    evil = "花子\r\nBcc: all@example.jp <script>alert(1)</script>"
    page = person.apply(run, name={"name": evil, "reading": "はなこ"}).content.decode()

    assert "<script>alert" not in page
    enrolment = Enrolment.objects.get()
    assert "\n" not in enrolment.learner.name
    shown = person.look_up(enrolment.receipt_number).content.decode()
    assert "<script>alert" not in shown
    assert "\n" not in enrolment.notifications.first().subject


@pytest.mark.django_db
def test_another_persons_enrolment_cannot_be_reached_by_its_number(person, run):
    mine, other = (apply(run, number, timezone.now()) for number in (1, 2))
    person.look_up(mine.receipt_number, "0102")

    for path in ("/enrolment/show/?pk=", "/enrolment/cancel/?enrolment="):
        assert other.learner.name not in person.get(f"{path}{other.pk}").content.decode()
    person.post("/enrolment/cancel/", {"pk": other.pk, "enrolment": other.pk, "number": other.receipt_number})

    other.refresh_from_db()
    assert other.state == EnrolmentState.CONFIRMED
