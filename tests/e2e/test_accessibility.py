"""Every public page type, in every theme, with furigana and on a phone: clean by our own checker, quiet, and to itself."""

import urllib.request
from dataclasses import replace
from itertools import cycle
from urllib.parse import urlsplit
from xml.etree import ElementTree

import pytest

from a11y_checker import Checker, Finding, Report, Settings, View, check_site
from a11y_checker.standards import all_profiles
from cms.languages import language_of_path
from tests.demo_city import NOT_FOUND, PAGES
from tests.e2e.targets import find_small_targets

pytestmark = pytest.mark.e2e

# The newest success criteria with axe, and the city's own guideline with our own rules.
NEWEST = Settings(profile="wcag-22", level="AAA")
CITY = Settings(profile="city-2012", level="AAA", axe=False)
# What must be met: A and AA, and of AAA the contrast.
REQUIRED = {*all_profiles()["wcag-22"].criteria("AA"), "1.4.6"}

# What axe says of a page does not hang on its colours, its readings or its width: it is asked once a page. In a theme only
# the attribute differs (test_a_theme_is_nothing_but_an_attribute), so that all are looked at in one visit, by the rules that
# look at colours.
OWN_RULES = Settings(profile="wcag-22", level="AAA", axe=False)
COLOURS = replace(OWN_RULES, only=("colour-pair", "contrast", "contrast-enhanced", "focus-ring"))
THEMES = ("dark", "reversed", "yellow", "blue")
EVERY_PAGE = {**PAGES, "not_found": NOT_FOUND}
each_page = pytest.mark.parametrize("path", EVERY_PAGE.values(), ids=EVERY_PAGE.keys())


def is_required(finding: Finding) -> bool:
    """Whether a finding must not be there.

    That is: a failure of a required criterion or of the city's own guideline, and any doubt about contrast. Other
    questions to a person are no defects.
    """
    if finding.rule in ("contrast", "contrast-enhanced"):
        return True
    return finding.outcome == "failed" and (not finding.criteria or not REQUIRED.isdisjoint(finding.criteria))


def describe(report: Report) -> list[str]:
    """Return the findings that must not be there, each as a few lines for people."""
    assert report.error is None, report.error
    assert report.score is not None, f"nothing was judged on {report.url}"
    return [
        f"{finding.rule} {' '.join(finding.criteria)} at {finding.selector}\n"
        f"    {finding.message['ja']}\n    {finding.message['en']}\n    {finding.html[:300]}"
        for finding in report.findings
        if is_required(finding)
    ]


def assert_clean(page, *judges: Settings) -> None:
    """Fail with every finding on a page that is open in a browser; by all rules unless judges are named."""
    reports = [Checker(settings).check_open_page(page) for settings in judges or (NEWEST, CITY)]
    findings = [text for report in reports for text in describe(report)]

    assert findings == [], "\n".join([page.url, *findings])


@each_page
def test_page_is_quiet_and_clean_in_every_theme(make_visitor, path):
    visitor = make_visitor()
    page = visitor.open(path)

    page.wait_for_load_state("networkidle")
    assert visitor.foreign == []
    assert [error for error in visitor.errors if path != NOT_FOUND or "404" not in error] == []
    assert_clean(page)
    for theme in THEMES:
        page.evaluate("(theme) => { document.documentElement.dataset.theme = theme }", theme)
        assert_clean(page, COLOURS)


@each_page
def test_page_is_clean_with_furigana(make_visitor, path):
    page = make_visitor(display="ruby=all").open(path)

    assert_clean(page, OWN_RULES)


def test_a_theme_is_nothing_but_an_attribute(city_url):
    paths = [path for path in EVERY_PAGE.values() if path not in (PAGES["settings"], NOT_FOUND)]

    plain = {path: fetch(city_url + path, "") for path in paths}

    for path, theme in zip(paths, cycle(THEMES), strict=False):
        themed = fetch(city_url + path, f"display=theme={theme}")
        assert themed.replace(f' data-theme="{theme}"', "", 1) == plain[path], (path, theme)


def fetch(url: str, cookie: str) -> str:
    """Return a page's HTML as a reader with this cookie gets it."""
    with urllib.request.urlopen(urllib.request.Request(url, headers={"Cookie": cookie})) as response:
        return response.read().decode()


@each_page
def test_page_is_clean_and_fits_fingers_on_a_phone(make_visitor, path):
    page = make_visitor(390, 844, has_touch=True, is_mobile=True).open(path)

    assert_clean(page, OWN_RULES)
    # Without furigana: readings only make targets higher.
    page.evaluate("document.querySelectorAll('details').forEach((part) => { part.open = true; })")
    assert find_small_targets(page) == []


@pytest.mark.parametrize("name", ["home", "article_picture", "course", "settings"])
@pytest.mark.parametrize(
    "options",
    [{"color_scheme": "dark"}, {"contrast": "more"}, {"forced_colors": "active"}],
    ids=["system_dark", "system_contrast", "system_colours"],
)
def test_page_follows_the_system_and_stays_clean(make_visitor, name, options):
    page = make_visitor(**options).open(PAGES[name])

    assert_clean(page)


def test_opened_parts_are_clean(make_visitor):
    page = make_visitor(390, 844).open(PAGES["article_accordion"])
    page.get_by_role("button", name="メニュー", exact=True).click()
    page.get_by_role("button", name="さがす", exact=True).first.click()
    for summary in page.locator("main summary").all():
        summary.click()

    assert_clean(page)


def test_whole_site_is_clean_without_a_browser(city_url):
    report = check_site(f"{city_url}/", Settings(profile="city-2012", level="AAA", browser=False))

    findings = {page.url: texts for page in report.pages if (texts := describe(page))}
    assert findings == {}, "\n".join(f"{url}\n" + "\n".join(texts) for url, texts in findings.items())
    assert [(finding.info.id, finding.message["ja"], finding.urls) for finding in report.site] == []
    paths = read_sitemap(city_url)
    assert {urlsplit(page.url).path for page in report.pages} >= set(paths)
    assert len(paths) >= 60  # Source: issue of the Foundation, "at least 60 pages"


def test_whole_site_is_clean_with_furigana_without_a_browser(city_url):
    # Readings stand on pages in Japanese alone, plain or easy.
    paths = [path for path in read_sitemap(city_url) if language_of_path(path).startswith("ja")]
    view = View(cookies={"display": "ruby=all"})

    with Checker(Settings(profile="city-2012", level="AAA", browser=False)) as checker:
        reports = {path: describe(checker.check_url(city_url + path, view)) for path in paths}

    findings = {path: texts for path, texts in reports.items() if texts}
    assert findings == {}, "\n".join(f"{path}\n" + "\n".join(texts) for path, texts in findings.items())
    assert len(reports) >= 60


def read_sitemap(city_url: str) -> list[str]:
    """Return the paths of all public pages. The sitemap names the host of the site's record, not of this server."""
    with urllib.request.urlopen(f"{city_url}/sitemap.xml") as response:
        tree = ElementTree.parse(response)
    addresses = [entry.text for entry in tree.iter("{http://www.sitemaps.org/schemas/sitemap/0.9}loc")]
    return ["/" + address.partition("://")[2].partition("/")[2] for address in addresses]


def test_a_pale_sentence_would_be_found(make_visitor):
    page = make_visitor().open(PAGES["article"])
    page.evaluate("document.querySelector('main p').style.color = '#999'")

    with pytest.raises(AssertionError, match=r"contrast 1\.4\.3"):
        assert_clean(page)
