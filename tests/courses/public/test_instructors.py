"""Who teaches: nobody stands there without having agreed."""

from datetime import timedelta

import pytest
from django.utils import timezone
from html5lib import HTMLParser

from courses.models import PoolStep
from tests.factories.courses import make_instructor, make_staff

pytestmark = pytest.mark.django_db
TEXT = {"topics": "写真", "introduction": "ゆっくり話します。"}


@pytest.mark.parametrize(
    ("days", "fields", "is_shown"),
    [
        (0, {}, True),
        (None, {}, False),
        (-1, {}, False),  # agreed from tomorrow on
        (0, {"paused_since": "2026-04-01"}, False),
        (0, {"kind": "staff"}, False),
    ],
)
def test_only_who_agreed_and_teaches_is_shown(client, catalogue, days, fields, is_shown):
    consented_on = None if days is None else timezone.localdate() - timedelta(days=days)
    make_instructor("山本 和子", consented_on=consented_on, **(TEXT | fields))

    page = client.get("/instructors/").content.decode()

    assert [words in page for words in ("山本 和子", *TEXT.values())] == [is_shown] * 3
    HTMLParser(strict=True).parse(page)


@pytest.mark.parametrize(("stage", "is_shown"), [("completer", False), ("candidate", False), ("assistant", True)])
def test_somebody_on_the_way_is_shown_from_assistant_on(client, catalogue, stage, is_shown):
    today = timezone.localdate()
    person = make_instructor("川北 みつ", kind="assistant", consented_on=today)
    PoolStep.objects.create(
        instructor=person, stage=stage, on=today, consented_on=today, criteria="x", decided_by=make_staff()
    )

    assert ("川北 みつ" in client.get("/instructors/").content.decode()) is is_shown
