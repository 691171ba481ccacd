"""Linked files are there, open and whole."""

from a11y_checker.dom import Element
from a11y_checker.files import linked
from a11y_checker.page import Page
from a11y_checker.results import Verdict, failed, passed
from a11y_checker.rule import Rule

_KEYS = ("missing", "damaged", "locked", "huge", "protected", "large")


def applicability(page: Page) -> list[Element]:
    """Links to PDF and Office files of the same site."""
    return list(page.once(linked))


def expectation(link: Element, page: Page) -> Verdict:
    """Fail a file that readers cannot open or whose text their programs may not read."""
    facts = page.once(linked)[link]
    key = next((key for key in _KEYS if key in facts.problems), "")
    return failed(key, kind=facts.kind.upper(), size=facts.problems[key]) if key else passed()


RULE = Rule(
    id="file-readable",
    name={"ja": "リンクしたファイルが開ける", "en": "Linked files can be opened"},
    criteria=(),
    impact="serious",
    items=("G42", "G43", "G46", "J28"),
    applicability=applicability,
    expectation=expectation,
    house=True,
    why={
        "ja": "開けないファイルの内容は、誰にも伝わりません。",
        "en": "What is in a file that does not open reaches nobody.",
    },
    messages={
        "missing": {
            "ja": "リンクした {kind} ファイルがありません。",
            "en": "The linked {kind} file is not there.",
        },
        "damaged": {
            "ja": "リンクした {kind} ファイルが壊れています。",
            "en": "The linked {kind} file is damaged.",
        },
        "locked": {
            "ja": "リンクした {kind} ファイルを開くのに、パスワードが要ります。",
            "en": "The linked {kind} file asks for a password.",
        },
        "protected": {
            "ja": "{kind} ファイルの保護の設定で、読み上げソフトが文字を取り出せません。",
            "en": "The protection of the {kind} file keeps screen readers from its text.",
        },
        "large": {
            "ja": "{kind} ファイルが {size}MB あります。",
            "en": "The {kind} file has {size} MB.",
        },
        "huge": {
            "ja": "{kind} ファイルが大きすぎて調べられません（{size}MB）。",
            "en": "The {kind} file is too large to be judged ({size} MB).",
        },
    },
    fixes={
        "missing": {
            "ja": "リンクを直すか、ファイルを置き直してください。",
            "en": "Mend the link, or put the file back.",
        },
        "damaged": {
            "ja": "元のソフトでもう一度書き出してください。",
            "en": "Export it again from the program it was made with.",
        },
        "locked": {
            "ja": "パスワードを外してください。",
            "en": "Remove the password.",
        },
        "protected": {
            "ja": "「アクセシビリティのための内容の抽出」を許可してください。",
            "en": "Permit content extraction for accessibility.",
        },
        "": {
            "ja": "画像の解像度を下げるか、章ごとに分けてください。",
            "en": "Lower the resolution of pictures, or part it by chapters.",
        },
    },
    source="Municipal guideline items G42, G43 and G46; ISO 32000-1, table 22",
)
