"""Before a release (courses.md §8): one person applies, then another; nothing of the first is on any page of the second."""

import re

import pytest

from courses.models import Enrolment
from tests.courses.public.conftest import ANSWERS, Person

pytestmark = pytest.mark.django_db
FIRST = {
    "name": {"name": "黍田　さくら", "reading": "きびた さくら"},
    "birth": {"era": "昭和", "year": "19", "month": "11", "day": "23"},
    "phone": {"phone": "0794-66-9753", "best_time": "夕方の六時半"},
    "notice": {
        "contact_channel": "email",
        "email": "kibita@example.jp",
        "postal_code": "675-1399",
        "address": "小野市きみょう町4-56",
    },
    "home": {"residence": "resident", "district": "来住", "waiting_list": "yes"},
    "needs": {"needs": ["other"], "text": "右の耳が遠いです"},
}
TRACES = (
    "黍田", "さくら", "きびた", "キビタ", "昭和19", "1944", "0794-66-9753", "0794669753", "夕方の六時半", "kibita@",
    "きみょう町", "675-1399", "右の耳が遠い",
)  # fmt: skip


def test_nothing_of_one_person_is_on_any_page_of_the_next(run):
    first, second = Person(), Person()
    first.apply(run, **FIRST)
    receipt = Enrolment.objects.get().receipt_number
    first.look_up(receipt, "1123")
    assert "黍田" in "".join(first.pages)

    second.post(f"/apply/{run.code}/", {"begin": "1"})
    for slug in (*ANSWERS, "check"):
        second.get(f"/apply/{run.code}/{slug}/")
    second.apply(run)
    number = Enrolment.objects.exclude(receipt_number=receipt).get().receipt_number
    second.look_up(number)
    for path in (
        "/courses/",
        run.course.url,
        "/enrolment/",
        "/enrolment/show/",
        f"/apply/{run.code}/",
        "/search/?q=黍田",
    ):
        second.get(path)

    pages = re.sub(r'value="黍田"|「黍田」|q=%E9%BB%8D%E7%94%B0', "", "\n".join(second.pages))  # what was searched for
    assert len(second.pages) > 15
    assert [trace for trace in (*TRACES, receipt) if trace in pages] == []
