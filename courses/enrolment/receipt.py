"""Receipt numbers: eight random digits and a check digit that finds every wrong digit and every swap of neighbours."""

from random import Random

from courses.models import Enrolment

# Source: H. Michael Damm, "Total anti-symmetrische Quasigruppen" (2004): a totally anti-symmetric quasigroup of order 10.
TABLE = (
    "0317598642",
    "7092154863",
    "4206871359",
    "1750983426",
    "6123045978",
    "3674209581",
    "5869720134",
    "8945362017",
    "9438617205",
    "2581436790",
)
# Our choice: with 90 million numbers, ten tries fail never in practice, even at ten million enrolments.
TRIES = 10


def check_digit(digits: str) -> str:
    """Return the Damm check digit of a text of digits; "0" for a text that ends with its right check digit."""
    interim = "0"
    for digit in digits:
        interim = TABLE[int(interim)][int(digit)]
    return interim


def is_valid(number: str) -> bool:
    """Say whether nine digits carry their right check digit."""
    return len(number) == 9 and number.isascii() and number.isdigit() and check_digit(number) == "0"


def draw_receipt_number(random: Random) -> str:
    """Return a number without 0 at its front: 0 is lost in spreadsheets, and looks like the start of a phone number."""
    digits = str(random.randrange(10**7, 10**8))
    return digits + check_digit(digits)


def make_receipt_number(random: Random) -> str:
    """Return a number that no enrolment has. Raises RuntimeError when none is found in TRIES."""
    for _attempt in range(TRIES):
        number = draw_receipt_number(random)
        if not Enrolment.objects.filter(receipt_number=number).exists():
            return number
    raise RuntimeError("No free receipt number was found. Pass a better source of random numbers.")


def format_receipt_number(number: str) -> str:
    """Return 482-105-738."""
    return f"{number[:3]}-{number[3:6]}-{number[6:]}"
