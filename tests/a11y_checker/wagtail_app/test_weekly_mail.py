"""The weekly mail to each department: its own list, once a week, through a real mail server; and pages of one title."""

import re
import socket
from datetime import date
from email import message_from_bytes, policy

import pytest
from aiosmtpd.controller import Controller
from django.core.management import CommandError, call_command
from django.urls import reverse

from a11y_checker.wagtail_app import weekly_mail
from a11y_checker.wagtail_app.models import FollowUp, PageLink, SiteLink, WeeklyMail
from cms.models import ArticlePage
from tests.factories.check_runs import make_finding, make_result, make_run

pytestmark = pytest.mark.django_db
MONDAY, SUNDAY, NEXT_MONDAY = date(2026, 11, 30), date(2026, 12, 6), date(2026, 12, 7)


class Sink:
    """A mail server on this machine that keeps what it gets, and refuses when it is told to."""

    def __init__(self) -> None:
        self.messages: list[tuple[list[str], bytes]] = []
        self.is_refusing = False

    async def handle_DATA(self, server, session, envelope):
        if self.is_refusing:
            return "451 try again later"
        self.messages.append((envelope.rcpt_tos, envelope.content))
        return "250 OK"


@pytest.fixture
def sink(settings):
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    sink = Sink()
    controller = Controller(sink, hostname="127.0.0.1", port=port)
    controller.start()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", port
    yield sink
    controller.stop()


@pytest.fixture
def findings(kenko, zeimu, health_page, tax_page):
    """One page to mend of 健康課, with a dead link; none of 税務課."""
    kenko.email = "kenko@city.example.lg.jp"
    kenko.save()
    make_run(days_ago=10)
    run = make_run()
    make_result(run, health_page, [make_finding("image-alt", ["1.1.1"], "a")], department="健康課", is_clean=False)
    make_result(run, tax_page, [], department="税務課", is_clean=True)
    return run


def read(message: bytes) -> tuple[str, str]:
    parsed = message_from_bytes(message, policy=policy.default)
    return parsed["subject"].strip(), parsed.get_content()


def test_each_department_gets_its_own_list_once_a_week(sink, findings, health_page):
    link = SiteLink.objects.create(url="https://example.com/x", digest="x", status="missing", code=404)
    PageLink.objects.create(page=health_page, link=link, text="県の案内", department="健康課")

    first = weekly_mail.send_weekly_lists(MONDAY)
    again = weekly_mail.send_weekly_lists(SUNDAY)

    assert (first.sent, first.nothing_to_mend) == (["健康課"], ["税務課"])
    assert (again.sent, again.sent_before) == ([], ["健康課"])
    (receivers, message), *rest = sink.messages
    subject, text = read(message)
    assert (receivers, rest) == (["kenko@city.example.lg.jp"], [])
    assert subject == "【ホームページ】健康課の今週の直すページ"
    for line in ("使えない人がいるページ：1件", "先週より新しい問題：1件", "切れたリンク：1か所", "がん検診（90点）"):
        assert re.sub(r"\s", "", line) in re.sub(r"\s", "", text)
    assert "がん検診: 県の案内" in text
    assert "(HTTP 404)" in text
    assert "固定資産税" not in text
    assert weekly_mail.send_weekly_lists(NEXT_MONDAY).sent == ["健康課"]


def test_what_the_server_refuses_is_tried_again_and_what_was_interrupted_is_not(sink, findings):
    sink.is_refusing = True
    assert weekly_mail.send_weekly_lists(MONDAY).failed == ["健康課"]
    assert not WeeklyMail.objects.exists()
    with pytest.raises(CommandError):
        call_command("mail_findings")
    sink.is_refusing = False
    WeeklyMail.objects.create(department="健康課", week=MONDAY)

    done = weekly_mail.send_weekly_lists(MONDAY)

    assert (done.interrupted, sink.messages) == (["健康課"], [])
    assert weekly_mail.send_weekly_lists(NEXT_MONDAY).sent == ["健康課"]


def test_a_department_with_nothing_to_mend_or_no_address_gets_none(sink, findings, zeimu, tax_page, capsys):
    FollowUp.objects.create(page=tax_page, subject="固定資産税", cause=FollowUp.Cause.LIVE)

    done = weekly_mail.send_weekly_lists(MONDAY)
    call_command("mail_findings", "--dry-run")

    assert (done.without_address, len(sink.messages)) == (["税務課"], 1)
    assert "「直すページ」の一覧に出ているもの：1件" in capsys.readouterr().out


def test_an_unchecked_site_sends_nothing_and_says_why(db):
    with pytest.raises(CommandError, match="check_site"):
        call_command("mail_findings")


def titles(client, **filters: str) -> list[str]:
    response = client.get(reverse("accessibility_same_titles"), filters)
    return [f"{page.title}/{page.section}" for page in response.context["object_list"]]


def test_pages_of_the_same_title_stand_together(
    client, staffed, findings, health_section, tax_section, make_user, django_assert_max_num_queries
):
    twins = [ArticlePage(title="がん検診", slug=f"gan-{number}") for number in (2, 3)]
    health_section.add_child(instance=twins[0])
    tax_section.add_child(instance=twins[1])
    tax_section.add_child(instance=ArticlePage(title="がん検診", slug="gan-4", live=False))
    make_result(findings, twins[1], [], department="税務課")
    client.force_login(make_user("web", "ウェブ担当"))

    assert titles(client) == ["がん検診/健診", "がん検診/健診", "がん検診/税金"]
    assert titles(client, same="True") == ["がん検診/健診"] * 2
    assert titles(client, same="False") == ["がん検診/税金"]
    assert titles(client, department="税務課") == ["がん検診/税金"]
    with django_assert_max_num_queries(30):
        titles(client)
    client.force_login(make_user("zei", "税務課 編集"))
    assert titles(client) == ["がん検診/税金"]
