"""Why staff cancel, strike out or put back: the usual reasons as choices, and the words of every code in the history."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from courses.enrolment.late import LateKind
from courses.forms.fields import Answer, one_line

# The ten reasons that people give most often on the telephone (courses.md §7.1).
CANCEL_REASONS = (
    ("illness", _("体調がよくない")),
    ("hospital", _("入院・通院")),
    ("schedule", _("予定が重なった")),
    ("family", _("家族の用事・介護")),
    ("transport", _("会場まで行く手段がない")),
    ("weather", _("天気・災害")),
    ("device", _("機器が用意できない")),
    ("other_course", _("ほかの講座に変える")),
    ("wrong", _("まちがえて申し込んだ")),
    ("other", _("そのほか")),
)
VOID_REASONS = (
    ("duplicate", _("同じ方の重複した申込み")),
    ("not_eligible", _("申し込める条件に合わない")),
    ("error", _("入力のまちがい")),
)
OTHER_WORDS = {
    "withdrawn": _("本人が取消"),
    "undone": _("取消を元にもどした"),
    "moved": _("ほかの日程に移った"),
    "run_cancelled": _("講座の中止"),
    "reopened": _("キャンセル待ちを再開"),
    "selection": _("選考の結果"),
    "merged": _("記録をまとめた"),
    "redacted": _("個人情報を消した"),
    "asked_again": _("本人の希望でキャンセル待ちにもどした"),
}
WORDS: dict[str, Any] = {**dict(LateKind.choices), **dict(CANCEL_REASONS), **dict(VOID_REASONS), **OTHER_WORDS}


class ReasonForm(forms.Form):
    """One of the reasons, and a sentence when none of them says it."""

    reason = forms.ChoiceField(
        label=_("理由"), widget=forms.RadioSelect, error_messages={"required": _("理由を選んでください。")}
    )
    text = Answer(one_line(200))

    def __init__(self, choices: Any, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"].choices = choices
        self.fields["text"].label = _("補足（あれば）")

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("reason") == "other" and not data.get("text") and "text" not in self.errors:
            self.add_error("text", _("「そのほか」のときは、どんな理由かを書いてください。"))
        return data


class TextForm(forms.Form):
    """One sentence: a note, or why something is done."""

    def __init__(self, label: Any, missing: Any, *args: Any, longest: int = 200, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["text"] = Answer(one_line(longest), missing=missing)
        self.fields["text"].label = label
