"""R-05: whom to ring, when, what to say, and boxes for what was answered."""

from django.db.models import Q

from courses.models import ContactChannel, ContactResult, NoticeStatus, Notification
from courses.prints.base import Order, Print, Sheet
from courses.prints.letters import split_paragraphs
from courses.prints.people import split_name

COLUMNS = ("ふりがな", "名前", "電話番号", "出やすい時間", "用件")


def collect(order: Order) -> Sheet:
    """Return the messages that somebody has to tell by telephone: by choice, or because the e-mail came back."""
    waits = Q(channel=ContactChannel.PHONE, status__in=[NoticeStatus.WAITING, NoticeStatus.PRINTED])
    returned = Q(
        channel=ContactChannel.EMAIL, status__in=[NoticeStatus.BOUNCED, NoticeStatus.FAILED, NoticeStatus.UNCERTAIN]
    )
    notices = Notification.objects.filter(waits | returned, enrolment__run=order.run)
    rows = list(notices.select_related("enrolment__learner").order_by("enrolment__learner__reading", "pk"))
    calls = [make_call(row) for row in rows if row.enrolment.learner.phone]
    data = {"calls": calls, "results": [str(label) for _value, label in ContactResult.choices]}
    left_out = {"電話番号がないため": len(rows) - len(calls)} if len(rows) > len(calls) else {}
    return Sheet(data, COLUMNS, len(calls), left_out=left_out)


def make_call(notice: Notification) -> dict[str, object]:
    person = notice.enrolment.learner
    return {
        "name": split_name(person),
        "reading": person.reading,
        "phone": group_phone(person.phone),
        "best_time": person.best_time,
        "subject": notice.subject,
        "paragraphs": split_paragraphs(notice.text.split("\n")),
        "returned": notice.channel == ContactChannel.EMAIL,
    }


def group_phone(digits: str) -> str:
    """Return the digits in groups that can be read out and dialled: the last four apart, then what is before them."""
    if not digits.isdigit() or len(digits) < 10:
        return digits
    return (
        f"{digits[:-8]} {digits[-8:-4]} {digits[-4:]}"
        if len(digits) == 11
        else f"{digits[:-6]} {digits[-6:-4]} {digits[-4:]}"
    )


PRINT = Print(
    id="call-sheet",
    number="R-05",
    name="電話連絡票",
    description="電話する方、出やすい時間、話すこと、結果を書く欄。戻ってきたメールの方もふくみます。",
    readers="電話をかける窓口担当と講座担当",
    collect=collect,
)
