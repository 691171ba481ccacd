"""Proxy entry: all questions of an application on one page, with the same checks as on the web (courses.md §7.1)."""

import dataclasses
import hashlib
import json
from collections.abc import Mapping
from typing import Any

from django import forms
from django.core.serializers.json import DjangoJSONEncoder
from django.utils.translation import gettext_lazy as _

from courses.enrolment.application import Application
from courses.enrolment.late import LateKind
from courses.forms.application import make_application
from courses.forms.fields import Answer, one_line
from courses.forms.questions import ERA_NAMES, QUESTIONS, NameParts, Notice, Partner, Phone, Question
from courses.models import Channel, ContactChannel, CourseRun, Learner, Residence, Speaker

DOORS = (
    (Channel.PHONE, _("電話")),
    (Channel.COUNTER, _("窓口")),
    (Channel.PAPER, _("申込書（紙）")),
)
# Words for staff in place of those that speak to the person: (question, field) -> choices.
STAFF_WORDS: dict[tuple[str, str], Any] = {
    ("who", "speaker"): ((Speaker.SELF, _("本人")), (Speaker.FAMILY, _("家族")), (Speaker.CARE, _("施設・事業所の職員")),
                         (Speaker.OTHER, _("そのほかの人"))),
    ("notice", "contact_channel"): ((ContactChannel.PHONE, _("電話")), (ContactChannel.LETTER, _("手紙")),
                                    (ContactChannel.EMAIL, _("メール")), (ContactChannel.COUNTER, _("窓口で聞く"))),
    ("home", "residence"): ((Residence.RESIDENT, _("市内に住む")), (Residence.WORKS, _("市内で働く")),
                            (Residence.STUDIES, _("市内の学校に通う")), (Residence.NONE, _("どれでもない"))),
    ("home", "first_time"): (("yes", _("初めて")), ("no", _("受けたことがある"))),
    ("home", "waiting_list"): (("yes", _("待つ")), ("no", _("待たない"))),
    ("together", "together"): (("alone", _("1人で")), ("companion", _("付き添いの人が来る")), ("pair", _("2人いっしょに申し込む"))),
}  # fmt: skip
# What the field is called on the screen.
LABELS: dict[str, Any] = {
    "speaker": _("話している人"),
    "name": _("名前"),
    "reading": _("よみがな"),
    "era": _("元号"),
    "year": _("年"),
    "month": _("月"),
    "day": _("日"),
    "phone": _("電話番号"),
    "best_time": _("電話に出やすい時間"),
    "contact_channel": _("結果の知らせ方"),
    "email": _("メールアドレス"),
    "postal_code": _("郵便番号"),
    "address": _("住所（手紙を送るときだけ）"),
    "residence": _("市とのつながり"),
    "district": _("地区"),
    "first_time": _("この講座は初めてか"),
    "waiting_list": _("満席のとき、空きを待つか"),
    "together": _("いっしょに来る人"),
    "relation": _("付き添いの人との関係（例：娘）"),
    "needs": _("配慮の希望"),
    "text": _("配慮の希望（そのほか、ことばで）"),
}
DEFAULTS: dict[tuple[str, str], str] = {
    ("birth", "era"): ERA_NAMES[0],
    ("who", "speaker"): Speaker.SELF,
    ("notice", "contact_channel"): ContactChannel.PHONE,
    ("home", "residence"): Residence.RESIDENT,
    ("home", "waiting_list"): "yes",
    ("together", "together"): "alone",
    ("partner", "era"): ERA_NAMES[0],
}


class DoorForm(forms.Form):
    """The top line: through which door, and since when."""

    channel = forms.ChoiceField(
        choices=DOORS,
        widget=forms.RadioSelect,
        label=_("受付の方法"),
        initial=Channel.PHONE,
        error_messages={"required": _("電話、窓口、申込書のどれかを選んでください。")},
    )
    began_at = forms.CharField(required=False, max_length=10, widget=forms.HiddenInput)
    submission_key = forms.RegexField(r"\A[0-9a-f]{48}\Z", widget=forms.HiddenInput)
    learner = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def clean_learner(self) -> int | None:
        """A record that is gone, merged or suspended is passed over: a new one is made, and similar ones are shown."""
        key = self.cleaned_data["learner"]
        rows = Learner.objects.filter(merged_into__isnull=True, anonymised_at__isnull=True, is_suspended=False)
        return key if key is not None and rows.filter(pk=key).exists() else None


class LateForm(forms.Form):
    """After the end of applications: which case it is, and why it is entered all the same."""

    kind = forms.ChoiceField(
        choices=LateKind.choices,
        widget=forms.RadioSelect,
        label=_("期限を過ぎた申込み"),
        error_messages={"required": _("期限までに届いていたか、期限のあとの申込みかを選んでください。")},
    )
    reason = Answer(one_line(200), missing=_("期限のあとに入力するわけを書いてください。"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"].label = _("期限のあとに入力するわけ")


class DeskForm:
    """All questions of a run's application. data: what was sent, or None for an empty page with the usual answers chosen.

    is_late: applications are over, so case and reason are asked too.
    """

    def __init__(
        self,
        run: CourseRun,
        data: Mapping[str, Any] | None = None,
        initial: dict | None = None,
        is_late: bool = False,
    ) -> None:
        self.run = run
        self.data = data
        self.door = DoorForm(data, initial=(initial or {}).get("door", {}))
        self.late = LateForm(data, prefix="late") if is_late else None
        typed_phone = str((data or {}).get("phone-phone", ""))
        self.forms = {kind.slug: self.make(kind, data, initial or {}, typed_phone) for kind in QUESTIONS}

    def make(self, kind: type[Question], data: Any, initial: dict, phone: str) -> Question:
        usual = {field: value for (slug, field), value in DEFAULTS.items() if slug == kind.slug}
        extra = {"phone": phone} if kind.slug == "notice" else {}
        form = kind(self.run, data, prefix=kind.slug, initial=usual | initial.get(kind.slug, {}), **extra)
        for name, field in form.fields.items():
            field.label = LABELS.get(name, "")
            words = STAFF_WORDS.get((kind.slug, name))
            if words:
                field.choices = list(words)
        return form

    def __getitem__(self, slug: str) -> Question:
        return self.forms[slug]

    @property
    def asked(self) -> list[Question]:
        """The questions that count: those on the second person only when two apply together."""
        is_pair = bool(self.data) and self.data.get("together-together") == "pair"
        return [form for form in self.forms.values() if is_pair or not isinstance(form, Partner)]

    @property
    def forms_in_order(self) -> list[forms.Form]:
        """Everything that counts, in the order of the page."""
        return [self.door, *([self.late] if self.late else []), *self.asked]

    def is_valid(self) -> bool:
        checked = [form.is_valid() for form in self.forms_in_order]  # all of them, so that every mistake is told
        return all(checked)

    @property
    def values(self) -> dict[str, dict[str, Any]]:
        """The checked answers by question. Call after is_valid()."""
        return {form.slug: form.cleaned_data for form in self.asked}

    @property
    def errors(self) -> list[dict[str, str]]:
        """Each mistake with the id of its field, in the order of the page."""
        found = []
        for form in self.forms_in_order:
            for name in form.fields:
                field = form[name]
                if form.is_bound and field.errors:
                    found.append({"id": first_id(field), "label": str(field.label), "text": field.errors[0]})
        return found

    def make_application(self) -> Application:
        """Return what is sent, with the record that staff chose for the person."""
        key = self.door.cleaned_data["submission_key"]
        application = make_application(self.values, key)
        learner = self.door.cleaned_data.get("learner")
        late = self.late.cleaned_data if self.late else {"kind": "", "reason": ""}
        return dataclasses.replace(
            application,
            learner_ids=(learner,) if learner else (),
            late_kind=late["kind"],
            late_reason=late["reason"],
        )

    def digest(self) -> str:
        """Return a mark of the answers: what was read back to the person is what is saved, or it is read back again."""
        text = json.dumps([self.values, self.door.cleaned_data["channel"]], cls=DjangoJSONEncoder, sort_keys=True)
        return hashlib.sha256(text.encode()).hexdigest()


def first_id(field: forms.BoundField) -> str:
    """Return the id of what can be focused: of radio buttons the first."""
    has_several = isinstance(field.field.widget, forms.RadioSelect | forms.CheckboxSelectMultiple)
    return f"{field.auto_id}_0" if has_several else field.auto_id


def fill_from_record(learner: Learner) -> dict[str, dict[str, Any]]:
    """Return the initial answers that the record of a person knows, as staff would type them."""
    born = learner.birth_date
    birth = {"era": "西暦", "year": born.year, "month": born.month, "day": born.day} if born else {}
    return {
        "name": {"name": learner.name, "reading": learner.reading},
        "birth": birth,
        "phone": {"phone": learner.phone, "best_time": learner.best_time},
        "notice": {
            "contact_channel": learner.contact_channel,
            "email": learner.email,
            "postal_code": learner.postal_code,
            "address": learner.address,
        },
        "home": {"district": learner.district},
    }


class PersonForm(NameParts, Phone, Notice):
    """Correcting a person's record: the fields of the application, by the same rules."""

    field_order = ("name", "reading", "phone", "best_time", "contact_channel", "email", "postal_code", "address")

    def __init__(self, run: CourseRun | None, learner: Learner, data: Mapping[str, Any] | None = None) -> None:
        initial = {name: getattr(learner, name) for name in self.field_order}
        super().__init__(run, data, initial=initial, phone=str((data or {}).get("phone", "")))
        for name, field in self.fields.items():
            field.label = LABELS.get(name, "")
        self.fields["contact_channel"].choices = list(STAFF_WORDS["notice", "contact_channel"])

    def changed(self) -> dict[str, Any]:
        """Return the checked values. Call after is_valid()."""
        return {name: self.cleaned_data[name] for name in self.field_order}
