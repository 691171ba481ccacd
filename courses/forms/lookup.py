"""The form that finds an application again."""

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from courses.enrolment.errors import InputProblem
from courses.enrolment.normalise import digits_of, normalise_receipt_number
from courses.forms.fields import Answer


def normalise_four_digits(text: str) -> str:
    """Return four digits; 3月5日 becomes 0305. Raises InputProblem."""
    month, found, day = text.partition("月")
    if found:
        parts = [digits_of(part.removesuffix("日")) for part in (month, day)]
        digits = "".join(part.zfill(2) for part in parts)
    else:
        digits = digits_of(text)
    if len(digits) != 4 or not (digits.isascii() and digits.isdigit()):
        raise InputProblem(_("Please enter four digits, for example 0305 for 5 March."))
    return digits


class LookupForm(forms.Form):
    """Receipt number and one fact the person knows."""

    number = Answer(normalise_receipt_number, missing=gettext_lazy("Please enter the receipt number."))
    fact = Answer(
        normalise_four_digits, missing=gettext_lazy("Please enter month and day of birth, or the end of the number.")
    )

    def add_refusal(self) -> None:
        """Say that nothing was found, the same whichever of the two is wrong."""
        self.add_error("number", _("Nothing was found with these two. Please check both, or ring us."))
