"""Circles: who stands in the directory, what a visitor can send and nobody can see, and the yearly answer."""

import email
import re
from datetime import date, timedelta

import pytest
from django.test import Client
from django.utils import timezone, translation
from html5lib import HTMLParser

from courses import bounces, notifications
from courses.circles import confirming, relaying
from courses.enrolment.errors import NotAllowed, NotPossible, TooManyAttempts
from courses.models import Circle, DeskMail
from courses.roles import COURSE_STAFF, DESK, make_course_roles
from tests.factories.courses import make_staff

pytestmark = pytest.mark.django_db
CONTACT = {"contact_name": "川北 みつ子", "contact_email": "mitsuko@example.jp", "contact_phone": "0794000071"}
SECRETS = ("川北", "みつ子", "mitsuko", "0794000071", "0794-00-0071")
WRITTEN = {
    "name": "小野　花子",
    "email": "Hanako@EXAMPLE.jp",
    "phone": "",
    "text": "見学したいです。\r\n来月の火曜日は空いていますか。",
    "agrees": "yes",
    "key": "0" * 32,
}


def make_circle(slug: str = "shashin", days: int = 10, **fields) -> Circle:
    """Return a public circle that was confirmed so many days ago."""
    today = timezone.localdate()
    standard = {
        "name": f"会 {slug}",
        "reading": slug,
        "activity": "写真をとります。",
        "day": "毎週火曜日",
        "place": "公民館",
        "consented_on": today - timedelta(days=500),
        "confirmed_on": today - timedelta(days=days),
        "is_public": True,
    }
    return Circle.objects.create(slug=slug, **(standard | CONTACT | fields))


@pytest.fixture
def circle(catalogue) -> Circle:
    return make_circle()


@pytest.fixture
def staff(circle):
    make_course_roles()
    return make_staff("tanto", COURSE_STAFF)


@pytest.mark.parametrize(
    ("fields", "is_shown"),
    [
        ({"days": 364}, True),
        ({"days": 365}, False),
        ({"confirmed_on": None}, False),
        ({"consented_on": None}, False),
        ({"is_public": False}, False),
    ],
)
def test_a_circle_is_listed_when_public_agreed_to_and_confirmed_within_a_year(client, catalogue, fields, is_shown):
    circle = make_circle(**fields)

    listed = circle.name in client.get("/circles/").content.decode()
    statuses = {path: client.get(f"/circles/shashin/{path}").status_code for path in ("", "contact/", "sent/")}

    assert listed is is_shown
    assert set(statuses.values()) == {200 if is_shown else 404}


def test_no_page_shows_the_contact_and_every_page_is_valid(client, circle):
    make_circle("tozan", welcomes_newcomers=False, contact_email="")
    paths = ["/circles/", "/circles/?new=1", "/circles/shashin/", "/circles/shashin/contact/", "/circles/shashin/sent/"]
    paths += ["/circles/tozan/", f"/circle-confirm/{confirming.make_token(circle)}/", "/drop-in/", "/instructors/"]

    pages = {path: client.get(path).content.decode() for path in paths}
    pages["mistakes"] = client.post("/circles/shashin/contact/", {"text": "あ" * 401, "email": "x"}).content.decode()

    assert [(path, secret) for path, page in pages.items() for secret in SECRETS if secret in page] == []
    assert ("会 tozan" in pages["/circles/"], "会 tozan" in pages["/circles/?new=1"]) == (True, False)
    assert "contact/" not in pages["/circles/tozan/"]
    assert "あ" * 401 in pages["mistakes"]  # what was typed stays
    for page in pages.values():
        HTMLParser(strict=True).parse(page)


def test_the_history_does_not_keep_the_contact_and_the_database_keeps_it_encrypted(circle):
    stored = Circle.objects.filter(pk=circle.pk).extra(select={"raw": "contact_email"}).values_list("raw", flat=True)[0]
    with_history = {field.name for field in Circle.history.model._meta.fields}

    assert stored.startswith("gAAAA")
    assert with_history & set(CONTACT) == set()


def test_a_message_reaches_the_contact_through_a_real_mail_server_once(client, circle, sink, backend):
    answers = [client.post("/circles/shashin/contact/", WRITTEN) for _press in range(2)]

    sent = notifications.send_due(timezone.now(), backend)

    ((recipients, raw),) = sink.messages
    message = email.message_from_bytes(raw.encode())
    text = message.get_payload(decode=True).decode()
    assert [answer.url for answer in answers] == ["/circles/shashin/sent/"] * 2
    assert (sent, recipients) == ({"sent": 1}, ["mitsuko@example.jp"])
    assert (message["Reply-To"], message["Auto-Submitted"]) == ("Hanako@example.jp", "auto-generated")
    assert "小野 花子" in text
    assert "見学したいです。\r\n来月の火曜日は空いていますか。" in text


@pytest.mark.parametrize("field", ["name", "email", "phone", "text"])
def test_nothing_typed_gets_into_the_head_of_the_mail(client, circle, sink, backend, field):
    client.post("/circles/shashin/contact/", WRITTEN | {field: f"{WRITTEN[field]}\r\nBcc: x@example.jp"})

    notifications.send_due(timezone.now(), backend)

    heads = [raw.split("\r\n\r\n")[0] for _recipients, raw in sink.messages]
    assert [line for head in heads for line in head.split("\r\n") if line.lower().startswith("bcc")] == []
    assert [recipients for recipients, _raw in sink.messages] in ([], [["mitsuko@example.jp"]])


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"name": " "}, "お名前を書いてください。"),
        ({"email": ""}, "返事を受け取るメールか電話の、どちらかを書いてください。"),
        ({"email": "hanako"}, "メールアドレス"),
        ({"phone": "12"}, "電話番号"),
        ({"text": "\r\n"}, "伝えたいことを書いてください。"),
        ({"agrees": ""}, "しるしを付けてください。"),
    ],
)
def test_what_is_missing_is_said_in_words_and_nothing_is_sent(client, circle, change, words):
    response = client.post("/circles/shashin/contact/", WRITTEN | change)

    page = response.content.decode()
    assert response.status_code == 422
    assert words in page.partition("error-summary")[2]
    assert "見学" in page or "text" in change
    assert DeskMail.objects.count() == 0


def test_a_program_is_stopped_and_a_trap_swallows(client, circle):
    trapped = client.post("/circles/shashin/contact/", WRITTEN | {"homepage": "http://x.example"})
    statuses = [
        client.post("/circles/shashin/contact/", WRITTEN | {"key": f"{number:032}"}).status_code for number in range(9)
    ]

    assert (trapped.url, statuses) == ("/circles/shashin/sent/", [302] * 8 + [429])
    assert DeskMail.objects.count() == 8


def test_a_circle_gets_no_more_than_twenty_messages_a_day(circle):
    now = timezone.now()
    message = relaying.Message("花子", "a@example.jp", "", "こんにちは")
    for number in range(20):
        relaying.relay(circle.pk, message, f"{number}", now)

    with pytest.raises(TooManyAttempts):
        relaying.relay(circle.pk, message, "one more", now)
    relaying.relay(circle.pk, message, "0", now)  # pressed twice is no other message
    relaying.relay(circle.pk, message, "tomorrow", now + timedelta(days=1))

    assert DeskMail.objects.count() == 21


def test_without_the_token_of_the_page_nothing_is_sent(circle):
    browser = Client(enforce_csrf_checks=True)

    assert browser.post("/circles/shashin/contact/", WRITTEN).status_code == 403
    assert DeskMail.objects.count() == 0


def test_circles_are_asked_a_month_before_every_two_weeks_and_not_for_ever(catalogue):
    today = timezone.now()
    make_circle("a", days=334)  # hidden in 31 days
    circle = make_circle("b", days=335)
    make_circle("c", days=335, contact_email="")
    make_circle("d", days=500)

    asked = {days: confirming.ask_all(today + timedelta(days=days)) for days in (0, 13, 14, 44, 100)}

    assert asked == {0: 1, 13: 1, 14: 1, 44: 2, 100: 0}
    assert DeskMail.objects.filter(circle=circle).count() == 3
    assert Circle.objects.get(slug="b").asked_on == (timezone.localdate(today) + timedelta(days=44))


def test_the_contact_confirms_with_a_press_and_the_link_is_spent(client, circle, sink, backend):
    Circle.objects.update(confirmed_on=timezone.localdate() - timedelta(days=400))
    circle.refresh_from_db()
    confirming.write_request(circle, timezone.now())
    notifications.send_due(timezone.now(), backend)
    text = email.message_from_bytes(sink.messages[0][1].encode()).get_payload(decode=True).decode()
    path = re.search(r"http://[^/]+(/circle-confirm/\S+)", text)[1]

    looked = [client.get(path).status_code for _look in range(2)]
    unsure = client.post(path, {"answer": "perhaps"}).status_code
    assert Circle.objects.shown(timezone.localdate()).count() == 0
    said = client.post(path, {"answer": "yes"})

    assert (looked, unsure, said.status_code) == ([200, 200], 422, 200)
    assert (client.get(path).status_code, client.post(path, {"answer": "no"}).status_code) == (410, 410)
    circle.refresh_from_db()
    assert (circle.confirmed_on, circle.is_public) == (timezone.localdate(), True)
    assert circle.history.first().history_change_reason == confirming.BY_LINK


def test_a_circle_that_ended_is_hidden_and_a_forged_link_does_nothing(client, circle):
    token = confirming.make_token(circle)

    forged = client.post(f"/circle-confirm/{token[:-3]}abc/", {"answer": "no"})
    client.post(f"/circle-confirm/{token}/", {"answer": "no"})

    assert forged.status_code == 410
    circle.refresh_from_db()
    assert circle.is_public is False
    assert circle.history.first().history_change_reason == confirming.ENDED_BY_LINK


def test_staff_confirm_ask_and_deal_with_returned_mail(client, circle, staff, sink, backend):
    Circle.objects.update(confirmed_on=date(2020, 4, 1))
    client.force_login(staff)
    sink.reply = "550 no such user"
    client.post("/kanri/courses/circles/", {"do": "ask", "key": circle.pk})
    notifications.send_due(timezone.now(), backend)

    page = client.get("/kanri/courses/circles/").content.decode()
    mail = DeskMail.objects.get()
    again = client.post("/kanri/courses/circles/", {"do": "again", "key": mail.pk}, follow=True).content.decode()
    confirmed = client.post("/kanri/courses/circles/", {"do": "confirm", "key": circle.pk}, follow=True)

    assert ("届かなかったメール" in page, "0794000071" in page) == (True, True)
    assert "もう一度送ります。" in again
    assert DeskMail.objects.get().status == "waiting"
    assert "市民に出ている" in confirmed.content.decode()
    assert circle.history.first().history_user == staff
    assert "もうありません" in client.post("/kanri/courses/circles/", {"do": "x"}, follow=True).content.decode()


def test_a_returned_mail_goes_to_the_address_that_was_put_right(client, circle, staff):
    now = timezone.now()
    confirming.ask(circle.pk, staff, now)
    DeskMail.objects.update(status="bounced")
    Circle.objects.update(contact_email="mitsuko@example.org")

    assert notifications.send_mail_again(DeskMail.objects.get().pk, now)
    assert (DeskMail.objects.get().status, DeskMail.objects.get().recipient) == ("waiting", "mitsuko@example.org")

    DeskMail.objects.update(status="bounced")
    Circle.objects.update(contact_email="")
    client.force_login(staff)
    sent = {"do": "again", "key": DeskMail.objects.get().pk}
    assert "連絡先のメールがありません。" in client.post("/kanri/courses/circles/", sent, follow=True).content.decode()
    assert DeskMail.objects.get().status == "bounced"


def test_a_mail_is_japanese_whatever_language_the_clerk_reads(circle, staff):
    with translation.override("en"):
        confirming.ask(circle.pk, staff, timezone.now())

    assert re.search(r"\d+月\d+日\(.\)までに", DeskMail.objects.get().text)


def test_the_services_refuse_who_has_no_right_and_what_is_not_possible(circle, staff):
    clerk, now = make_staff("madoguchi", DESK), timezone.now()
    silent = make_circle("b", contact_email="")

    for service in (confirming.confirm, confirming.ask):
        with pytest.raises(NotAllowed):
            service(circle.pk, clerk, now)
    with pytest.raises(NotPossible):
        confirming.ask(silent.pk, staff, now)
    with pytest.raises(NotPossible):
        confirming.confirm(make_circle("c", consented_on=None).pk, staff, now)
    confirming.ask(circle.pk, staff, now)
    with pytest.raises(NotPossible):
        confirming.ask(circle.pk, staff, now)


def test_a_mail_that_comes_back_later_is_told_to_the_staff(circle, sink, backend):
    now = timezone.now()
    relaying.relay(circle.pk, relaying.Message("花子", "a@example.jp", "", "こんにちは"), "1", now)
    notifications.send_due(now, backend)
    message_id = email.message_from_bytes(sink.messages[0][1].encode())["Message-ID"]
    mail = DeskMail.objects.get()

    found = [
        bounces.find_returned(make_report(text), bounces.DESK) for text in (message_id, message_id.replace(".", ".0"))
    ]

    assert found == [mail.pk, None]
    assert bounces.find_returned(make_report(message_id)) is None  # no notice of an application
    assert notifications.note_mail_bounce(mail.pk, now) is True
    assert list(notifications.find_mail_in_trouble()) == [mail]


def make_report(message_id: str) -> bytes:
    """Return the report of a mail server that could not deliver for good (RFC 3464)."""
    parts = (
        "Content-Type: multipart/report; report-type=delivery-status; boundary=x",
        "",
        "--x",
        "Content-Type: message/delivery-status",
        "",
        "Reporting-MTA: dns; mail.example.jp",
        "",
        "Final-Recipient: rfc822; mitsuko@example.jp",
        "Action: failed",
        "Status: 5.1.1",
        "",
        "--x",
        "Content-Type: text/rfc822-headers",
        "",
        f"Message-ID: {message_id}",
        "",
        "--x--",
    )
    return "\r\n".join(parts).encode()


def test_the_contact_of_a_circle_that_ended_is_forgotten_after_two_years(circle):
    now = timezone.now()
    Circle.objects.update(confirmed_on=timezone.localdate(now) - timedelta(days=729))

    assert [confirming.forget_contacts(now + timedelta(days=days)) for days in (0, 1, 1)] == [0, 1, 0]
    circle.refresh_from_db()
    assert [getattr(circle, name) for name in CONTACT] == ["", "", ""]


def test_the_contact_of_a_circle_that_was_never_confirmed_is_forgotten_too(circle):
    Circle.objects.update(confirmed_on=None)
    made = circle.history.get().history_date

    assert [confirming.forget_contacts(made + timedelta(days=days)) for days in (729, 730)] == [0, 1]


def test_mails_are_forgotten_after_forty_days(circle):
    now = timezone.now()
    relaying.relay(circle.pk, relaying.Message("花子", "a@example.jp", "", "こんにちは"), "1", now)

    assert notifications.forget_old_mail(now + timedelta(days=39)) == 0
    assert notifications.forget_old_mail(now + timedelta(days=40)) == 1


def test_the_admin_asks_for_consent_place_and_a_way_to_reach(client, staff):
    client.force_login(staff)
    data = {
        "name": "新しい会",
        "reading": "あたらしいかい",
        "slug": "atarashii",
        "activity": "話します。",
        "day": "毎週月曜日",
        "contact_email": "a＠example.jp",
        "is_public": "on",
    }
    url = "/kanri/snippets/courses/circle/add/"

    refused = client.post(url, data).content.decode()
    phone = {"contact_email": "", "contact_phone": "0794-00-0001", "place": "公民館", "consented_on": "2026-04-01"}
    client.post(url, data | phone)

    for words in ("同意した日が要ります", "会場を選ぶか、場所を書いてください"):
        assert words in refused
    assert Circle.objects.get(slug="atarashii").contact_phone == "0794000001"
