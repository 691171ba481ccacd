"""Messages to learners: written to the outbox with the change they tell of, sent later, never twice.

A row goes waiting → sending → sent. The claim is committed before the mail leaves; when the program stops in between, the
row becomes "uncertain" and a person decides. So nothing is lost, and nothing is sent twice.
"""

import smtplib
from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend
from django.db import connection, transaction
from django.db.models import QuerySet
from django.template.loader import render_to_string, select_template
from django.utils import translation

from cms.languages import EASY_JAPANESE
from cms.preferences import FORM_LANGUAGES
from courses.bounces import DESK, NOTICE, make_message_id
from courses.models import ContactChannel, DeskMail, Enrolment, NoticeKind, NoticeStatus, Notification
from courses.models.city import choice
from courses.models.state import format_moment
from translations import read_words

# Between the two languages of a message.
SEPARATOR = "――――――――"
SUBJECT_CHARS = 120  # what the outbox holds

# Our choice: a mail server that has not answered within this time will not; EMAIL_TIMEOUT is 20 s.
CLAIM_IS_STALE = timedelta(minutes=10)
BATCH = 50
# Replies of a mail server that a later try cannot change begin with 5. Source: RFC 5321, 4.2.1.
PERMANENT = 500


def choose_channel(enrolment: Enrolment) -> str:
    """Return the channel the person chose, or the next one for which there is an address."""
    person = enrolment.learner
    has = {
        ContactChannel.EMAIL: bool(person.email),
        ContactChannel.PHONE: bool(person.phone),
        ContactChannel.LETTER: bool(person.address),
        ContactChannel.COUNTER: True,
    }
    order = (person.contact_channel, ContactChannel.EMAIL, ContactChannel.PHONE, ContactChannel.LETTER)
    return next((channel for channel in order if has[channel]), ContactChannel.COUNTER)


def enqueue(enrolment: Enrolment, kind: str, now: datetime, **extra: Any) -> Notification:
    """Write one message to the outbox, in the transaction of the change; the same change writes it once.

    enrolment: the first of its party, with learner and run. extra: answer_by, link, lot_number for the text.
    """
    withdraw(enrolment, SUPERSEDED.get(kind, ()), now)
    channel = choose_channel(enrolment)
    subject, text = write(enrolment, kind, channel, extra)
    person = enrolment.learner
    recipient = {ContactChannel.EMAIL: person.email, ContactChannel.PHONE: person.phone}.get(channel, person.address)
    row, _created = Notification.objects.get_or_create(
        key=f"{enrolment.pk}:{kind}:{enrolment.event_count}",
        defaults={
            "enrolment": enrolment,
            "kind": kind,
            "channel": channel,
            "recipient": recipient,
            "subject": subject,
            "text": text,
            "next_try_at": now,
            "created_at": now,
        },
    )
    return row


# What is no longer true when this is told.
SUPERSEDED = dict.fromkeys(
    (NoticeKind.CANCELLED, NoticeKind.VOID, NoticeKind.RUN_CANCELLED),
    (NoticeKind.LOT_NUMBER, NoticeKind.CONFIRMED, NoticeKind.WAITLISTED, NoticeKind.OFFER, NoticeKind.RESTORED),
)


def withdraw(enrolment: Enrolment, kinds: Iterable[str], now: datetime) -> int:
    """Take back messages that nobody has sent, printed or told yet; return how many."""
    rows = Notification.objects.filter(enrolment=enrolment, kind__in=kinds, status=NoticeStatus.WAITING)
    return rows.update(status=NoticeStatus.WITHDRAWN, done_at=now)


def write(enrolment: Enrolment, kind: str, channel: str, extra: dict[str, Any]) -> tuple[str, str]:
    """Return subject and text of a message: in Japanese, and above it in the person's language when that is another.

    Both stand in one message: the family and the staff can read it too, and a doubtful translation can be compared.
    What is said on the telephone stays Japanese; the script names the person's language.
    """
    language = enrolment.learner.language
    with translation.override(settings.LANGUAGE_CODE):
        subject, text = render(enrolment, kind, channel, extra)
    if language not in FORM_LANGUAGES or channel == ContactChannel.PHONE:
        return subject, text
    if channel != ContactChannel.EMAIL and language not in choice("LETTER_LANGUAGES"):
        return subject, text
    with translation.override(language):
        own_subject, own_text = render(enrolment, kind, channel, extra)
    if language == EASY_JAPANESE:
        own_subject, own_text = add_readings(own_subject), add_readings(own_text)
    return f"{own_subject} / {subject}"[:SUBJECT_CHARS], f"{own_text}\n{SEPARATOR}\n\n{text}"


def add_readings(text: str) -> str:
    """Return the text with the reading in brackets behind each word with kanji: 受付番号（うけつけばんごう）."""
    written, read, end = "", "", 0
    for word in read_words(text):
        if read and word.start > end:  # words that touch share one pair of brackets
            written, read = f"{written}（{read}）", ""
        written += text[end : word.end]
        read, end = read + word.reading, word.end
    return f"{written}（{read}）{text[end:]}" if read else written + text[end:]


def render(enrolment: Enrolment, kind: str, channel: str, extra: dict[str, Any]) -> tuple[str, str]:
    """Return subject and text of a message; the first line of the template is the subject."""
    form = {ContactChannel.COUNTER: ContactChannel.LETTER}.get(channel, channel)
    template = select_template([f"courses/notices/{kind}.{form}.txt", f"courses/notices/{kind}.txt"])
    run = enrolment.run
    number = enrolment.receipt_number
    answer_by = extra.get("answer_by")
    context = {
        "name": enrolment.learner.name or enrolment.learner.reading,
        "reading": enrolment.learner.reading,
        "title": run.full_title,
        "code": run.code,
        "phone": run.phone,
        "first": format_moment(run.starts_at) if run.starts_at else "",
        "place": run.places[0] if run.places else "",
        "receipt": f"{number[:3]}-{number[3:6]}-{number[6:]}",
        "rank": enrolment.waiting_rank,
        "note": run.cancelled_note,
        "is_drawn": run.settled_at is None and run.policy != "first_come",
        "form": form,
        "language": FORM_LANGUAGES.get(enrolment.learner.language, ""),
        "answer_by": format_moment(answer_by) if answer_by else "",
        "link": extra.get("link", ""),
        "lot_number": extra.get("lot_number", ""),
    }
    subject, _newline, text = template.render(context).strip().partition("\n")
    return " ".join(subject.split())[:SUBJECT_CHARS], text.strip() + "\n"


def send_due(now: datetime, backend: BaseEmailBackend) -> dict[str, int]:
    """Send the e-mails that are due through the mail backend; return how many got which status.

    Messages by telephone, letter and counter stay for people. Call outside a transaction: each claim is committed first.
    """
    mark_stale_claims(now)
    counts: dict[str, int] = {}
    for outbox in (Notification, DeskMail):
        for _number in range(BATCH):
            row = claim(now, outbox)
            if row is None:
                break
            status = send(row, now, backend)
            counts[status] = counts.get(status, 0) + 1
    return counts


def claim(now: datetime, outbox: type[Notification] | type[DeskMail] = Notification) -> Notification | DeskMail | None:
    """Take the next due e-mail for this process; no other process gets the same. None when nothing is due.

    One at a time: a program that is killed leaves one message in doubt, not a whole batch.
    """
    due = outbox.objects.filter(status=NoticeStatus.WAITING, next_try_at__lte=now).order_by("next_try_at", "pk")
    if outbox is Notification:
        due = due.filter(channel=ContactChannel.EMAIL)
    skip = connection.features.has_select_for_update_skip_locked
    with transaction.atomic():
        row = due.select_for_update(skip_locked=skip).first()
        if row is not None:
            row.status, row.claimed_at = NoticeStatus.SENDING, now
            row.save(update_fields=["status", "claimed_at"])
    return row


def send(row: Notification | DeskMail, now: datetime, backend: BaseEmailBackend) -> str:
    """Send one claimed e-mail and store what became of it; return the status."""
    is_notice = isinstance(row, Notification)
    reply_to = [] if is_notice or not row.reply_to else [row.reply_to]
    message = EmailMessage(row.subject, row.text, to=[row.recipient], reply_to=reply_to, connection=backend)
    # The same for every try: a mail program that got it already shows it once.
    message_id = make_message_id(row.pk, NOTICE if is_notice else DESK)
    message.extra_headers = {"Message-ID": message_id, "Auto-Submitted": "auto-generated"}
    if address := choice("RETURN_ADDRESS"):
        message.extra_headers["From"], message.from_email = message.from_email, address
    try:
        message.send()
    except (OSError, smtplib.SMTPException) as error:
        return store_failure(row, now, error)
    row.attempts += 1
    finish(row, NoticeStatus.SENT, now)
    return row.status


def store_failure(row: Notification | DeskMail, now: datetime, error: Exception) -> str:
    """Decide after a failure: refused for good, or another try after a time that doubles."""
    row.attempts += 1
    row.problem = describe_problem(error)
    if find_reply_code(error) >= PERMANENT:
        finish(row, NoticeStatus.BOUNCED, now)
    elif row.attempts >= choice("MAIL_ATTEMPTS"):
        finish(row, NoticeStatus.FAILED, now)
    else:
        wait = timedelta(minutes=choice("MAIL_FIRST_WAIT_MINUTES") * 2 ** (row.attempts - 1))
        row.status, row.next_try_at, row.claimed_at = NoticeStatus.WAITING, now + wait, None
        row.save()
    return row.status


def find_reply_code(error: Exception) -> int:
    """Return the mail server's reply code; 0 when there was none."""
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        return max((code for code, _text in error.recipients.values()), default=0)
    return getattr(error, "smtp_code", 0)


def describe_problem(error: Exception) -> str:
    """Return the kind of the error and its code, never its text: that may hold the address."""
    code = find_reply_code(error)
    return f"{type(error).__name__} {code}" if code else type(error).__name__


def finish(row: Notification | DeskMail, status: str, now: datetime) -> None:
    row.status, row.done_at = status, now
    row.save()


def mark_stale_claims(now: datetime) -> int:
    """Hand over to people what was being sent when a program stopped; return how many."""
    count = 0
    for outbox in (Notification, DeskMail):
        stale = outbox.objects.filter(status=NoticeStatus.SENDING, claimed_at__lte=now - CLAIM_IS_STALE)
        count += stale.update(status=NoticeStatus.UNCERTAIN, done_at=now)
    return count


# Our choice: until then a clerk can still say whether a mail went out; longer than a month, so that a month's reminder is
# not sent twice.
MAIL_KEPT = timedelta(days=40)


def write_mail(
    kind: str,
    key: str,
    recipient: str,
    template: str,
    context: dict[str, Any],
    now: datetime,
    *,
    reply_to: str = "",
    circle_id: int | None = None,
    user_id: int | None = None,
) -> tuple[DeskMail, bool]:
    """Write an e-mail that belongs to no application to the outbox; the same key writes once.

    template: below courses/mails/; its first line is the subject. Always in Japanese, whatever language whoever causes it
    reads. Returns the mail and whether it is new; nothing is composed for one that was written before.
    """
    if (written := DeskMail.objects.filter(key=key).first()) is not None:
        return written, False
    with translation.override(settings.LANGUAGE_CODE):
        rendered = render_to_string(f"courses/mails/{template}.txt", context)
    subject, _newline, text = rendered.strip().partition("\n")
    return DeskMail.objects.get_or_create(
        key=key,
        defaults={
            "kind": kind,
            "circle_id": circle_id,
            "user_id": user_id,
            "recipient": recipient,
            "reply_to": reply_to,
            "subject": " ".join(subject.split())[:SUBJECT_CHARS],
            "text": text.strip() + "\n",
            "next_try_at": now,
            "created_at": now,
        },
    )


def find_mail_in_trouble() -> QuerySet[DeskMail]:
    """Return the mails that did not arrive, or perhaps did not, oldest first: a person decides."""
    states = (NoticeStatus.FAILED, NoticeStatus.BOUNCED, NoticeStatus.UNCERTAIN)
    return DeskMail.objects.filter(status__in=states).select_related("circle", "user").order_by("created_at", "pk")


def send_mail_again(mail_id: int, now: datetime) -> bool:
    """Let a mail in trouble go out once more, to the address that is known by now; say whether it does.

    It does not when nothing is in trouble, or when no address is left.
    """
    mail = find_mail_in_trouble().filter(pk=mail_id).first()
    if mail is None:
        return False
    address = mail.circle.contact_email if mail.circle else mail.user.email if mail.user else ""
    if not address:
        return False
    fields = {"status": NoticeStatus.WAITING, "next_try_at": now, "attempts": 0, "claimed_at": None, "done_at": None}
    return bool(DeskMail.objects.filter(pk=mail.pk, status=mail.status).update(recipient=address, **fields))


def forget_old_mail(now: datetime) -> int:
    """Delete mails of the desk whose time is over, sent or not: they hold what visitors wrote. Returns how many."""
    old = DeskMail.objects.filter(created_at__lte=now - MAIL_KEPT).exclude(status=NoticeStatus.SENDING)
    return old.delete()[0]


def note_bounce(notification_id: int, now: datetime) -> bool:
    """Record that an e-mail came back; it then stands on the list of calls. Say whether it had been sent."""
    sent = (NoticeStatus.SENT, NoticeStatus.UNCERTAIN)
    rows = Notification.objects.filter(pk=notification_id, channel=ContactChannel.EMAIL, status__in=sent)
    return bool(rows.update(status=NoticeStatus.BOUNCED, done_at=now))


def note_mail_bounce(mail_id: int, now: datetime) -> bool:
    """Record that a mail of the desk came back; it then stands among those in trouble. Say whether it had been sent."""
    sent = (NoticeStatus.SENT, NoticeStatus.UNCERTAIN)
    rows = DeskMail.objects.filter(pk=mail_id, status__in=sent)
    return bool(rows.update(status=NoticeStatus.BOUNCED, done_at=now))


def mark_done(notification_ids: Iterable[int], status: str, now: datetime) -> int:
    """Record that people printed, posted or told messages; return how many were changed.

    A message that was withdrawn, or an e-mail that was sent, stays as it is. Raises ValueError for another status.
    """
    if status not in (NoticeStatus.PRINTED, NoticeStatus.POSTED, NoticeStatus.TOLD):
        raise ValueError(f"People print, post or tell a message; they do not make it {status}.")
    rows = Notification.objects.filter(pk__in=notification_ids).exclude(
        status__in=(NoticeStatus.WITHDRAWN, NoticeStatus.SENT, NoticeStatus.SENDING)
    )
    return rows.update(status=status, done_at=now)


def send_again(notification_id: int, now: datetime) -> None:
    """A person decided that an uncertain, failed or returned message goes out once more."""
    states = (NoticeStatus.UNCERTAIN, NoticeStatus.FAILED, NoticeStatus.BOUNCED)
    Notification.objects.filter(pk=notification_id, status__in=states).update(
        status=NoticeStatus.WAITING, next_try_at=now, attempts=0, claimed_at=None, done_at=None
    )
