"""Who does something, through which door, and for whom."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from courses.enrolment.allowed import check_permission
from courses.enrolment.errors import SecondPersonNeeded
from courses.models import Channel, Speaker


@dataclass(frozen=True)
class Actor:
    """The acting person. user: the member of staff; None on the web and for the system (INV-27).

    Raises ValueError when channel and user do not fit together.
    """

    channel: str
    user: Any = None
    speaker: str = Speaker.SELF

    def __post_init__(self) -> None:
        by_staff = self.channel in (Channel.PHONE, Channel.COUNTER, Channel.PAPER)
        if by_staff != (self.user is not None) and self.channel != Channel.SYSTEM:
            raise ValueError(
                f"Channel {self.channel} with user {self.user}: staff doors need a user, the web has none."
            )

    @property
    def is_staff(self) -> bool:
        return self.user is not None


WEB = Actor(Channel.WEB)
SYSTEM = Actor(Channel.SYSTEM)


def need_second_person(actor: Actor, second: Any) -> None:
    """Raise SecondPersonNeeded unless two different members of staff agree; NotAllowed when the second is no witness."""
    if actor.user is None or second is None or actor.user.pk == second.pk:
        raise SecondPersonNeeded(_("Two different members of staff have to agree to this."))
    check_permission(second, "courses.witness_course_step")
