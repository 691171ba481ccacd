"""R-06: who wished for which assistance, and how far it is arranged. Sensitive: the copies are numbered."""

from courses.models import AssistanceNeed
from courses.prints.base import Order, Print, Sheet
from courses.prints.people import IN_THE_ROOM, label_session, sessions_in_the_room, split_name

COLUMNS = ("名前", "ふりがな", "手助けの希望", "内容", "手配のようす")
MOST_COPIES = 9


def collect(order: Order) -> Sheet:
    """Return the wishes of the people with a place, for every session of the run."""
    needs = AssistanceNeed.objects.filter(enrolment__run=order.run, enrolment__state__in=IN_THE_ROOM)
    rows = [
        {
            "name": split_name(need.enrolment.learner),
            "kind": str(need.get_kind_display()),
            "text": need.text,
            "status": str(need.get_status_display()),
        }
        for need in needs.select_related("enrolment__learner").order_by("enrolment__learner__reading", "pk")
    ]
    data = {
        "needs": rows,
        "sessions": [f"{label_session(session)}　{session.place}" for session in sessions_in_the_room(order.run)],
        "copies": max(1, min(order.copies, MOST_COPIES)),
    }
    return Sheet(data, COLUMNS, len(rows))


PRINT = Print(
    id="assistance-list",
    number="R-06",
    name="配慮一覧",
    description="回ごとに要る手助けと、手配のようす。写しに番号が付きます。渡した人を控えてください。",
    readers="講座担当だけ",
    collect=collect,
    permission="courses.view_assistanceneed",
    has_copies=True,
)
