"""Puts the reports of several runs together: the shards of one run, or runs over different parts of a site."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from a11y_checker.checker import available_rules
from a11y_checker.config import Settings
from a11y_checker.errors import UsageError
from a11y_checker.results import Outcome, SiteFinding, SiteReport
from a11y_checker.site import make_site_report
from a11y_checker.site_rules import SITE_RULES
from a11y_checker.store import PageStore, StoredPages

# The summary of a report of one page a line, which has none.
_NO_SUMMARY: Mapping[str, Any] = {"engines": {}, "seconds": 0.0, "summary": {}, "site": []}


def merge(paths: Sequence[Path], settings: Settings) -> SiteReport:
    """One report of JSON and JSON-lines reports, as if one run had made it.

    A page that stands in several is taken from the first. A known failure is gone when it is gone in all of them.
    Raises UsageError for a file that is no report, and for reports of different profiles or levels.
    """
    infos = {rule.id: rule.info() for rule in available_rules()}
    store = PageStore(infos)
    order: dict[str, int] = {}
    heads: list[Mapping[str, Any]] = []
    kinds: set[tuple[str, str]] = set()
    for path in paths:
        head, pages = read(path)
        heads.append(head)
        for page in pages:
            kinds.add((page["profile"], page["level"]))
            if page["url"] not in order:
                order[page["url"]] = store.append({"page": page})
    if len(kinds) > 1:
        found = ", ".join(" ".join(kind) for kind in sorted(kinds))
        raise UsageError(f"The reports were judged differently ({found}). Merge those of one profile and level.")
    profile, level = kinds.pop() if kinds else (settings.profile, settings.level)
    chosen = replace(settings, profile=profile, level=level)
    report = make_site_report(StoredPages(store, [number for _, number in sorted(order.items())]), chosen)
    return replace(report, **_joined(heads))


def read(path: Path) -> tuple[Mapping[str, Any], Iterator[Mapping[str, Any]]]:
    """(what stands above the pages, the pages) of a JSON or JSON-lines report. Raises UsageError for another file."""
    try:
        with path.open(encoding="utf-8") as file:
            first = file.readline()
            if first.strip() not in ("", "{"):
                return _NO_SUMMARY, _lines(path)
            document = json.loads(first + file.read())
        return {key: document[key] for key in _NO_SUMMARY}, iter(document["pages"])
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise UsageError(f"{path} is not a report in the format json or jsonl ({error}).") from error


def _lines(path: Path) -> Iterator[Mapping[str, Any]]:
    with path.open(encoding="utf-8") as file:
        for number, line in enumerate(file, 1):
            try:
                page = json.loads(line)
                page["url"], page["profile"], page["level"], page["outcomes"]
            except (ValueError, KeyError, TypeError) as error:
                raise UsageError(f"{path}, line {number} is not a page of a report ({error}).") from error
            yield page


def _joined(heads: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """What stands above the pages of the joined report. Shards visit the same addresses, so `skipped` is the same."""
    summaries = [head["summary"] for head in heads]
    skipped: dict[str, int] = {}
    for summary in summaries:
        for why, count in summary.get("skipped", {}).items():
            skipped[why] = max(count, skipped.get(why, 0))
    gone = dict(summaries[0].get("gone", {}))
    for summary in summaries[1:]:
        gone = {key: line for key, line in gone.items() if key in summary.get("gone", {})}
    return {
        "engines": {name: version for head in heads for name, version in head["engines"].items()},
        "seconds": max(head["seconds"] for head in heads),
        "skipped": skipped,
        "gone": gone,
        "sample": next((summary["sample"] for summary in summaries if summary.get("sample")), {}),
        "expired": tuple(dict.fromkeys(line for summary in summaries for line in summary.get("expired", ()))),
        "site": tuple(_site(heads)),
    }


def _site(heads: Sequence[Mapping[str, Any]]) -> Iterator[SiteFinding]:
    """The findings on the site as a whole, each once: every shard of a crawl has all of them."""
    infos = {rule.id: rule for rule in SITE_RULES}
    found = {row["fingerprint"]: row for head in heads for row in head["site"]}
    for row in found.values():
        yield SiteFinding(
            infos[row["rule"]], Outcome(row["outcome"]), row["about"], row["message"], row["fix"],
            tuple(row["urls"]), row["count"], row["known"],
        )  # fmt: skip
