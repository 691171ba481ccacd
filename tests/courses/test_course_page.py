"""The page of a course: what stands on it, its calendar files, its description for search engines."""

import json
import re
from datetime import date, timedelta

import pytest
from django.contrib.contenttypes.models import ContentType
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from html5lib import HTMLParser
from icalendar import Calendar
from wagtail.models import Site

from cms.models import ArticlePage
from courses.models import CoursePage, RelatedPage
from tests.factories.courses import (
    at,
    make_assignment,
    make_course,
    make_instructor,
    make_run,
    make_session,
    make_venue,
)

pytestmark = pytest.mark.django_db
QUERIES_MAXIMUM = 25  # Source: issue of the Foundation: "no page does more than 25 queries cold".
URL = "/koza/ict/sumaho/"


def read(client, url: str = URL) -> str:
    response = client.get(url)
    assert response.status_code == 200
    return response.content.decode()


def text_of(html: str) -> str:
    """Return the words of the page without mark-up, spaces made one."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", html))


def test_page_says_when_where_for_whom_and_what_it_costs(client, course, venue):
    course.fee_yen, course.fee_note, course.bring = 1500, "教材費をふくみます", "めがね"
    course.save()
    run = make_run(course, capacity=12, waiting_list_size=4, eligibility="市内に住む方")
    make_session(run, date(2099, 12, 1), venue, 1, room="2階", topic="電源を入れる")
    make_session(run, date(2099, 12, 8), venue, 2, room="2階", topic="電話をかける")

    text = text_of(read(client))

    for words in (
        "2099年（令和81年）12月1日(火)から毎週火曜、全2回",
        "午前10時から11時30分まで",
        "エクラ 2階",
        "12人（ほかにキャンセル待ち4人まで）",
        "市内に住む方",
        "1,500円（教材費をふくみます）",
        "めがね",
        "電話をかける",
        "受付中 残り12席",
    ):
        assert words in text


def test_three_doors_and_the_web_one_leads_to_the_application(client, course, venue, next_week):
    make_session(make_run(course), next_week, venue)

    html = read(client)

    assert re.findall(r'<h3 id="door-\w+">(.*?)</h3>', html) == ["このページから", "電話で", "窓口・紙で"]
    assert 'href="/apply/2026-01/"' in html
    assert '<a class="phone__no" href="tel:0794000024">0794-00-0024</a>' in html
    assert "市役所4階 2番窓口" in html


@pytest.mark.parametrize(
    ("opens", "closes", "has_doors"),
    [(-2, 5, True), (1, 5, True), (-3, -1, False)],
)
def test_doors_stand_there_while_one_can_apply_or_will_be_able_to(
    client, course, venue, next_week, opens, closes, has_doors
):
    now = timezone.now()
    window = {"apply_opens": now + timedelta(days=opens), "apply_closes": now + timedelta(days=closes)}
    make_session(make_run(course, **window), next_week, venue)

    assert ('id="apply"' in read(client)) == has_doors


def test_lottery_says_that_nothing_is_decided_yet(client, course, venue):
    days = {"draw_on": date(2099, 12, 7), "results_on": date(2099, 12, 8)}
    closed = {"apply_closes": timezone.now()}
    make_session(make_run(course, "2099-01", policy="lottery", **days), date(2099, 12, 15), venue)
    make_session(make_run(course, "2099-02", policy="lottery", **days, **closed), date(2099, 12, 16), venue)

    text = text_of(read(client))

    assert text.count("申し込んだだけでは、まだ決まりません") == 1
    assert "12月7日(月) に抽選をします" in text
    assert "結果は 12月8日(火) にお知らせします" in text


def test_each_run_has_its_own_state_when_there_are_several(client, course, venue, next_week):
    make_session(make_run(course, "2026-01", title_suffix="火曜コース"), next_week, venue)
    closed = make_run(course, "2026-02", title_suffix="木曜コース", apply_closes=timezone.now())
    make_session(closed, next_week, venue)

    html = read(client)

    assert re.findall(r'<p class="state [^>]*>(.*?)</p>', html) == ["受付中 残り12席", "申込みは終わりました"]
    assert '<a href="#run-2026-01">火曜コース</a>' in html


def test_drafts_are_hidden_and_finished_runs_are_listed_below(client, course, venue):
    make_session(make_run(course, "2020-01"), date(2020, 12, 1), venue)
    make_session(make_run(course, "2099-01", status="draft"), date(2099, 12, 1), venue)

    response = client.get(URL)

    assert [item["run"].code for item in response.context["runs"]] == []
    assert [item["run"].code for item in response.context["past_runs"]] == ["2020-01"]
    assert "いまは日程が決まっていません" in response.content.decode()


def test_cancelled_run_says_why_and_offers_no_calendar(client, course, venue, next_week):
    run = make_run(course, status="cancelled", cancelled_note="講師の都合です。")
    make_session(run, next_week, venue)

    html = read(client)

    assert ("中止になりました" in html, "講師の都合です。" in html, "calendar/" in html) == (True, True, False)


def test_cancelled_session_says_so_in_the_table(client, course, venue, next_week):
    run = make_run(course)
    make_session(run, next_week, venue, 1, topic="電源を入れる")
    make_session(run, next_week + timedelta(days=7), venue, 2, topic="電話", status="cancelled", note="台風のため")

    assert "電話。中止。台風のため" in text_of(read(client))


def test_venue_and_instructors_are_shown_once(client, course, next_week):
    venue = make_venue(route="小野駅から歩いて5分です。", parking="40台（無料）", has_lift=False)
    run = make_run(course)
    named = make_instructor("藤原 誠", consented_on=timezone.localdate(), introduction="ゆっくり教えます。")
    hidden = make_instructor("山本 和子", introduction="30年教えています。")
    for number in (1, 2):
        session = make_session(run, next_week + timedelta(days=number), venue, number)
        make_assignment(session, hidden, "assistant")
        make_assignment(session, named)

    html = read(client)

    assert html.count("小野駅から歩いて5分です。") == html.count("エレベーターはありません。") == 1
    assert html.count("藤原 誠") == 2  # once for readers, once for search engines
    assert html.index("藤原 誠（地域講師）") < html.index("<li>地域講師</li>")
    assert ("山本" in html, "30年教えています。" in html) == (False, False)


def test_related_pages_that_are_not_published_are_left_out(client, section, course):
    for slug, live in (("circle", True), ("draft", False)):
        page = section.add_child(instance=ArticlePage(title=slug, slug=slug, live=live))
        RelatedPage.objects.create(course=course, page=page)

    assert [page.slug for page in client.get(URL).context["related_pages"]] == ["circle"]


def test_calendar_file_holds_every_session(client, course, venue):
    run = make_run(course, "2026-01", title_suffix="火曜コース")
    first = make_session(run, date(2026, 12, 1), venue, 1, room="2階", topic="電源を入れる")
    make_session(run, date(2026, 12, 8), venue, 2, status="cancelled")

    response = client.get(f"{URL}calendar/2026-01/")

    events = Calendar.from_ical(response.content).walk("VEVENT")
    assert (response["Content-Type"], response["Content-Disposition"]) == (
        "text/calendar; charset=utf-8",
        'attachment; filename="2026-01.ics"',
    )
    assert [event.decoded("DTSTART") for event in events] == [at("2026-12-01 10:00"), at("2026-12-08 10:00")]
    assert [event.decoded("DTEND") for event in events] == [at("2026-12-01 11:30"), at("2026-12-08 11:30")]
    assert [str(event["STATUS"]) for event in events] == ["CONFIRMED", "CANCELLED"]
    assert (str(events[0]["UID"]), str(events[0]["SUMMARY"])) == (
        f"session-{first.pk}@testserver",
        "はじめてのスマートフォン 火曜コース 1回目",
    )
    assert str(events[0]["LOCATION"]) == "エクラ 2階 小野市中島町1"
    assert str(events[0]["DESCRIPTION"]) == "電源を入れる\n0794-00-0024"


@pytest.mark.parametrize("code", ["draft", "other", "none", "%00", "a" * 300])
def test_calendar_of_a_run_that_is_not_shown_does_not_exist(client, catalogue, course, code):
    make_run(course, "draft", status="draft")
    make_run(make_course(catalogue, "other"), "other")

    assert client.get(f"{URL}calendar/{code}/").status_code == 404


def test_search_engines_get_course_and_instances(client, course, venue):
    run = make_run(course, "2026-01", capacity=12)
    session = make_session(run, date(2099, 12, 1), venue, room="2階", topic="電源を入れる")
    make_assignment(session, make_instructor("藤原 誠", consented_on=timezone.localdate()))
    make_assignment(session, make_instructor("山本 和子"))

    html = read(client)

    data = json.loads(re.search(r'<script type="application/ld\+json">(.*?)</script>', html, re.DOTALL)[1])
    place = {"@type": "Place", "name": "エクラ 2階", "address": "小野市中島町1"}
    assert (data["@type"], data["name"], data["provider"]["name"]) == (
        "Course",
        "はじめてのスマートフォン",
        "いきいき社会創造課",
    )
    assert data["offers"] == {"@type": "Offer", "category": "Free", "price": 0, "priceCurrency": "JPY"}
    assert data["hasCourseInstance"] == [
        {
            "@type": "CourseInstance",
            "identifier": "2026-01",
            "name": "はじめてのスマートフォン",
            "courseMode": "Onsite",
            "eventStatus": "https://schema.org/EventScheduled",
            "maximumAttendeeCapacity": 12,
            "startDate": "2099-12-01T10:00:00+09:00",
            "endDate": "2099-12-01T11:30:00+09:00",
            "location": place,
            "instructor": [{"@type": "Person", "name": "藤原 誠"}],
            "subEvent": [
                {
                    "@type": "Event",
                    "name": "電源を入れる",
                    "startDate": "2099-12-01T10:00:00+09:00",
                    "endDate": "2099-12-01T11:30:00+09:00",
                    "eventStatus": "https://schema.org/EventScheduled",
                    "location": place,
                }
            ],
        }
    ]


def test_number_of_queries_does_not_grow_with_the_runs(client, course, venue, next_week):
    def count() -> int:
        cache.clear()
        Site.clear_site_root_paths_cache()
        ContentType.objects.clear_cache()
        with CaptureQueriesContext(connection) as queries:
            read(client)
        return len(queries)

    def add_run(code: str) -> None:
        run = make_run(course, code)
        for number in (1, 2):
            session = make_session(run, next_week + timedelta(days=number), venue, number)
            make_assignment(session, make_instructor(f"{code} {number}"))

    add_run("A")
    with_one = count()
    add_run("B")
    add_run("C")

    assert count() == with_one <= QUERIES_MAXIMUM


def test_page_is_valid_html_and_no_anchor_stands_twice(client, course, venue, next_week):
    for code in ("2026-01", "2026-02"):
        policy = {"policy": "lottery", "draw_on": next_week, "results_on": next_week}
        run = make_run(course, code, title_suffix=f"{code}コース", **policy)
        make_session(run, next_week + timedelta(days=20), venue, topic="電源 <b>")

    html = read(client)

    HTMLParser(strict=True).parse(html)
    anchors = re.findall(r' id="([^"]+)"', html)
    assert sorted(anchors) == sorted(set(anchors))
    assert "電源 &lt;b&gt;" in html


def test_a_course_that_was_never_saved_can_be_previewed(rf, catalogue):
    course = CoursePage(title="新しい講座", slug="new", audience="どなたでも")
    course.path, course.depth = catalogue.path + "0001", catalogue.depth + 1
    course.set_url_path(catalogue)

    response = course.make_preview_request()

    assert response.status_code == 200


def test_search_text_holds_reading_and_audience(course):
    course.reading, course.audience, course.support = "はじめてのすまーとふぉん", "60歳以上の方", "手話通訳"

    text = course.get_search_text()

    assert all(words in text for words in (course.reading, course.audience, course.support, "スマートフォン"))
