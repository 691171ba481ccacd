"""States by the real figures, filters for them, venue guides, feeds and the paper form."""

import io
from datetime import timedelta
from xml.etree import ElementTree

import pytest
from django.utils import timezone
from icalendar import Calendar
from pypdf import PdfReader

from courses.models import CourseRun
from courses.models.state import describe_state
from courses.paper import FONT_DIR
from tests.factories.courses import apply, make_run, make_session

pytestmark = pytest.mark.django_db


def text_of(run: CourseRun) -> str:
    now = timezone.now()
    return describe_state(CourseRun.objects.with_figures(now).get(pk=run.pk), now).text


def test_sentence_follows_the_enrolments(run):
    now = timezone.now()
    told = [text_of(run)]
    for number in range(1, 6):
        apply(run, number, now)
        told.append(text_of(run))

    assert told == [
        "受付中 残り2席",
        "受付中 残り1席",
        "満席（キャンセル待ちができます）",
        "キャンセル待ち 1人",
        "キャンセル待ち 2人",
        "満席",
    ]


def test_reserved_places_are_not_counted_as_left(run):
    CourseRun.objects.filter(pk=run.pk).update(reserved_seats=1)

    assert text_of(run) == "受付中 残り1席"


def test_query_and_sentence_agree_on_who_can_apply(run):
    now = timezone.now()
    for number in range(6):
        if number:
            apply(run, number, now)
        loaded = CourseRun.objects.with_figures(now).get(pk=run.pk)
        assert CourseRun.objects.accepting(now).filter(pk=run.pk).exists() == describe_state(loaded, now).can_apply
        assert CourseRun.objects.with_seats(now).filter(pk=run.pk).exists() == ("残り" in text_of(run))


def test_filters_for_seats_and_closing(client, catalogue, course, run, venue):
    now = timezone.now()
    soon = make_run(course, "2026-02", apply_closes=now + timedelta(days=2), title_suffix="締切まぢか")
    make_session(soon, timezone.localdate() + timedelta(days=9), venue)
    for number in (1, 2):
        apply(run, number, now)

    seats = client.get(f"{catalogue.url}?seats=1").content.decode()
    closing = client.get(f"{catalogue.url}?closing=1").content.decode()

    for page in (seats, closing):
        assert "1件の講座が見つかりました" in page
        assert "締切まぢか" in page


def test_course_page_leads_to_the_application_and_to_paper(client, run):
    page = client.get(run.course.url).content.decode()

    assert f'href="/apply/{run.code}/"' in page
    assert f'href="/apply/{run.code}/form.pdf"' in page
    assert 'href="tel:0794000024"' in page


def test_venue_guide(client, run, venue):
    venue.route = "バス停から歩いて5分です。"
    venue.has_lift = True
    venue.save()

    page = client.get(f"/venues/{venue.slug}/").content.decode()

    assert "バス停から歩いて5分です。" in page
    assert "エレベーター" in page
    assert run.full_title in page
    assert f"/venues/{venue.slug}/" in client.get("/venues/").content.decode()
    assert client.get("/venues/nowhere/").status_code == 404


def test_feeds(client, run):
    tree = ElementTree.fromstring(client.get("/courses/feed/").content)
    titles = [item.findtext("title") for item in tree.iter("item")]
    assert titles == [run.full_title]
    assert "受付中 残り2席" in tree.find(".//item/description").text

    calendar = Calendar.from_ical(client.get("/courses/calendar.ics").content)
    assert len(calendar.walk("VEVENT")) == 2


@pytest.mark.skipif(not FONT_DIR.is_dir(), reason="needs the font BIZ UDPGothic")
def test_paper_form_is_one_tagged_page_with_the_run(client, run):
    response = client.get(f"/apply/{run.code}/form.pdf")

    assert response["Content-Type"] == "application/pdf"
    reader = PdfReader(io.BytesIO(response.content))
    assert len(reader.pages) == 1
    assert 55_000 < len(response.content) < 85_000  # bytes; the links say 約70KB
    assert reader.trailer["/Root"]["/MarkInfo"]["/Marked"]
    assert str(reader.trailer["/Root"]["/Lang"]).startswith("ja")
    text = reader.pages[0].extract_text()
    for words in (run.code, "申込書", "ふりがな", "職員記入欄", "0794-00-0024"):
        assert words in text


def test_without_the_font_the_telephone_helps(client, run, monkeypatch, tmp_path):
    monkeypatch.setattr("courses.paper.FONT_DIR", tmp_path / "none")

    response = client.get(f"/apply/{run.code}/form.pdf")

    assert response.status_code == 503
    assert "0794-00-0024" in response.content.decode()
