"""Study cards: making, finding, deleting, and ending them on time. A number leaves the server once, on paper or screen."""

from datetime import date, datetime, timedelta
from random import Random

from django.db import transaction
from django.db.models import Max, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from courses.enrolment.allowed import find_class_runs
from courses.enrolment.errors import InputProblem, NotAllowed, TooManyAttempts
from courses.enrolment.normalise import digits_of
from courses.enrolment.people import log_export
from courses.enrolment.receipt import check_digit
from courses.models import CourseRun, LookupAttempt, StudyCard, StudyCardSheet
from courses.models.city import choice
from courses.models.encryption import make_lookup_hash

LENGTH = 8
# Our choice: with nine million numbers a free one is found at the first try nearly always.
TRIES = 10
# Our choice: three sheets of A4 with ten cards each, more than any of our rooms holds.
MOST_CARDS = 30


def draw_number(random: Random) -> str:
    """Return seven random digits, the first not 0, and their check digit; pass random.SystemRandom() outside tests."""
    digits = str(random.randrange(10**6, 10**7))
    return digits + check_digit(digits)


def format_number(number: str) -> str:
    """Return 4821-0573."""
    return f"{number[:4]}-{number[4:]}"


def normalise_number(text: str) -> str:
    """Return the eight digits. Raises InputProblem with what to do when they cannot be a card's number."""
    digits = digits_of(text)
    if not (len(digits) == LENGTH and digits.isascii() and digits.isdigit()):
        raise InputProblem(_("The number of a study card has eight digits. Please type what stands on the card."))
    if check_digit(digits) != "0":
        raise InputProblem(_("One digit seems to be wrong, or two are swapped. Please compare with the card."))
    return digits


def hash_number(number: str) -> str:
    return make_lookup_hash(f"study card {number}")


def make_card(
    now: datetime, random: Random, sheet: StudyCardSheet | None = None, position: int | None = None
) -> tuple[str, StudyCard]:
    """Return the number and the card. The number is kept nowhere. Raises RuntimeError when none is free in TRIES."""
    for _attempt in range(TRIES):
        number = draw_number(random)
        card, is_new = StudyCard.objects.get_or_create(
            number_hash=hash_number(number),
            defaults={"sheet": sheet, "position": position, "made_on": timezone.localdate(now)},
        )
        if is_new:
            return number, card
    raise RuntimeError("No free number of a study card was found. Pass a better source of random numbers.")


@transaction.atomic
def make_sheet(run_id: int, count: int, user, now: datetime, random: Random) -> list[tuple[str, str]]:
    """Make cards for a class and write that down; returns (name in the class, number) of each.

    Raises NotAllowed unless the user records the attendance of the run, InputProblem for a count that makes no sense.
    """
    if not find_class_runs(user).filter(pk=run_id).exists():
        raise NotAllowed(_("学習カードは、担当の課の職員と、その講座の講師だけが作れます。"))
    if not 1 <= count <= MOST_CARDS:
        raise InputProblem(_("Please order 1 to %(count)d cards at a time.") % {"count": MOST_CARDS})
    CourseRun.objects.select_for_update().get(pk=run_id)
    last = StudyCardSheet.objects.filter(run=run_id).aggregate(last=Max("number"))["last"] or 0
    sheet = StudyCardSheet.objects.create(run_id=run_id, number=last + 1, made_at=now, made_by=user)
    made = [make_card(now, random, sheet, position) for position in range(1, count + 1)]
    log_export(user, "print:study-cards", _("学習カードの配付"), ["番号"], count, now, run_id=run_id)
    return [(card.label, number) for number, card in made]


def find_card(number: str, address: str, now: datetime) -> StudyCard | None:
    """Return the card with this normalised number, None when there is none or its time is over.

    address: where the request came from; only its hash is kept, for the minutes in which wrong numbers are counted.
    Raises TooManyAttempts after too many wrong numbers from one address, over all processes.
    """
    sender = make_lookup_hash(f"study sender {address}")
    since = now - timedelta(minutes=choice("LOOKUP_MINUTES"))
    if LookupAttempt.objects.filter(number_hash=sender, at__gt=since).count() >= choice("STUDY_CARD_ATTEMPTS"):
        raise TooManyAttempts(_("Too many numbers were wrong. Please wait 15 minutes, or go on without a card."))
    card = find_valid(now).filter(number_hash=hash_number(number)).first()
    if card is None:
        LookupAttempt.objects.create(number_hash=sender, at=now)
    return card


def find_valid(now: datetime):
    """Return the cards whose time is not over."""
    return StudyCard.objects.exclude(is_over(timezone.localdate(now)))


def is_over(today: date) -> Q:
    """Which cards are over: not used for a year; made on the web and never used for a month."""
    last = today - timedelta(days=choice("STUDY_CARD_DAYS"))
    unused = today - timedelta(days=choice("STUDY_NEW_CARD_DAYS"))
    never = Q(used_on__isnull=True)
    return Q(used_on__lt=last) | (never & Q(made_on__lt=last)) | (never & Q(sheet__isnull=True, made_on__lt=unused))


def delete_card(card_id: int) -> None:
    """Delete the card and its progress at once (INV-36). Counts that name nobody stay."""
    StudyCard.objects.filter(pk=card_id).delete()


def delete_old_cards(now: datetime) -> int:
    """Delete the cards whose time is over; returns how many."""
    old = StudyCard.objects.filter(is_over(timezone.localdate(now)))
    count = old.count()
    old.delete()
    return count
