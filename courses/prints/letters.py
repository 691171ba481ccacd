"""R-03: letters of the outbox, in large type for a window envelope, or as postcards."""

from courses.models import ContactChannel, NoticeKind, NoticeStatus, Notification
from courses.prints.base import Order, Print, Sheet
from courses.prints.people import split_name

COLUMNS = ("郵便番号", "住所", "名前", "本文")
PRINTED_KINDS = (
    NoticeKind.RECEIVED,
    NoticeKind.LOT_NUMBER,
    NoticeKind.CONFIRMED,
    NoticeKind.WAITLISTED,
    NoticeKind.NOT_SELECTED,
    NoticeKind.OFFER,
    NoticeKind.LAPSED,
    NoticeKind.DECLINED,
    NoticeKind.CANCELLED,
    NoticeKind.RESTORED,
    NoticeKind.VOID,
    NoticeKind.RUN_CANCELLED,
    NoticeKind.LIST_CLOSED,
    NoticeKind.CHANGED,
    NoticeKind.COMPLETED,
)


def collect(order: Order) -> Sheet:
    """Return the run's letters that wait to be printed, one page each (a postcard: two sides)."""
    notices = Notification.objects.filter(
        enrolment__run=order.run,
        channel__in=[ContactChannel.LETTER, ContactChannel.COUNTER],
        status=NoticeStatus.WAITING,
        kind__in=PRINTED_KINDS,
    ).select_related("enrolment__learner")
    rows = list(notices.order_by("enrolment__learner__reading", "pk"))
    letters = [make_letter(row) for row in rows]
    return Sheet({"letters": letters}, COLUMNS, len(letters), notice_ids=tuple(row.pk for row in rows))


def make_letter(notice: Notification) -> dict[str, object]:
    """Return one letter: whom it goes to, its subject, and its lines without the salutation that stands above."""
    person = notice.enrolment.learner
    lines = notice.text.strip().split("\n")
    if lines and lines[0].strip() == f"{person.name}様":
        lines = lines[1:]
    return {
        "postal_code": person.postal_code if notice.channel == ContactChannel.LETTER else "",
        "address": notice.recipient if notice.channel == ContactChannel.LETTER else "",
        "at_counter": notice.channel == ContactChannel.COUNTER,
        "name": split_name(person),
        "subject": notice.subject,
        "paragraphs": split_paragraphs(lines),
    }


def split_paragraphs(lines: list[str]) -> list[list[str]]:
    """Return the lines of each paragraph; an empty line ends one."""
    paragraphs: list[list[str]] = [[]]
    for line in lines:
        if line.strip():
            paragraphs[-1].append(line.strip())
        elif paragraphs[-1]:
            paragraphs.append([])
    return [paragraph for paragraph in paragraphs if paragraph]


PRINT = Print(
    id="letters",
    number="R-03",
    name="手紙",
    description="受付票、決定、落選、繰上げ案内、中止など、印刷を待っている手紙。窓あき封筒用のA4か、はがき。",
    readers="講座担当。封をして本人に送るか、窓口で本人に渡します",
    collect=collect,
    forms={"a4": "A4　窓あき封筒（長形3号）用", "postcard": "はがき（宛名の面と通信の面）"},
)
