"""The pipeline, with engines made of a table."""

from datetime import UTC, datetime

from translations.engines import Status
from translations.errors import EngineUnavailable
from translations.glossary import shipped
from translations.memory import Former, ListMemory
from translations.pipeline import translate


class Table:
    """An engine that knows a few texts."""

    name = "table"

    def __init__(self, known):
        self.known, self.asked = known, []

    def status(self, source, target):
        return Status(True)

    def translate(self, texts, source, target):
        self.asked.append(texts)
        return [self.known.get(text) for text in texts]


def run(sources, known, **more):
    engine = Table(known)
    return translate(sources, "en", engine=engine, glossary=shipped("en"), **more), engine


def test_links_and_formats_come_back_and_the_engine_is_asked_once():
    known = {
        "申請書を郵送してください。": "Please mail the application form.",
        "12日です。": "It is the 12th.",
        "郵送": "mail",
    }

    done, engine = run(['<a id="a1">申請書</a>を<b>郵送</b>してください。', "12日です。", "12日です。"], known)

    assert [result.html for result in done] == [
        'Please <b>mail</b> the <a id="a1">application form</a>.',
        "It is the 12th.",
        "It is the 12th.",
    ]
    assert engine.asked == [["申請書を郵送してください。", "郵送", "12日です。"]]


def test_what_is_no_japanese_never_reaches_the_engine():
    done, engine = run(["12345", "https://ono.example/", "0794-63-1000", "小野市 中島町", "地震<br/>台風"], {})

    assert [(result.html, result.origin) for result in done] == [
        ("12345", "copy"),
        ("https://ono.example/", "copy"),
        ("0794-63-1000", "copy"),
        ("Ono City Nakashima-cho", "glossary"),
        ("Earthquake<br/>Typhoon", "glossary"),
    ]
    assert engine.asked == []


def test_names_go_round_the_engine():
    known = {"ZQ1X で会います。電話は ZQ2X です。": "We meet in ZQ1X. Phone: ZQ2X."}

    [done], _ = run(["中島町で会います。電話は０７９４－６３－１０００です。"], known)

    assert done.html == "We meet in Nakashima-cho. Phone: 0794-63-1000."


def test_a_lost_placeholder_leads_to_a_split():
    known = {"電話： ZQ1X メール： ZQ2X": "Phone and mail", "電話": "Phone", "メール": "Mail"}

    [done], engine = run(["電話：0794-63-1000 メール：a_b@ono.example.jp"], known)

    assert done.html == "Phone: 0794-63-1000 Mail: a_b@ono.example.jp"
    assert engine.asked[1] == ["電話", "メール"]


def test_a_lost_figure_leaves_the_string_to_a_person():
    [done], _ = run(
        ["ごみは朝8時までに出してください。"], {"ごみは朝8時までに出してください。": "Please put out garbage."}
    )

    assert (done.html, done.draft) == (None, "Please put out garbage.")
    assert [finding.en for finding in done.findings] == [
        'The Japanese has "08:00", the translation does not. Write it there.'
    ]


def test_memory_comes_first_and_helps_with_what_is_similar():
    memory = ListMemory(
        [
            Former(
                "福祉の窓口は市役所の5番です。",
                "Welfare is counter 5 of City Hall.",
                True,
                datetime(2026, 1, 1, tzinfo=UTC),
            )
        ]
    )

    done, engine = run(["福祉の窓口は市役所の5番です。", "福祉の窓口は市役所の6番です。"], {}, memory=memory)

    assert (done[0].html, done[0].origin, done[0].is_manual) == ("Welfare is counter 5 of City Hall.", "memory", True)
    assert (done[1].html, [former.target for former in done[1].similar]) == (
        None,
        ["Welfare is counter 5 of City Hall."],
    )
    assert engine.asked == [["福祉の窓口は市役所の6番です。"]]


def test_a_former_translation_that_breaks_the_glossary_is_a_draft():
    memory = ListMemory([Former("避難所", "shelter", True, datetime(2026, 1, 1, tzinfo=UTC))])

    [done], _ = run(["避難所"], {}, memory=memory)

    assert done.html == "Evacuation center"


def test_without_an_engine_each_segment_says_how_to_get_one():
    [done] = translate(["窓口へ"], "en")

    assert (done.html, [finding.check for finding in done.findings]) == (None, ["engine"])
    assert "ENGINE" in done.findings[0].en
    assert "ENGINE" in done.findings[0].ja


def test_an_engine_that_breaks_down_is_no_error():
    class Broken(Table):
        def translate(self, texts, source, target):
            raise EngineUnavailable("止まりました。 / It stopped.")

    [done] = translate(["窓口へ"], "en", engine=Broken({}))

    assert [(finding.ja, finding.en) for finding in done.findings] == [("止まりました。", "It stopped.")]


def test_a_wrong_number_of_answers_is_not_used():
    class Short(Table):
        def translate(self, texts, source, target):
            return ["one"]

    done = translate(["窓口へ", "駅へ"], "en", engine=Short({}))

    assert [result.html for result in done] == [None, None]
