"""Fields of the public forms: what a person types in any usual way becomes one value (courses.enrolment.normalise)."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from courses.enrolment.errors import InputProblem
from courses.enrolment.normalise import clean

# Our choice: no answer of a person is longer; what is longer is refused with a sentence, not cut.
LONGEST = 300


class Answer(forms.CharField):
    """One typed answer.

    normalise: returns the value to store, or raises InputProblem with the sentence to show.
    missing: the sentence when nothing was typed; without it the answer is optional and may be empty.
    """

    def __init__(self, normalise: Callable[[str], Any], missing: Any = "") -> None:
        super().__init__(required=bool(missing))
        self.normalise = normalise
        self.missing = missing

    def clean(self, value: Any) -> Any:
        text = str(value or "").strip()
        if not text:
            if self.required:
                raise ValidationError(str(self.missing))
            return ""
        if len(text) > LONGEST:
            raise ValidationError(
                _("This is too long. Please write at most %(count)d characters.") % {"count": LONGEST}
            )
        try:
            return self.normalise(text)
        except InputProblem as problem:
            raise ValidationError(str(problem)) from None


class Choice(forms.ChoiceField):
    """One of several answers, as radio buttons. missing: the sentence when none was chosen."""

    def __init__(self, choices: Any, missing: Any = "") -> None:
        super().__init__(choices=choices, widget=forms.RadioSelect, required=bool(missing))
        if missing:
            self.error_messages = {"required": missing, "invalid_choice": missing}
        else:
            self.error_messages["invalid_choice"] = gettext_lazy("Please choose one of the answers.")


class Several(forms.MultipleChoiceField):
    """Any number of answers, as boxes to tick."""

    def __init__(self, choices: Any) -> None:
        super().__init__(choices=choices, widget=forms.CheckboxSelectMultiple, required=False)
        self.error_messages = {
            "invalid_choice": gettext_lazy("Please choose from the boxes."),
            "invalid_list": gettext_lazy("Please choose from the boxes."),
        }


def one_line(longest: int) -> Callable[[str], str]:
    """Return a function that makes free text one line without control characters, of at most so many characters."""

    def normalise(text: str) -> str:
        line = " ".join("".join(char if char.isprintable() else " " for char in clean(text)).split())
        if len(line) > longest:
            raise InputProblem(_("This is too long. Please write at most %(count)d characters.") % {"count": longest})
        return line

    return normalise
