"""Whatever is sent to a form of the desk is taken or refused in words; and every address of the desk answers without failing."""

import pytest
from django.http import QueryDict
from django.urls import reverse
from hypothesis import given, settings
from hypothesis import strategies as st

from courses import staff_urls
from courses.forms.desk import DeskForm, DoorForm, LateForm, PersonForm
from courses.forms.pool import ConsentForm, MatchForm, OfferForm
from courses.forms.reasons import CANCEL_REASONS, VOID_REASONS, ReasonForm, TextForm
from courses.forms.survey import SurveyForm
from courses.models import CourseRun, Learner
from courses.roles import ADMINISTRATOR, COURSE_STAFF
from tests.courses.public.test_fuzz import VALUES, make_run

pytestmark = pytest.mark.django_db

FORMS = {
    "late": lambda data: LateForm(data, prefix="late"),
    "person": lambda data: PersonForm(make_run(), Learner(), data),
    "cancel": lambda data: ReasonForm(CANCEL_REASONS, data),
    "void": lambda data: ReasonForm(VOID_REASONS, data),
    "text": lambda data: TextForm("メモ", "メモを書いてください。", data),
    "consent": ConsentForm,
    "offer": OfferForm,
    "match": MatchForm,
    "survey": SurveyForm,
}


def as_sent(values: dict, prefix: str = "") -> QueryDict:
    """Return the values as a browser sends them."""
    data = QueryDict(mutable=True)
    for name, value in values.items():
        data.setlist(f"{prefix}{name}", value if isinstance(value, list) else [value])
    return data


@pytest.mark.parametrize("make", FORMS.values(), ids=list(FORMS))
@given(st.data())
@settings(max_examples=25, deadline=None)
def test_any_answer_is_taken_or_refused_in_words(make, data):
    empty = make(None)
    sent = as_sent({empty.add_prefix(name): data.draw(VALUES, label=name) for name in empty.fields})

    form = make(sent)

    if form.is_valid():
        texts = [value for value in form.cleaned_data.values() if isinstance(value, str)]
        assert not any(char in text for text in texts for char in "\r\n\x00")
    else:
        assert all(sentence for errors in form.errors.values() for sentence in errors)


@given(st.dictionaries(st.sampled_from(["phone-phone", "name-name", "birth-year", "together-together", "needs-needs",
                                        "notice-email", "submission_key", "learner", "channel", "began_at"]), VALUES))  # fmt: skip
@settings(max_examples=25, deadline=None)
def test_any_entry_is_taken_or_refused_in_words(values):
    values.pop("learner", None)  # looked up in the database: below
    form = DeskForm(CourseRun(policy="first_come"), as_sent(values))

    assert form.is_valid() is False
    assert all(error["text"] for error in form.errors)


@pytest.mark.parametrize("key", ["", "x", "-1", "9" * 30, "１", "1e5", "\x00", "=1+1"])
def test_a_strange_key_of_a_person_names_nobody(key):
    form = DoorForm(as_sent({"channel": "phone", "learner": key, "submission_key": "a" * 48}))

    form.is_valid()

    assert form.cleaned_data.get("learner") is None


@pytest.mark.parametrize("role", [COURSE_STAFF, ADMINISTRATOR])
def test_every_address_of_the_desk_answers_strange_input(staff_client, run, enrolment, role):
    client = staff_client(role)
    strange = {
        "text": "\x00",
        "reason": "=1+1",
        "pk": "9" * 40,
        "find": "a\r\nb",
        "channel": "x",
        "second_name": "\x00",
    }
    found = {}
    for pattern in staff_urls.urlpatterns:
        names = pattern.pattern.regex.groupindex
        values = {"code": run.code, "pk": enrolment.pk, "key": "nothing", "name": "nothing"}
        address = reverse(f"course_desk:{pattern.name}", kwargs={name: values[name] for name in names})
        found[pattern.name] = client.post(address, strange).status_code

    assert {name: status for name, status in found.items() if status >= 500} == {}
