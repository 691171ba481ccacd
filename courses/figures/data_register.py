"""Draft of the register of personal-information files that the law asks for (個人情報ファイル簿, Act Art. 75; courses.md §8)."""

from dataclasses import dataclass

from courses.models import Instructor, Learner
from courses.models.city import choice
from courses.tables import Table

# A file of fewer people need not be in the register. Source: the Act's cabinet order; courses.md §8.
REGISTERED_FROM_PEOPLE = 1000
COLUMNS = ("項目", "内容")
# What a resident would call the fields of a record; technical fields are in NOT_PERSONAL. A test keeps both complete.
LEARNER_FIELDS = {
    "name": "氏名",
    "reading": "ふりがな",
    "birth_date": "生年月日",
    "district": "お住まいの地区",
    "phone": "電話番号",
    "email": "メールアドレス",
    "postal_code": "郵便番号",
    "address": "住所",
    "contact_channel": "連絡の方法",
    "best_time": "電話に出やすい時間",
    "language": "使う言語",
}
NOT_PERSONAL = {
    "id", "phone_hash", "identity_hash", "is_suspended", "merged_into", "created_at", "anonymised_at", "contact_deleted_at",
}  # fmt: skip
OF_ENROLMENTS = ("申し込んだ講座と結果", "付き添いの有無", "配慮の希望", "お知らせの文", "出欠", "修了の記録")
INSTRUCTOR_FIELDS = ("氏名", "ふりがな", "教える内容", "受け持った回と時間", "同意の記録")


@dataclass(frozen=True)
class DataFile:
    """One file of the register. count: people in it now. is_sensitive: whether it holds 要配慮個人情報."""

    name: str
    purpose: str
    fields: tuple[str, ...]
    people: str
    source: str
    is_sensitive: bool
    recipients: str
    retention: str
    count: int

    @property
    def is_registered(self) -> bool:
        return self.count >= REGISTERED_FROM_PEOPLE

    def as_table(self) -> Table:
        """Return the entry in the order of the register."""
        rows = (
            ("個人情報ファイルの名称", self.name),
            ("利用の目的", self.purpose),
            ("記録される項目", "、".join(self.fields)),
            ("本人として記録される方の範囲", self.people),
            ("収集の方法", self.source),
            ("要配慮個人情報", "ふくむ" if self.is_sensitive else "ふくまない"),
            ("経常的な提供先", self.recipients),
            ("保存の期間", self.retention),
            ("記録されている人数", f"{self.count:,}人"),
        )
        return Table(self.name, COLUMNS, rows)


def make_register() -> list[DataFile]:
    """Return the files with the counts and the times of today's settings."""
    return [describe_learners(), describe_instructors()]


def describe_learners() -> DataFile:
    years = choice("CONTACT_RETENTION_YEARS")
    retention = (
        f"連絡先は講座の年度の翌年度から{years}年度のあいだ、配慮の希望は最後の回から{choice('NEEDS_RETENTION_DAYS')}日、"
        f"氏名などは{choice('LOOK_BACK_YEARS')}年度。その後は個人が分からない統計だけが残る"
    )
    return DataFile(
        name="講座受講者ファイル",
        purpose="ICT講習会などの講座の受付、抽選、連絡、出欠と修了の記録のため",
        fields=(*LEARNER_FIELDS.values(), *OF_ENROLMENTS),
        people="講座に申し込んだ方",
        source="本人または代理の方から、ホームページ・電話・窓口・申込用紙で",
        is_sensitive=True,
        recipients="なし",
        retention=retention,
        count=Learner.objects.filter(anonymised_at__isnull=True, merged_into__isnull=True).count(),
    )


def describe_instructors() -> DataFile:
    return DataFile(
        name="講座講師ファイル",
        purpose="講座の講師の依頼、割当て、謝礼の計算のため",
        fields=INSTRUCTOR_FIELDS,
        people="講師と、講師をめざす方",
        source="本人から",
        is_sensitive=False,
        recipients="なし",
        retention="講師をやめるまで。受け持った回の記録は統計として残る",
        count=Instructor.objects.count(),
    )
