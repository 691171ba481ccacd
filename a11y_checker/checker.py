"""One check: load the page, choose the rules of the profile, apply them, build the `Report`.

Read this file first. `Checker` keeps one browser for many pages; `check_html` and `check_url` are
the short ways for one page; site.py goes over many.
"""

from __future__ import annotations

import time
from collections.abc import Iterable, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from types import TracebackType
from typing import Any
from urllib.parse import urlsplit

from a11y_checker import axe, scoring
from a11y_checker.accname import accessible_name
from a11y_checker.browser import Browser, Document, OpenPage
from a11y_checker.config import Settings, View
from a11y_checker.deep_rules import all_deep_rules
from a11y_checker.dom import Element, ancestors, selector
from a11y_checker.errors import JudgeError, LeftPageError, NotHtmlError, PageError, PageLoadError, UsageError
from a11y_checker.exceptions import Exceptions
from a11y_checker.fetch import fetch
from a11y_checker.files import LinkedFiles, read_page
from a11y_checker.findings import FindingBuilder, Verdicts, make_result
from a11y_checker.grid import GridBrowser, GridDocument, GridPage
from a11y_checker.operate import Clock, DeepRule
from a11y_checker.page import FileSource, Page, from_snapshot, parse
from a11y_checker.results import Report, RuleResult
from a11y_checker.rule import PassedPairs, Rule
from a11y_checker.rules import all_rules
from a11y_checker.site_rules import SITE_RULES
from a11y_checker.standards import Criterion, all_profiles

# Our choice: long enough for a server to start again, doubled with each attempt.
RETRY_AFTER_S = 1.0


@dataclass(frozen=True, slots=True)
class Visit:
    """One page that a run came by: its report, its address after redirects, the links on it.

    canonical: the address that the page itself names as its own; "" when it names none.
    resources: the files that made up the page in the browser, noted only for the cache; None when not known.
    menu: (text, address) of the links in each navigation outside the main part, for rules on the whole site.
    """

    report: Report
    url: str
    links: tuple[str, ...] = ()
    canonical: str = ""
    resources: tuple[str, ...] | None = None
    menu: tuple[tuple[tuple[str, str], ...], ...] = ()


def available_rules(extra: Iterable[Rule] = ()) -> tuple[Rule, ...]:
    """Every rule there is: our own, those that operate the page, extra ones, and those of axe that ours do not replace."""
    own = {rule.id: rule for rule in (*all_rules(), *all_deep_rules(), *extra)}
    replaced = {*own, *(rule_id for rule in own.values() for rule_id in rule.replaces)}
    return (*own.values(), *(rule for rule in axe.axe_rules() if rule.id not in replaced))


def choose_rules(settings: Settings, extra: Iterable[Rule] = ()) -> tuple[Rule, ...]:
    """The rules in force in a profile and level. Raises UsageError for an unknown rule id."""
    profile = all_profiles()[settings.profile]
    criteria = profile.criteria(settings.level)
    rules = available_rules(extra)
    unknown = sorted({*settings.only, *settings.skip} - {rule.id for rule in (*rules, *SITE_RULES)})
    if unknown:
        raise UsageError(f'There is no rule "{unknown[0]}". "a11y-checker rules" lists them all.')
    return tuple(
        rule
        for rule in rules
        if (rule.id in settings.only or not settings.only)
        and rule.id not in settings.skip
        and (settings.axe or rule.engine != "axe")
        and ((settings.deep and settings.browser) or not isinstance(rule, DeepRule))
        and (any(number in criteria for number in rule.criteria) or (profile.house_rules and rule.house))
    )


class Checker:
    """Judges pages; keeps one browser for all of them. Use as a context manager.

        with Checker(Settings(level="AAA")) as checker:
            report = checker.check_url("http://127.0.0.1:8000/", View(cookies={"theme": "dark"}))

    settings: what is judged, and how; the defaults without it.
    extra: further rules, such as a site's own.
    """

    def __init__(self, settings: Settings | None = None, extra: Iterable[Rule] = ()) -> None:
        self.settings = settings or Settings()
        self.rules = choose_rules(self.settings, extra)
        self._infos = {rule.id: rule.info() for rule in self.rules}
        self._without_target = {rule_id: RuleResult(info) for rule_id, info in self._infos.items()}
        self._decided = {rule.id: frozenset(rule.decides) for rule in self.rules}
        self.exceptions = Exceptions(self.settings.exceptions, datetime.now(UTC).astimezone().date())
        self._browser: Browser | GridBrowser | None = None
        self._files = LinkedFiles(self.settings.view, self.settings.timeout_s) if self.settings.files else None

    def __enter__(self) -> Checker:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._browser is not None:
            self._browser.__exit__(kind, error, trace)
            self._browser = None

    def check_url(self, url: str, view: View | None = None) -> Report:
        """The report on one page. A page that cannot be judged has a report with `error`."""
        return self.visit(url, view).report

    def visit(self, url: str, view: View | None = None, *, judge: bool = True) -> Visit:
        """The report on one page, and the links on it. Raises NotHtmlError for other files.

        judge: False to learn only where its links lead; its report then has no outcome.
        """
        for attempt in range(self.settings.retries + 1):
            try:
                return self._visit(url, view or self.settings.view, judge)
            except NotHtmlError:
                raise
            except PageError as error:
                again = isinstance(error, PageLoadError) and error.is_temporary and attempt < self.settings.retries
                if not again:
                    return Visit(self.error_report(url, str(error)), url)
                time.sleep(RETRY_AFTER_S * 2**attempt)
        raise AssertionError("The last attempt returns.")

    def error_report(self, url: str, message: str) -> Report:
        """The report on a page that could not be judged: no score, no outcome."""
        settings = self.settings
        return Report(url, "", settings.profile, settings.level, None, message, mode=self._mode())

    def check_html(
        self, html: str | bytes, url: str = "", *, browser: bool = False, files: FileSource | None = None
    ) -> Report:
        """The report on a text of HTML; without a browser unless asked for.

        files: where to look at the files that it links to; without it none on the net is opened.
        """
        if browser:
            text = html if isinstance(html, str) else parse(html).source
            with self.started().open_html(text, self.settings.view) as opened:
                return self._judge_open(opened, url, text, {})[0]
        begin = time.perf_counter()
        page = parse(html, url)
        page.files = files or (self._files if url.startswith("file:") else None)
        return self._report([page], self._apply(page, begin), {"load": _ms(begin)}, "static")

    def check_open_page(self, page: Any) -> Report:
        """The report on a Playwright page (sync API) as it stands, say in the midst of a test."""
        opened = OpenPage(page)
        return self._judge_open(opened, opened.url, "", {})[0]

    def started(self) -> Browser | GridBrowser:
        """The browser, started when first asked for. Raises MissingExtraError when there is none."""
        if self._browser is None:
            grid, seconds = self.settings.grid, self.settings.timeout_s
            budgets = 3 if self.settings.deep else 2
            browser = GridBrowser(grid, seconds) if grid else Browser(seconds, budgets=budgets)
            browser.__enter__()
            self._browser = browser
        return self._browser

    def engines(self) -> dict[str, str]:
        """The versions of what judged."""
        if not self.settings.browser or self._browser is None:
            return {}
        return {"chromium": self._browser.version, **({"axe-core": axe.version()} if self.settings.axe else {})}

    def _mode(self) -> str:
        return "browser" if self.settings.browser else "static"

    def _visit(self, url: str, view: View, judge: bool) -> Visit:
        begin = time.perf_counter()
        if not self.settings.browser:
            page = _load_static(url, view, self.settings.timeout_s)
            page.files = self._files
            timing = {"load": _ms(begin)}
            report = self._report([page], self._apply(page, begin), timing, "static") if judge else self._unjudged(page)
            return Visit(replace(report, url=page.url), page.url, _links(page), _canonical(page), (), _menu(page))
        browser = self.started()
        try:
            return self._visit_opened(browser.open(url, view), judge, begin)
        except LeftPageError:
            if not isinstance(browser, Browser):
                raise
            return self._visit_opened(browser.open(url, view, is_held=True), judge, begin)

    def _visit_opened(self, opening: AbstractContextManager[OpenPage | GridPage], judge: bool, begin: float) -> Visit:
        resources: tuple[str, ...] | None = ()
        with opening as opened:
            if judge:
                report, page = self._judge_open(opened, opened.url, None, {"load": _ms(begin)})
                resources = opened.resources() if self.settings.cache else None
            else:
                page = from_snapshot(opened.documents()[0].data)
                page.url = opened.url
                report = self._unjudged(page)
        return Visit(report, page.url, _links(page), _canonical(page), resources, _menu(page))

    def _unjudged(self, page: Page) -> Report:
        settings = self.settings
        return Report(page.url, page.title, settings.profile, settings.level, None, mode=self._mode())

    def _apply(self, page: Page, begin: float) -> dict[str, Verdicts]:
        """What our own rules say about one document. Raises JudgeError when the page's time is over."""
        page.readings = self.settings.readings
        return _apply(self.rules, page, begin + self.settings.timeout_s)

    def _judge_open(
        self, opened: OpenPage | GridPage, url: str, source: str | None, timing: Mapping[str, int]
    ) -> tuple[Report, Page]:
        begin = time.perf_counter()
        documents: Sequence[Document | GridDocument] = opened.documents()
        pages: list[Page] = []
        for document in documents:
            pages.append(from_snapshot(document.data, frame=_frame_selector(document.owner, document.parent, pages)))
        pages[0].url = url or pages[0].url
        # Only a visit opens what the page links to, not a look at a page in the midst of a test.
        pages[0].files = self._files if source is None else None
        timing = {**timing, "snapshot": _ms(begin)}
        begin = time.perf_counter()
        verdicts: dict[str, Verdicts] = {}
        for page in pages:
            _merge(verdicts, self._apply(page, begin))
        timing = {**timing, "rules": _ms(begin)}
        begin = time.perf_counter()
        asked = [rule for rule in self.rules if rule.engine == "axe"]
        for document, page in zip(documents, pages, strict=True):
            _merge(verdicts, axe.run(document, page, [rule for rule in asked if rule.in_frames or not page.frame]))
        timing = {**timing, **({"axe": _ms(begin)} if asked else {})}
        if self.settings.deep and isinstance(opened, OpenPage):
            begin = time.perf_counter()
            verdicts |= self._operate(opened, pages[0], verdicts)
            timing = {**timing, "deep": _ms(begin)}
        if _has_findings(verdicts):
            pages[0].source = opened.source() if source is None else source
        return self._report(pages, verdicts, timing, "browser"), pages[0]

    def _operate(self, opened: OpenPage, page: Page, known: Mapping[str, Verdicts]) -> dict[str, Verdicts]:
        """What the rules say that operate the page; nothing of those that it would not let finish.

        known: what the other rules say. A fault that one of them tells, written from the same ACT rules, is not told twice.
        """
        operated, clock = opened.operated(), Clock(self.settings.timeout_s)
        found: dict[str, Verdicts] = {}
        for rule in self.rules:
            if not isinstance(rule, DeepRule) or rule.operate is None or clock.is_over:
                continue
            try:
                told = self._told(rule, known)
                found[rule.id] = [(e, v) for e, v in rule.operate(operated, page, clock) if not v.key or e not in told]
                operated.restore()
            except JudgeError:  # the page went elsewhere; what was found before it holds
                break
        return found

    def _told(self, rule: Rule, known: Mapping[str, Verdicts]) -> set[Element]:
        """The elements that other rules for one of a rule's ACT rules have something to say about."""
        alike = [other.id for other in self.rules if set(other.act) & set(rule.act)]
        return {element for rule_id in alike for element, verdict in known.get(rule_id, ()) if verdict.key}

    def _report(
        self, pages: Sequence[Page], verdicts: Mapping[str, Verdicts], timing: Mapping[str, int], mode: str
    ) -> Report:
        settings = self.settings
        profile = all_profiles()[settings.profile]
        criteria = profile.criteria(settings.level)
        ran = [rule for rule in self.rules if not (rule.needs_source if mode == "browser" else rule.needs_browser)]
        ran = [rule for rule in ran if rule.id in verdicts or not isinstance(rule, DeepRule)]
        builder = FindingBuilder(pages, profile, criteria, self.exceptions)
        results = [
            make_result(rule, self._infos[rule.id], found, builder)
            if (found := verdicts.get(rule.id))
            else self._without_target[rule.id]
            for rule in ran
        ]
        absent = frozenset(number for number, c in criteria.items() if _is_absent(c, pages))
        outcomes = scoring.criterion_outcomes(results, criteria, self._decided, absent)
        levels = {number: criterion.level for number, criterion in criteria.items()}
        return Report(
            url=pages[0].url,
            title=pages[0].title,
            profile=settings.profile,
            level=settings.level,
            score=scoring.page_score(results, outcomes, levels),
            results=tuple(results),
            criteria=outcomes,
            timing_ms=timing,
            mode=mode,
        )


def check_html(
    html: str | bytes, url: str = "", *, settings: Settings | None = None, extra: Iterable[Rule] = ()
) -> Report:
    """The report on a text of HTML, by the rules that need no browser.

    url: address of the page, so that links in it can be followed.
    """
    return Checker(replace(settings or Settings(), browser=False), extra).check_html(html, url)


def check_url(url: str, *, settings: Settings | None = None, extra: Iterable[Rule] = ()) -> Report:
    """The report on one page. For many pages use `Checker`, which starts the browser once."""
    with Checker(settings, extra) as checker:
        return checker.check_url(url)


def _load_static(url: str, view: View, timeout_s: float) -> Page:
    if urlsplit(url).scheme == "file":
        return parse(read_page(url), url)
    answer = fetch(url, view, timeout_s)
    answer.refuse_unless_html()
    return parse(answer.body, answer.url, answer.charset)


def _apply(rules: Iterable[Rule], page: Page, until: float) -> dict[str, Verdicts]:
    """What our own rules say about one document. until: by time.perf_counter()."""
    verdicts: dict[str, Verdicts] = {}
    for rule in rules:
        if time.perf_counter() > until:
            raise JudgeError(f"{page.url} could not be judged in time: the page is too large. Raise --timeout.")
        if rule.engine in ("axe", "deep") or (page.frame and not rule.in_frames):
            continue
        if rule.needs_source if page.has_browser else rule.needs_browser:
            continue
        try:
            verdicts[rule.id] = rule.judge(page)
        except Exception as error:
            raise JudgeError(f"Rule {rule.id} broke on {page.url}: {error!r}. Please report this page.") from error
    return verdicts


def _merge(into: dict[str, Verdicts], more: Mapping[str, Verdicts]) -> None:
    for rule_id, verdicts in more.items():
        into[rule_id] = [*into[rule_id], *verdicts] if into.get(rule_id) else verdicts


def _has_findings(verdicts: Mapping[str, Verdicts]) -> bool:
    doubtful = (judged for judged in verdicts.values() if not isinstance(judged, PassedPairs))
    return any(verdict.key for judged in doubtful for _, verdict in judged)


def _frame_selector(owner: int, parent: int, pages: Sequence[Page]) -> str:
    if parent < 0 or owner < 0:
        return ""
    outer = pages[parent]
    here = selector(outer.elements[owner], outer)
    return f"{outer.frame} >>> {here}" if outer.frame else here


def _links(page: Page) -> tuple[str, ...]:
    """The addresses that the page leads to, without those that it asks programs not to follow (rel=nofollow)."""
    links = (link for link in page.select("a[href], area[href]") if "nofollow" not in (link.get("rel") or "").split())
    found = (page.absolute(link.get("href") or "") for link in links)
    return tuple(dict.fromkeys(address for address in found if address.startswith(("http://", "https://"))))


def _menu(page: Page) -> tuple[tuple[tuple[str, str], ...], ...]:
    """The site's navigations: those outside the main part that are no breadcrumbs."""
    found = []
    for nav in page.exposed("nav, [role=navigation]"):
        label = f"{accessible_name(nav, page)} {nav.get('class') or ''}".lower()
        inside = any(place.tag in ("main", "article", "nav") for place in ancestors(nav))
        if inside or "パンくず" in label or "現在地" in label or "breadcrumb" in label:
            continue
        links = [link for link in page.select("a[href]:not([href^='#'])", inside=nav) if not page.is_hidden(link)]
        named = (
            (accessible_name(link, page), page.absolute(link.get("href") or "").partition("#")[0]) for link in links
        )
        found.append(tuple((name, address.partition("?")[0]) for name, address in named if name and address))
    return tuple(found)


def _canonical(page: Page) -> str:
    link = next(iter(page.select("link[rel~=canonical][href]")), None)
    return "" if link is None else page.absolute(link.get("href") or "")


def _is_absent(criterion: Criterion, pages: Sequence[Page]) -> bool:
    return bool(criterion.only_with) and not any(page.select(criterion.only_with) for page in pages)


def _ms(begin: float) -> int:
    return round((time.perf_counter() - begin) * 1000)
