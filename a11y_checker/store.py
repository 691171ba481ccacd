"""Reports on the disk: a run of a million pages keeps in memory only where each page's line stands.

The file is JSON lines. A line is a record: `page` (the page in the form of the JSON report) and whatever else the
writer needs, so that one file serves as the spool of a run, as the journal it resumes from, and as the input of `merge`.
"""

from __future__ import annotations

import json
import tempfile
import weakref
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cached_property
from pathlib import Path
from typing import IO, Any, overload

from a11y_checker.results import IMPACTS, Finding, Outcome, Place, Report, RuleInfo, RuleResult

Infos = Mapping[str, RuleInfo]


class PageStore:
    """Records appended to a file and read back one by one. The file is closed, and a spool deleted, with the object.

    path: where the records stay; None for a spool in the folder for temporary files.
    """

    def __init__(self, infos: Infos, path: Path | None = None) -> None:
        self._infos = infos
        self._file: IO[bytes] = tempfile.TemporaryFile() if path is None else path.open("a+b")  # noqa: SIM115
        self.close = weakref.finalize(self, self._file.close)
        self.offsets: list[int] = []
        self._scan()

    def append(self, record: Mapping[str, Any]) -> int:
        """Write a record; gives its number. It is on the disk when this returns."""
        self._file.seek(0, 2)
        self.offsets.append(self._file.tell())
        self._file.write(json.dumps(record, ensure_ascii=False).encode("utf-8", "surrogatepass") + b"\n")
        self._file.flush()
        return len(self.offsets) - 1

    def record(self, number: int) -> dict[str, Any]:
        """The record with this number."""
        self._file.seek(self.offsets[number])
        found: dict[str, Any] = json.loads(self._file.readline().decode("utf-8", "surrogatepass"))
        return found

    def report(self, number: int) -> Report:
        """The page of the record with this number."""
        return self.read(self.record(number))

    def read(self, record: Mapping[str, Any]) -> Report:
        """The page of a record that is at hand."""
        return read_report(record["page"], self._infos)

    def clear(self) -> None:
        """Forget every record."""
        self._file.truncate(0)
        self.offsets.clear()

    def _scan(self) -> None:
        """Find the records of an earlier run; drop a last line that was cut off by a kill."""
        self._file.seek(0)
        offset = 0
        for line in self._file:
            if not line.endswith(b"\n"):
                self._file.truncate(offset)
                break
            self.offsets.append(offset)
            offset += len(line)


class StoredPages(Sequence[Report]):
    """Pages of a store in an order of their own; each is read when asked for."""

    def __init__(self, store: PageStore, numbers: Sequence[int]) -> None:
        self._store = store
        self._numbers = numbers

    def __len__(self) -> int:
        return len(self._numbers)

    def __iter__(self) -> Iterator[Report]:
        return (self[index] for index in range(len(self._numbers)))

    @overload
    def __getitem__(self, index: int) -> Report: ...
    @overload
    def __getitem__(self, index: slice) -> StoredPages: ...
    def __getitem__(self, index: int | slice) -> Report | StoredPages:
        if isinstance(index, slice):
            return StoredPages(self._store, self._numbers[index])
        return self._store.report(self._numbers[index])


def changed(pages: Sequence[Report], change: Callable[[Report], Report]) -> Sequence[Report]:
    """The same pages, each changed when it is asked for."""
    return _Changed(pages, change)


class _Changed(Sequence[Report]):
    def __init__(self, pages: Sequence[Report], change: Callable[[Report], Report]) -> None:
        self._pages = pages
        self._change = change

    def __len__(self) -> int:
        return len(self._pages)

    def __iter__(self) -> Iterator[Report]:
        return map(self._change, self._pages)

    @overload
    def __getitem__(self, index: int) -> Report: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[Report]: ...
    def __getitem__(self, index: int | slice) -> Report | Sequence[Report]:
        if isinstance(index, slice):
            return _Changed(self._pages[index], self._change)
        return self._change(self._pages[index])


_OUTCOMES = {str(outcome): outcome for outcome in Outcome}
_NO_TARGET = (0, 0, 0)


def read_report(page: Mapping[str, Any], infos: Infos) -> Report:
    """The report that a page of a JSON report was made of. Raises KeyError or ValueError for another kind of data."""
    page["findings"], page["outcomes"]
    return Report(
        url=page["url"],
        title=page["title"],
        profile=page["profile"],
        level=page["level"],
        score=page["score"],
        error=page["error"],
        results=_Results(page, infos),
        criteria={number: _OUTCOMES[outcome] for number, outcome in page["criteria"].items()},
        timing_ms=page["timing_ms"],
        mode=page["mode"],
    )


class _Results(Sequence[RuleResult]):
    """What each rule found on a page, read when first asked for: many who walk over the pages want their scores only."""

    def __init__(self, page: Mapping[str, Any], infos: Infos) -> None:
        self._page = page
        self._infos = infos

    def __len__(self) -> int:
        return len(self._page["outcomes"])

    def __iter__(self) -> Iterator[RuleResult]:
        return iter(self._all)

    @overload
    def __getitem__(self, index: int) -> RuleResult: ...
    @overload
    def __getitem__(self, index: slice) -> tuple[RuleResult, ...]: ...
    def __getitem__(self, index: int | slice) -> RuleResult | tuple[RuleResult, ...]:
        return self._all[index]

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Sequence) and self._all == tuple(other)

    def __hash__(self) -> int:
        return hash(tuple(self._page["outcomes"]))

    def rows(self) -> dict[str, Any]:
        """The same as it stands in the file; a report without counts (of an older version) gets none."""
        page = self._page
        return {"outcomes": page["outcomes"], "counts": page.get("counts", {}), "findings": page["findings"]}

    @cached_property
    def _all(self) -> tuple[RuleResult, ...]:
        findings: dict[str, list[Finding]] = {}
        for row in self._page["findings"]:
            findings.setdefault(row["rule"], []).append(_read_finding(row))
        counts = self._page.get("counts", {})
        return tuple(
            _read_result(rule, tuple(findings.get(rule, ())), counts.get(rule, _NO_TARGET), self._infos)
            for rule in self._page["outcomes"]
        )


def _read_result(rule: str, findings: tuple[Finding, ...], counts: Sequence[int], infos: Infos) -> RuleResult:
    passed, failed, cant_tell = counts
    return RuleResult(_info(rule, findings, infos), passed, failed, cant_tell, findings)


def _read_finding(row: Mapping[str, Any]) -> Finding:
    place = row["source"]
    values: dict[str, Any] = {key: tuple(value) if isinstance(value, list) else value for key, value in row.items()}
    values["source"] = Place(place["line"], place["column"]) if place else None
    values["outcome"] = _OUTCOMES[row["outcome"]]
    return Finding(**values)


def _info(rule: str, findings: Sequence[Finding], infos: Infos) -> RuleInfo:
    """The description of a rule; of one that is not installed here, what its findings tell."""
    if rule in infos:
        return infos[rule]
    first = findings[0] if findings else None
    return RuleInfo(
        rule,
        {"ja": rule, "en": rule},
        first.impact if first else IMPACTS[0],
        first.criteria if first else (),
        first.items if first else (),
    )
