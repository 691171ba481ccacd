"""Settings of a run, read from `[tool.a11y_checker]` in pyproject.toml."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from datetime import date
from pathlib import Path
from typing import Any

from a11y_checker.errors import ConfigError, UsageError
from a11y_checker.results import IMPACTS
from a11y_checker.standards import DEFAULT_LEVEL, DEFAULT_PROFILE, LEVELS, all_profiles


@dataclass(frozen=True, slots=True)
class View:
    """How a page is looked at: the window, the reader's preferences, the session.

    color_scheme: "light" or "dark". forced_colors: "active" or "none".
    reduced_motion: "reduce" or "no-preference". contrast: "more" or "no-preference".
    cookies: name → value, sent to the host of the checked page.
    credentials: (user, password) for HTTP basic authentication.
    """

    # Our choice: a common laptop window; height as in WCAG 2.2, SC 1.4.10 (1280 × 1024).
    width: int = 1280
    height: int = 1024
    color_scheme: str = "light"
    forced_colors: str = "none"
    reduced_motion: str = "no-preference"
    contrast: str = "no-preference"
    javascript: bool = True
    cookies: Mapping[str, str] = field(default_factory=dict)
    headers: Mapping[str, str] = field(default_factory=dict)
    credentials: tuple[str, str] | None = None
    locale: str = "ja-JP"


@dataclass(frozen=True, slots=True)
class Exemption:
    """One exception: findings that are let be for a time, with a reason that somebody answers for.

    rule: id of the rule, "*" for every rule.
    selector: CSS selector; findings on what it matches, and inside it. "" for the whole page.
    url: pattern (fnmatch) on the page's full URL.
    until: the last day on which it holds.
    """

    reason: str
    who: str
    until: date
    rule: str = "*"
    selector: str = ""
    url: str = "*"

    def __post_init__(self) -> None:
        if not self.reason.strip() or not self.who.strip():
            raise UsageError("an exception needs a reason and who answers for it.")
        if not isinstance(self.until, date):
            raise UsageError(f'until is a date such as 2027-03-31 without quotation marks, not "{self.until}".')
        if (self.rule, self.selector, self.url) == ("*", "", "*"):
            raise UsageError("an exception names a rule, a selector or a url: it cannot cover everything.")


@dataclass(frozen=True, slots=True)
class Settings:
    """What is judged, and how.

    files: whether the PDF and Office files that pages link to are opened and judged.
    deep: whether rules also operate the page (keyboard, pointer, width of the window); takes seconds a page.
    only, skip: ids of rules to run alone or to leave out.
    engines: "axe" may be left out to run our own rules alone.
    fail_on: lowest impact that makes a run fail; "never" for none. min_score: the same for scores.
    timeout_s: time budget of one page.
    max_pages, delay_s, include, exclude: bounds of a crawl; the last two are patterns (fnmatch)
      on the full URL.
    retries: how often a page that failed for a passing reason is asked for again.
    exceptions: findings that are let be.
    representative: addresses that every sample holds.
    readings: local names that are hard to read, with their reading in kana (J34), beside those that are shipped.
    cache: folder of former results; a page that did not change is not judged again. "" for none.
    resume: folder where a run keeps its state, so that it goes on after a stop. "" for none.
    shard: (I, N): judge the I-th of N parts of the pages.
    grid: address of a Selenium grid that judges instead of the own browser. "" for none.
    """

    profile: str = DEFAULT_PROFILE
    level: str = DEFAULT_LEVEL
    browser: bool = True
    axe: bool = True
    files: bool = True
    deep: bool = False
    only: tuple[str, ...] = ()
    skip: tuple[str, ...] = ()
    view: View = View()
    timeout_s: float = 30.0
    jobs: int = 1
    fail_on: str = "minor"
    min_score: int | None = None
    max_pages: int = 10_000
    delay_s: float | None = None
    include: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    language: str = "ja"
    retries: int = 1
    exceptions: tuple[Exemption, ...] = ()
    representative: tuple[str, ...] = ()
    readings: Mapping[str, str] = field(default_factory=dict)
    cache: str = ""
    resume: str = ""
    shard: tuple[int, int] = (1, 1)
    grid: str = ""

    def __post_init__(self) -> None:
        _one_of("profile", self.profile, tuple(all_profiles()))
        _one_of("level", self.level, LEVELS)
        _one_of("fail_on", self.fail_on, (*IMPACTS, "never"))
        _one_of("language", self.language, ("ja", "en"))
        if self.jobs < 1:
            raise UsageError(f"jobs must be 1 or more, not {self.jobs}.")
        part, parts = self.shard
        if not 1 <= part <= parts:
            raise UsageError(f"A shard is I/N with I from 1 to N, not {part}/{parts}.")
        if self.retries < 0:
            raise UsageError(f"retries must be 0 or more, not {self.retries}.")
        if self.min_score is not None and not 0 <= self.min_score <= 100:
            raise UsageError(f"min_score must be between 0 and 100, not {self.min_score}.")


def _one_of(name: str, value: str, allowed: tuple[str, ...]) -> None:
    if value not in allowed:
        raise UsageError(f'{name} cannot be "{value}". Choose one of: {", ".join(allowed)}.')


def find_config(start: Path) -> Path | None:
    """The nearest pyproject.toml with [tool.a11y_checker], looking upwards."""
    for folder in (start, *start.parents):
        path = folder / "pyproject.toml"
        if path.is_file() and "[tool.a11y_checker" in path.read_text(encoding="utf-8"):
            return path
    return None


def read_settings(path: Path) -> Settings:
    """The settings of a configuration file. Raises ConfigError with the line to mend."""
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, tomllib.TOMLDecodeError) as error:
        raise ConfigError(f"{path} cannot be read: {error}.") from error
    table = data.get("tool", {}).get("a11y_checker", {})
    values = {key.replace("-", "_"): value for key, value in table.items()}
    view, rows = values.pop("view", {}), values.pop("exceptions", [])
    try:
        exceptions = tuple(Exemption(**_typed(Exemption, row, path, "reason", "who", "until")) for row in rows)
        return replace(
            Settings(), **_typed(Settings, values, path), view=View(**_typed(View, view, path)), exceptions=exceptions
        )
    except UsageError as error:
        raise ConfigError(f"{path}, [tool.a11y_checker]: {error}") from error


def _typed(kind: type, values: Mapping[str, Any], path: Path, *required: str) -> dict[str, Any]:
    known = {item.name for item in fields(kind)} - {"view", "shard"}
    unknown = sorted(set(values) - known)
    missing = [name for name in required if name not in values]
    if missing:
        raise ConfigError(f'{path}, [tool.a11y_checker]: {kind.__name__.lower()} without "{missing[0]}".')
    if unknown:
        allowed = ", ".join(sorted(known))
        raise ConfigError(f'{path}, [tool.a11y_checker]: unknown key "{unknown[0]}". Known keys: {allowed}.')
    return {key: tuple(value) if isinstance(value, list) else value for key, value in values.items()}
