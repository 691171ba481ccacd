"""The way of an instructor: the next step, what somebody teaches and when, and the question who is free."""

from datetime import date
from typing import Any

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.utils.translation import gettext_lazy as _

from courses.enrolment.pool import find_next_stages, list_half_days
from courses.forms.fields import Answer, one_line
from courses.models import Instructor, PoolStage

NO_DATE = _("日付を選んでください。例：2027/03/15")
# Our choice: longer than anybody teaches; what lies outside is a slip of the hand.
FIRST_DAY, LAST_DAY = date(1900, 1, 1), date(2199, 12, 31)


def day_field(label: Any) -> forms.DateField:
    """Return a field for a day, typed or chosen."""
    return forms.DateField(
        label=label,
        widget=forms.DateInput(attrs={"type": "date"}),
        error_messages={"required": NO_DATE, "invalid": NO_DATE},
        validators=[MinValueValidator(FIRST_DAY, NO_DATE), MaxValueValidator(LAST_DAY, NO_DATE)],
    )


class ConsentForm(forms.Form):
    """The day on which somebody who completed a run agreed to be asked as an instructor."""

    consented_on = day_field(_("本人が同意した日"))


class StepForm(forms.Form):
    """The next stage of an instructor."""

    stage = forms.ChoiceField(label=_("次の段階"), error_messages={"required": _("段階を選んでください。")})
    on = day_field(_("この段階になった日"))
    consented_on = day_field(_("本人が同意した日"))
    criteria = Answer(one_line(200), missing=_("基準をどう満たしたかを書いてください。"))

    def __init__(self, instructor: Instructor, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        words = dict(PoolStage.choices)
        self.fields["stage"].choices = [(stage, words[stage]) for stage in find_next_stages(instructor)]
        self.fields["criteria"].label = _("基準をどう満たしたか")


class OfferForm(forms.Form):
    """What somebody teaches, and on which half-days."""

    topics = Answer(one_line(200))
    availability = forms.MultipleChoiceField(
        required=False,
        widget=forms.CheckboxSelectMultiple,
        label=_("来られる曜日と時間帯"),
        error_messages={"invalid_choice": _("曜日と時間帯を選び直してください。")},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["topics"].label = _("教えられる内容（「、」で区切る）")
        self.fields["availability"].choices = list_half_days()


class MatchForm(forms.Form):
    """Which topic, on which day, in which half of it."""

    topic = Answer(one_line(60))
    on = day_field(_("日"))
    half = forms.ChoiceField(
        label=_("時間帯"),
        choices=(("am", _("午前")), ("pm", _("午後"))),
        initial="am",
        error_messages={
            "required": _("午前か午後を選んでください。"),
            "invalid_choice": _("午前か午後を選んでください。"),
        },
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["topic"].label = _("内容（空けると、だれでも）")

    @property
    def values(self) -> tuple[str, date, str]:
        """Topic, day and half. Call after is_valid()."""
        return self.cleaned_data["topic"], self.cleaned_data["on"], self.cleaned_data["half"]
