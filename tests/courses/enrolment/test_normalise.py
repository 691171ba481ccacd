"""Every way of writing an answer gives one value; impossible ones are explained (INV-14, INV-15); receipt numbers."""

from datetime import date, timedelta
from random import Random

import jaconv
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from courses.enrolment import normalise
from courses.enrolment.errors import InputProblem
from courses.enrolment.normalise import ERAS, parse_birth_date
from courses.enrolment.receipt import check_digit, is_valid, make_receipt_number
from tests.factories.courses import apply

TODAY = date(2026, 11, 28)
FIRST = date(1912, 7, 30)
WIDE = str.maketrans("0123456789-+@.", "０１２３４５６７８９－＋＠．")
HYPHENS = st.sampled_from(["", "-", "－", "ー", "―", " ", "　"])


@given(st.from_regex(r"0[1-9][0-9]{8}", fullmatch=True), HYPHENS, st.booleans())
def test_inv_14_one_phone_number_however_it_is_written(digits, hyphen, is_wide):
    written = f"{digits[:4]}{hyphen}{digits[4:6]}{hyphen}{digits[6:]}"

    assert normalise.normalise_phone(f" {written.translate(WIDE) if is_wide else written} ") == digits
    assert normalise.normalise_phone(f"({digits[:4]}){digits[4:]}") == digits


@pytest.mark.parametrize(
    ("text", "phone"),
    [
        ("０９０－１２３４－５６７８", "09012345678"),
        ("+81 90 1234 5678", "09012345678"),
        ("０７９４（６３）１０００", "0794631000"),
    ],
)
def test_inv_14_phone(text, phone):
    assert normalise.normalise_phone(text) == phone


@pytest.mark.parametrize("text", ["", "12345", "0794-63", "00794631000", "0794631000123", "電話なし", "0794\x0063100"])
def test_what_is_no_phone_number_is_explained(text):
    with pytest.raises(InputProblem):
        normalise.normalise_phone(text)


@given(st.from_regex(r"[0-9]{7}", fullmatch=True), HYPHENS, st.booleans())
def test_inv_14_one_postal_code(digits, hyphen, is_wide):
    written = f"{digits[:3]}{hyphen}{digits[3:]}"

    assert (
        normalise.normalise_postal_code("〒" + (written.translate(WIDE) if is_wide else written))
        == f"{digits[:3]}-{digits[3:]}"
    )


@given(st.text(alphabet="あいうえおかがきぎぱぴんっゃー", min_size=1, max_size=20))
def test_inv_14_one_reading_from_hiragana_katakana_and_half_width(hiragana):
    katakana = jaconv.hira2kata(hiragana)

    expected = normalise.normalise_reading(hiragana)

    assert normalise.normalise_reading(katakana) == expected
    assert normalise.normalise_reading(jaconv.z2h(katakana)) == expected
    assert normalise.normalise_reading(f"　{hiragana} ") == expected


@pytest.mark.parametrize("text", ["", "山田", "yamada", "やまだ123", "や" * 121])
def test_what_is_no_reading_is_explained(text):
    with pytest.raises(InputProblem):
        normalise.normalise_reading(text)


def test_inv_14_one_address_and_one_receipt_number():
    assert normalise.normalise_email("ｈａｎａｋｏ＠ＥＸＡＭＰＬＥ．ｊｐ ") == "hanako@example.jp"
    assert normalise.normalise_receipt_number("４８２－１０５－７３８") == normalise.normalise_receipt_number(
        "482105738"
    )


@pytest.mark.parametrize("text", ["a@b", "a b@", "a@example.jp\nBcc: b@example.jp, c@example.jp", "@example.jp"])
def test_what_is_no_address_is_explained(text):
    with pytest.raises(InputProblem):
        normalise.normalise_email(text)


def test_inv_15_both_calendars_agree_for_every_day():
    day = FIRST
    while day <= TODAY:
        eras = [era for era, (first, last) in ERAS.items() if first <= day <= last]
        for era in eras:
            year = day.year - ERAS[era][0].year + 1
            assert parse_birth_date(era, str(year), str(day.month), str(day.day), TODAY) == day
        assert eras
        day += timedelta(days=1)


@pytest.mark.parametrize(
    ("era", "year", "month", "day", "born"),
    [
        ("昭和", "64", "1", "7", date(1989, 1, 7)),
        ("平成", "１", "１", "８", date(1989, 1, 8)),
        ("平成", "31", "4", "30", date(2019, 4, 30)),
        ("令和", "元", "5", "1", date(2019, 5, 1)),
        ("大正", "1", "7", "30", date(1912, 7, 30)),
        ("西暦", "1947", "02", "28", date(1947, 2, 28)),
    ],
)
def test_inv_15_days_at_the_edges(era, year, month, day, born):
    assert parse_birth_date(era, year, month, day, TODAY) == born


@pytest.mark.parametrize(
    ("era", "year", "month", "day"),
    [
        ("昭和", "65", "1", "1"), ("昭和", "64", "1", "8"), ("平成", "1", "1", "7"), ("令和", "1", "4", "30"),
        ("大正", "1", "7", "29"), ("西暦", "2026", "11", "29"), ("西暦", "1947", "2", "29"), ("西暦", "1900", "1", "1"),
        ("", "22", "1", "1"), ("昭和", "", "1", "1"), ("昭和", "0", "1", "1"), ("昭和", "22", "13", "1"), ("昭和", "二二", "1", "1"),
    ],
)  # fmt: skip
def test_inv_15_impossible_days_are_explained(era, year, month, day):
    with pytest.raises(InputProblem) as problem:
        parse_birth_date(era, year, month, day, TODAY)

    assert len(str(problem.value)) > 10


def test_check_digit_of_the_published_example():
    # Source: H. M. Damm's thesis; the usual example of the method.
    assert check_digit("572") == "4"


@given(st.from_regex(r"[0-9]{8}", fullmatch=True), st.integers(0, 8), st.integers(1, 9))
@settings(max_examples=200)
def test_every_wrong_digit_and_every_swap_of_neighbours_is_found(digits, at, shift):
    number = digits + check_digit(digits)
    wrong = number[:at] + str((int(number[at]) + shift) % 10) + number[at + 1 :]
    swapped = [number[:i] + number[i + 1] + number[i] + number[i + 2 :] for i in range(8) if number[i] != number[i + 1]]

    assert is_valid(number)
    assert [text for text in (wrong, *swapped) if is_valid(text)] == []


@pytest.mark.django_db
def test_a_receipt_number_is_never_given_twice(run, now):

    enrolment = apply(run, 1, now)

    class Same(Random):
        numbers = [int(enrolment.receipt_number[:8])] * 3 + [12345678]

        def randrange(self, *_limits):
            return self.numbers.pop(0)

    assert make_receipt_number(Same()) == "12345678" + check_digit("12345678")
