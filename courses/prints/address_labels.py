"""R-04: addresses of the people who want to hear from us by letter, and of nobody else."""

from courses.models import ContactChannel, Enrolment
from courses.models.enrolment import ACTIVE_STATES
from courses.prints.base import Order, Print, Sheet
from courses.tables import Table

COLUMNS = ("郵便番号", "住所", "名前", "敬称")


def collect(order: Order) -> Sheet:
    """Return one label a person with an active application; who gave no address is counted, not printed."""
    rows = Enrolment.objects.filter(
        run=order.run, state__in=ACTIVE_STATES, position=1, learner__contact_channel=ContactChannel.LETTER
    ).exclude(learner__is_suspended=True)
    people = [row.learner for row in rows.select_related("learner").order_by("learner__reading", "pk")]
    complete = [person for person in people if person.address and person.name]
    data = {
        "people": [
            {"postal_code": person.postal_code, "address": person.address, "name": person.name} for person in complete
        ]
    }
    table = Table("宛名", COLUMNS, [(person.postal_code, person.address, person.name, "様") for person in complete])
    left_out = {"住所がないため": len(people) - len(complete)} if len(people) > len(complete) else {}
    return Sheet(data, COLUMNS, len(complete), table, left_out=left_out)


PRINT = Print(
    id="address-labels",
    number="R-04",
    name="宛名ラベル",
    description="連絡の方法に「手紙」を選んだ方だけの宛名。A4の12面（2列×6段）。",
    readers="講座担当",
    collect=collect,
    has_table=True,
)
