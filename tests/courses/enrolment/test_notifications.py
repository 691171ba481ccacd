"""The outbox: every kind can be written, mail leaves once, failures are tried again or handed to people."""

import re
import smtplib
from datetime import timedelta
from io import StringIO

import pytest
from django.core import mail
from django.core.mail.backends.smtp import EmailBackend
from django.core.management import CommandError, call_command
from django.utils import timezone

from courses import notifications
from courses.bounces import find_returned
from courses.enrolment.actor import WEB
from courses.enrolment.jobs import run_jobs
from courses.enrolment.worklists import find_calls
from courses.models import NoticeKind, Notification
from courses.models.notice import ASKS_FOR_ANSWER
from tests.factories.courses import apply, make_applicant

pytestmark = pytest.mark.django_db


def by_mail(run, number, now, email="hanako@example.jp"):
    return apply(run, number, now, people=(make_applicant(number, email=email),), contact_channel="email")


@pytest.mark.parametrize("kind", NoticeKind.values)
@pytest.mark.parametrize("channel", ["email", "phone", "letter", "counter"])
def test_inv_33_every_kind_is_written_for_every_channel(run, now, kind, channel):
    enrolment = apply(run, 1, now)

    subject, text = notifications.render(enrolment, kind, channel, {"answer_by": now, "lot_number": "007"})

    number = enrolment.receipt_number
    assert f"{number[:3]}-{number[3:6]}-{number[6:]}" in text
    assert enrolment.learner.name in text
    assert run.full_title in subject
    assert ("{" in subject + text, "None" in text) == (False, False)


@pytest.mark.parametrize("kind", ASKS_FOR_ANSWER)
def test_inv_33_who_has_to_answer_is_told_by_mail_script_and_letter(run, now, kind):
    enrolment = apply(run, 1, now)

    texts = {
        channel: notifications.render(enrolment, kind, channel, {"answer_by": now})
        for channel in ("email", "phone", "letter")
    }

    assert len(set(texts.values())) == 3
    assert "復唱" in texts["phone"][1]


def test_mail_goes_out_once_through_a_real_mail_server(run, now, sink, backend):
    by_mail(run, 1, now)

    first = notifications.send_due(now, backend)
    second = notifications.send_due(now + timedelta(days=1), backend)

    assert (first, second) == ({"sent": 2}, {})
    assert [recipients for recipients, _text in sink.messages] == [["hanako@example.jp"]] * 2
    assert "Auto-Submitted: auto-generated" in sink.messages[0][1]


def test_a_server_that_is_away_is_tried_again_later_and_later_then_given_up(run, now, sink, backend):
    by_mail(run, 1, now)
    Notification.objects.filter(kind="confirmed").delete()
    sink.reply = "451 try again later"
    waits, moment = [], now
    for _try in range(6):
        notifications.send_due(moment, backend)
        row = Notification.objects.get()
        waits.append((row.next_try_at - moment) / timedelta(minutes=1) if row.status == "waiting" else row.status)
        moment = row.next_try_at

    assert waits == [5, 10, 20, 40, 80, "failed"]
    assert (row.problem, "hanako" in row.problem) == ("SMTPRecipientsRefused 451", False)


def test_an_address_that_does_not_exist_is_not_tried_again(run, now, sink, backend):
    by_mail(run, 1, now)
    sink.reply = "550 no such user"

    assert notifications.send_due(now, backend) == {"bounced": 2}
    assert notifications.send_due(now + timedelta(days=1), backend) == {}


def test_what_was_being_sent_when_the_program_stopped_goes_to_people(run, now, sink, backend):
    by_mail(run, 1, now)
    for _message in range(2):
        notifications.claim(now)

    assert notifications.send_due(now + timedelta(minutes=5), backend) == {}
    notifications.send_due(now + timedelta(minutes=10), backend)

    assert (set(Notification.objects.values_list("status", flat=True)), sink.messages) == ({"uncertain"}, [])


def test_a_program_that_stops_leaves_only_the_message_in_its_hands(run, now, sink, backend):
    by_mail(run, 1, now)
    notifications.claim(now)

    assert notifications.send_due(now, backend) == {"sent": 1}
    assert notifications.claim(now) is None


def test_no_answer_from_the_server_is_no_crash(run, now):
    by_mail(run, 1, now)

    assert notifications.send_due(now, EmailBackend(host="127.0.0.1", port=9, timeout=1)) == {"waiting": 2}


def test_nothing_of_the_form_gets_into_the_head_of_a_mail(run, now, sink, backend):
    run.title_suffix = "火曜\r\nBcc: x@example.jp"
    run.save()
    by_mail(run, 1, now)

    notifications.send_due(now, backend)

    heads = [text.split("\r\n\r\n")[0] for _recipients, text in sink.messages]
    assert [line for head in heads for line in head.split("\r\n") if line.startswith("Bcc")] == []


@pytest.mark.parametrize(
    ("fields", "wish", "channel"),
    [
        ({"email": "a@example.jp"}, "email", "email"),
        ({}, "email", "phone"),
        ({"phone": ""}, "email", "counter"),
        ({"phone": "", "address": "小野市王子町1"}, "phone", "letter"),
        ({"email": "a@example.jp"}, "letter", "email"),
    ],
)
def test_who_has_no_such_address_is_told_another_way(run, now, fields, wish, channel):
    enrolment = apply(run, 1, now, people=(make_applicant(1, **fields),), contact_channel=wish)

    assert notifications.choose_channel(enrolment) == channel


def test_jobs_run_twice_do_nothing_twice(run, now, sink, backend):
    by_mail(run, 1, now)

    assert run_jobs(now, backend)["mail_sent"] == 2
    assert "mail_sent" not in run_jobs(now, backend)
    assert WEB.user is None


PERSONAL = "hanako@example.jp"


def fail(*_args: object) -> int:
    raise ValueError(PERSONAL)


@pytest.mark.parametrize(
    ("broken", "name"),
    [
        ("courses.management.commands.enrolment_jobs.remind_all", "training"),
        ("courses.enrolment.jobs.settle_window", "run"),
    ],
)
def test_a_job_that_fails_is_named_and_keeps_no_other_from_being_done(run, now, monkeypatch, caplog, broken, name):
    by_mail(run, 1, now)
    Notification.objects.update(next_try_at=timezone.now())
    monkeypatch.setattr(broken, fail)

    with pytest.raises(CommandError, match=f"^Not done: {name}"):
        call_command("enrolment_jobs", stdout=StringIO())

    assert len(mail.outbox) == 2
    assert ("ValueError" in caplog.text, PERSONAL in caplog.text) == (True, False)


def test_reply_codes_are_read_from_every_kind_of_failure():
    assert notifications.find_reply_code(smtplib.SMTPDataError(554, b"spam")) == 554
    assert notifications.find_reply_code(OSError("gone")) == 0


REPORT = """\
From: MAILER-DAEMON@mail.example.jp
To: koza@city.example.lg.jp
Subject: Undelivered Mail Returned to Sender
Content-Type: multipart/report; report-type=delivery-status; boundary="b"

--b
Content-Type: text/plain

The mail could not be delivered.
--b
Content-Type: message/delivery-status

Reporting-MTA: dns; mail.example.jp

Final-Recipient: rfc822; hanako@example.jp
Action: {action}
Status: {status}
--b
Content-Type: {kind}

Message-ID: {message_id}
Subject: x

--b--
"""


def make_report(message_id: str, action="failed", status="5.1.1", kind="text/rfc822-headers") -> bytes:
    return REPORT.format(action=action, status=status, kind=kind, message_id=message_id).encode()


@pytest.fixture
def sent(run, now, sink, backend):
    """An e-mail that the mail server took, and the Message-ID with which it left."""
    by_mail(run, 1, now)
    Notification.objects.filter(kind="received").delete()
    notifications.send_due(now, backend)
    return Notification.objects.get(), re.search(r"Message-ID: (<\S+>)", sink.messages[0][1])[1]


@pytest.mark.parametrize("kind", ["text/rfc822-headers", "message/rfc822"])
def test_a_mail_that_comes_back_later_goes_on_the_list_of_calls(sent, tmp_path, kind, run):
    row, message_id = sent
    for folder in ("new", "cur", "tmp"):
        (tmp_path / "mail" / folder).mkdir(parents=True)
    (tmp_path / "mail/new/1.a.host").write_bytes(make_report(message_id, kind=kind))
    (tmp_path / "mail/new/2.b.host").write_bytes(b"Subject: hello\n\nA person writes.")
    outputs = []
    for _time in range(2):
        output = StringIO()
        call_command("read_bounces", str(tmp_path / "mail"), stdout=output)
        outputs.append(output.getvalue().strip())

    row.refresh_from_db()
    assert row.status == "bounced"
    assert outputs == ["returned: 1, other mails: 1", "returned: 0, other mails: 0"]
    assert [call.pk for call in find_calls(type(run).objects.all())] == [row.pk]
    assert len(list((tmp_path / "mail/cur").iterdir())) == 2  # nothing is lost for people


@pytest.mark.parametrize(
    "report",
    [
        {"action": "delayed", "status": "4.4.7"},
        {"action": "delivered", "status": "2.0.0"},
        {"message_id": "<notice-{pk}.0123456789abcdef@courses.invalid>"},
        {"message_id": "<notice-{pk}@courses.invalid>"},
        {"message_id": "<notice-999999999999999999.0123456789abcdef@courses.invalid>"},
    ],
)
def test_a_delay_and_a_forged_report_change_nothing(sent, tmp_path, report):
    row, message_id = sent
    named = report.get("message_id", message_id).format(pk=row.pk)
    (tmp_path / "mail").write_bytes(make_report(named, **{key: report[key] for key in report if key != "message_id"}))

    call_command("read_bounces", str(tmp_path / "mail"), stdout=StringIO())

    row.refresh_from_db()
    assert row.status == "sent"


def test_a_mail_against_the_rules_stops_no_other_and_stays_as_it_came(sent, tmp_path):
    row, message_id = sent
    for folder in ("new", "cur", "tmp"):
        (tmp_path / "mail" / folder).mkdir(parents=True)
    report = make_report("<x>\nContent-Type: multipart/mixed", kind="message/rfc822")
    odd = report.replace(b"Subject: x\n\n", b"Subject: x\n\nbody \xe3\x81\x82")
    (tmp_path / "mail/new/1.a.host").write_bytes(odd)
    (tmp_path / "mail/new/2.b.host").write_bytes(make_report(message_id))

    call_command("read_bounces", str(tmp_path / "mail"), stdout=StringIO())

    row.refresh_from_db()
    assert row.status == "bounced"
    assert (tmp_path / "mail/cur/1.a.host:2,S").read_bytes() == odd


@pytest.mark.parametrize("raw", [b"", b"\xff\xfe\x00", b"Content-Type: multipart/report\n\n--", b"x" * 3_000_000])
def test_what_is_no_mail_is_passed_over(raw):
    assert find_returned(raw) is None


def test_mails_come_back_to_their_own_address(run, now, sink, backend, settings):
    settings.COURSES = {"RETURN_ADDRESS": "modori@city.example.lg.jp"}
    by_mail(run, 1, now)

    notifications.send_due(now, backend)

    assert sink.senders[0] == "modori@city.example.lg.jp"
    assert f"From: {settings.DEFAULT_FROM_EMAIL}" in sink.messages[0][1]
