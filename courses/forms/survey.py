"""One paper questionnaire, keyed in: the city's questions in the order of the sheet."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from courses.forms.fields import LONGEST, Answer, one_line
from courses.models.city import choice


class SurveyForm(forms.Form):
    """The questions of COURSES["SURVEY_QUESTIONS"]: those with answers as radio buttons, the others as text."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, prefix="survey", **kwargs)
        self.questions = list(choice("SURVEY_QUESTIONS").items())
        for number, (question, options) in enumerate(self.questions):
            self.fields[f"q{number}"] = make_question(question, options)
        self.fields["has_checked_names"] = forms.BooleanField(
            required=False, label=_("人の名前ではないことを確かめた（地名・店の名前など）")
        )

    def answers(self) -> dict[str, str]:
        """Return {question: answer}. Call after is_valid()."""
        return {question: self.cleaned_data[f"q{number}"] for number, (question, _options) in enumerate(self.questions)}

    @property
    def question_fields(self) -> list[forms.BoundField]:
        return [self[f"q{number}"] for number, _question in enumerate(self.questions)]


def make_question(question: str, options: list[str]) -> forms.Field:
    """Return the field of one question."""
    if options:
        choices = [*((option, option) for option in options), ("", _("答えなし"))]
        field: forms.Field = forms.ChoiceField(choices=choices, widget=forms.RadioSelect, required=False, initial="")
    else:
        field = Answer(one_line(LONGEST))
        field.widget = forms.Textarea(attrs={"rows": 3, "maxlength": LONGEST})
    field.label = question
    return field
