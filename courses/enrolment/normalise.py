"""Every way of writing the same answer becomes one value: width, hyphens, kana, era (INV-14, INV-15)."""

import re
import unicodedata
from datetime import date

import jaconv
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext as _

from cms.dates import is_japanese
from courses.enrolment.errors import InputProblem

# Source: 元号を改める政令; 明治45年7月30日 is the first day of 大正. Era: first day, last day.
ERAS = {
    "大正": (date(1912, 7, 30), date(1926, 12, 25)),
    "昭和": (date(1926, 12, 25), date(1989, 1, 7)),
    "平成": (date(1989, 1, 8), date(2019, 4, 30)),
    "令和": (date(2019, 5, 1), date.max),
}
HYPHENS = "‐‑‒–—―−－ーｰ-"
SEPARATORS = re.compile(rf"[\s{re.escape(HYPHENS)}()\[\]{{}}.・/]")
READING = re.compile(r"[ぁ-ゖー ・ ]+")
# Source: 電気通信番号規則: a number dialled inside Japan begins with 0 and has 10 digits, 11 when it begins with 0X0.
PHONE = re.compile(r"0[1-9]\d{8}|0[2-9]0\d{8}")


def clean(text: str) -> str:
    """Return the text in its usual width (NFKC), without spaces at the ends."""
    return unicodedata.normalize("NFKC", text).strip()


def digits_of(text: str) -> str:
    """Return the text with half-width digits and without separators."""
    return SEPARATORS.sub("", clean(text))


def normalise_phone(text: str) -> str:
    """Return the digits of a Japanese telephone number; +81 becomes 0.

    Raises InputProblem when it is no number that can be dialled in Japan.
    """
    digits = digits_of(text)
    if digits.startswith("+81"):
        digits = "0" + digits[3:].removeprefix("0")
    if not PHONE.fullmatch(digits):
        raise InputProblem(_("This telephone number has too few or too many digits. Please enter it from the 0 on."))
    return digits


def normalise_postal_code(text: str) -> str:
    """Return 675-1380. Raises InputProblem when there are not seven digits."""
    digits = digits_of(text).removeprefix("〒")
    if not re.fullmatch(r"[0-9]{7}", digits):
        raise InputProblem(_("A postal code has seven digits, for example 675-1380."))
    return f"{digits[:3]}-{digits[3:]}"


def normalise_email(text: str) -> str:
    """Return the address in half width, the part after @ in small letters. Raises InputProblem."""
    address = re.sub(r"\s", "", clean(text))
    local, at, host = address.rpartition("@")
    address = f"{local}{at}{host.lower()}"
    try:
        validate_email(address)
    except ValidationError:
        raise InputProblem(_("This e-mail address is not complete. Example: hanako@example.jp")) from None
    return address


def normalise_name(text: str) -> str:
    """Return the name in its usual width, with single spaces. Raises InputProblem when empty or too long."""
    name = " ".join(clean(text).split())
    if not name:
        raise InputProblem(_("Please enter the name."))
    if len(name) > 80 or any(unicodedata.category(char).startswith("C") for char in name):
        raise InputProblem(_("Please enter the name in at most 80 characters."))
    return name


def normalise_reading(text: str) -> str:
    """Return the reading in hiragana with single spaces, however it was typed. Raises InputProblem."""
    reading = jaconv.kata2hira(" ".join(clean(text).split()))
    # NFC: a mark that was typed on its own joins its letter.
    reading = unicodedata.normalize("NFC", reading)
    if not READING.fullmatch(reading) or len(reading) > 120:
        raise InputProblem(_("Please enter the reading in hiragana or katakana."))
    return reading


def normalise_receipt_number(text: str) -> str:
    """Return the nine digits of a receipt number. Raises InputProblem when there are not nine."""
    digits = digits_of(text)
    if not re.fullmatch(r"[0-9]{9}", digits):
        raise InputProblem(_("A receipt number has nine digits, for example 482-105-738."))
    return digits


def parse_number(text: str) -> int:
    """Return the number; 元 is 1. Raises InputProblem."""
    digits = digits_of(text)
    if digits == "元":
        return 1
    if not re.fullmatch(r"[0-9]{1,4}", digits):
        raise InputProblem(_("Please enter year, month and day in digits."))
    return int(digits)


def parse_birth_date(era: str, year: str, month: str, day: str, today: date) -> date:
    """Return the day of birth.

    era: 大正, 昭和, 平成, 令和 or 西暦. year, month, day: as typed.
    Raises InputProblem that says what is impossible about the date.
    """
    numbers = [parse_number(text) for text in (year, month, day)]
    if era not in ERAS and era != "西暦":
        raise InputProblem(_("Please choose the era of the year of birth."))
    western = numbers[0] if era == "西暦" else ERAS[era][0].year + numbers[0] - 1
    try:
        born = date(western, numbers[1], numbers[2])
    except ValueError:
        raise InputProblem(_("There is no such day in the calendar. Please check month and day.")) from None
    if era in ERAS:
        check_era(era, numbers[0], born)
    if born > today:
        raise InputProblem(_("This day lies in the future. Please check the year."))
    if born < ERAS["大正"][0]:
        raise InputProblem(_("Please check the year of birth: it lies more than a hundred years back."))
    return born


def era_of(born: date) -> tuple[str, int]:
    """Return era and year of a date in the Japanese calendar: 昭和, 22."""
    era = next(name for name, (first, last) in reversed(ERAS.items()) if first <= born <= last)
    return era, born.year - ERAS[era][0].year + 1


def say_first_day(day: date) -> str:
    """Return 1989年1月8日; the digits alone in a language that does not write so."""
    return f"{day.year}年{day.month}月{day.day}日" if is_japanese() else day.isoformat()


def check_era(era: str, year: int, born: date) -> None:
    """Raise InputProblem when the era did not have that day."""
    first, last = ERAS[era]
    if year < 1 or not first <= born <= last:
        values = {"era": era, "first": say_first_day(first)}
        if last == date.max:
            raise InputProblem(_("%(era)s began on %(first)s. Please check era and year.") % values)
        values |= {"year": last.year - first.year + 1, "month": last.month, "day": last.day}
        message = _(
            "%(era)s began on %(first)s and ended in its year %(year)d on %(month)d/%(day)d. Please check era and year."
        )
        raise InputProblem(message % values)
