"""Courses on pages of the site."""

from datetime import timedelta

import pytest
from django.template import Context, Template
from django.utils import timezone

from tests.factories.courses import make_course, make_run, make_session

pytestmark = pytest.mark.django_db


def show(rf, tag: str) -> str:
    return Template("{% load courses_tags %}" + tag).render(Context({"request": rf.get("/")}))


def test_next_runs_to_apply_for_are_shown_first_to_begin_first(rf, catalogue, course, venue, next_week):
    hidden = make_course(catalogue, "hidden", live=False)
    for code, days, owner, fields in (
        ("third", 9, course, {}),
        ("first", 1, course, {}),
        ("second", 5, course, {}),
        ("fourth", 20, course, {}),
        ("closed", 2, course, {"apply_closes": timezone.now()}),
        ("draft", 2, course, {"status": "draft"}),
        ("hidden", 2, hidden, {}),
    ):
        run = make_run(owner, code, title_suffix=code, **fields)
        make_session(run, next_week + timedelta(days=days), venue)

    html = show(rf, "{% upcoming_runs %}")

    positions = [html.find(f"#run-{code}") for code in ("first", "second", "third")]
    assert positions == sorted(positions)
    assert -1 not in positions
    assert html.count('<article class="course">') == 3


def test_number_and_heading_level_can_be_chosen(rf, course, venue, next_week):
    for code in ("a", "b"):
        make_session(make_run(course, code), next_week, venue)

    html = show(rf, "{% upcoming_runs count=1 level=2 %}")

    assert (html.count("<h2>"), html.count("<h3>")) == (1, 0)


def test_without_runs_a_sentence_stands_there(rf, catalogue):
    html = show(rf, "{% upcoming_runs %}")

    assert html.strip() == "<p>いま申し込める講座はありません。次の講座が決まったら、ここでお知らせします。</p>"


def test_number_of_queries_does_not_grow_with_the_runs(rf, course, venue, next_week, django_assert_num_queries):
    make_session(make_run(course, "a"), next_week, venue)
    show(rf, "{% upcoming_runs %}")  # remembers the site's root
    with django_assert_num_queries(3):  # view restrictions, runs with courses, sessions with venues
        show(rf, "{% upcoming_runs %}")
    for code in ("b", "c"):
        make_session(make_run(course, code), next_week, venue)

    with django_assert_num_queries(3):
        show(rf, "{% upcoming_runs %}")
