"""Rules about a site as a whole, applied after a crawl to what was noted of each page.

Nothing is fetched again. The records are walked over, not held, so that memory does not grow with the pages' size.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from itertools import pairwise
from typing import Any

from a11y_checker.crawl import normalise
from a11y_checker.results import Outcome, RuleInfo, SiteFinding
from a11y_checker.standards import Criterion

# What a crawl noted of a page: url, title, failure (why it could not be opened, or None), links, menu.
Record = Mapping[str, Any]
Records = Callable[[], Iterable[Record]]
# Our choice: enough addresses to begin with; the count tells how many there are.
SHOWN = 10


TITLE = RuleInfo(
    id="site-duplicate-title",
    name={"ja": "ページタイトルがページごとに違う", "en": "Each page has a title of its own"},
    impact="moderate",
    items=("G02",),
    engine="site",
    why={
        "ja": "検索の結果や履歴、開いているページの一覧で、どれがどのページか分かりません。",
        "en": "In search results, the history and the list of open pages nobody can tell one page from another.",
    },
)
DEAD_LINK = RuleInfo(
    id="site-dead-link",
    name={"ja": "サイトの中のリンクが開ける", "en": "Links inside the site open"},
    impact="serious",
    items=("G46",),
    engine="site",
    why={
        "ja": "たどり着けません。画面を読み上げて使う人は、もとの場所へもどるのにも時間がかかります。",
        "en": "Nobody gets there; with a screen reader even the way back takes time.",
    },
)
MENU_ORDER = RuleInfo(
    id="site-menu-order",
    name={"ja": "メニューの順がどのページでも同じ", "en": "Menus keep their order on every page"},
    impact="moderate",
    criteria=("3.2.3",),
    items=("G48",),
    engine="site",
    why={
        "ja": "場所を覚えて使う人が、ページごとにさがし直すことになります。",
        "en": "People who find things by their place have to look for them anew on each page.",
    },
)
SAME_TEXT = RuleInfo(
    id="site-same-text",
    name={"ja": "メニューの同じ言葉は同じ所へ行く", "en": "The same words in a menu lead to the same place"},
    impact="moderate",
    criteria=("3.2.4",),
    items=("G38", "G48"),
    engine="site",
    automation="semi",
    why={
        "ja": "同じ言葉を選んだのに、前と違うページが出ます。",
        "en": "Choosing the same words brings another page than before.",
    },
)
SITE_RULES = (TITLE, DEAD_LINK, MENU_ORDER, SAME_TEXT)


def choose_site_rules(
    criteria: Mapping[str, Criterion], *, house: bool, only: Iterable[str], skip: Iterable[str]
) -> frozenset[str]:
    """The ids of the site's rules in force. criteria: those judged; house: whether a city's own items are."""
    wanted, unwanted = set(only), set(skip)
    return frozenset(
        rule.id
        for rule in SITE_RULES
        if (not wanted or rule.id in wanted)
        and rule.id not in unwanted
        and (any(number in criteria for number in rule.criteria) or (house and not rule.criteria))
    )


def judge_site(records: Records, chosen: Collection[str]) -> tuple[SiteFinding, ...]:
    """What is wrong with a site as a whole.

    records: gives the noted pages from the start each time it is called.
    chosen: ids of the rules in force.
    """
    if not chosen:
        return ()
    found = (*_duplicate_titles(records), *_dead_links(records), *_menus(records))
    return tuple(finding for finding in found if finding.info.id in chosen)


def _opened(records: Records) -> Iterator[Record]:
    return (record for record in records() if not record["failure"])


def _duplicate_titles(records: Records) -> Iterator[SiteFinding]:
    """Pages with the same title. Source: guideline item G02; WCAG 2.2, SC 2.4.2, technique G88."""
    pages: dict[str, list[str]] = defaultdict(list)
    for record in _opened(records):
        title = " ".join(record["title"].split())
        if title:
            pages[title].append(record["url"])
    for title, urls in pages.items():
        if len(urls) > 1:
            yield SiteFinding(
                info=TITLE, outcome=Outcome.FAILED, about=title,
                message={
                    "ja": f"ページタイトル「{title}」が、{len(urls)}ページで同じです。",
                    "en": f"{len(urls)} pages have the same title, “{title}”.",
                },
                fix={
                    "ja": "違いが分かる言葉を、タイトルの初めに入れてください。",
                    "en": "Begin each title with what sets the page apart.",
                },
                urls=tuple(urls[:SHOWN]), count=len(urls),
            )  # fmt: skip


def _dead_links(records: Records) -> Iterator[SiteFinding]:
    """Links to pages of the site that do not answer. Source: guideline item G46."""
    dead = {_normal(record["url"]): record["failure"] for record in records() if record["failure"]}
    linking: dict[str, list[str]] = defaultdict(list)
    for record in _opened(records):
        for target in {_normal(link) for link in record.get("links", ())} & dead.keys():
            linking[target].append(record["url"])
    for target, urls in sorted(linking.items()):
        yield SiteFinding(
            info=DEAD_LINK, outcome=Outcome.FAILED, about=target,
            message={
                "ja": f"{target} が開けません。{len(urls)}ページからリンクされています（{dead[target]}）。",
                "en": f"{target} does not open; {len(urls)} pages link to it ({dead[target]}).",
            },
            fix={"ja": "リンクを直すか、消してください。", "en": "Mend or remove the links."},
            urls=tuple(urls[:SHOWN]), count=len(urls),
        )  # fmt: skip


def _normal(url: str) -> str:
    try:
        return normalise(url)
    except ValueError:
        return url


def _menus(records: Records) -> Iterator[SiteFinding]:
    """Menus that change their order, and one text for two targets. Source: WCAG 2.2, SC 3.2.3 and 3.2.4."""
    order: dict[tuple[str, str], str] = {}
    turned: dict[tuple[str, str], list[str]] = defaultdict(list)
    targets: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for record in _opened(records):
        for menu in record.get("menu", ()):
            for name, target in menu:
                found = targets[name][_normal(target)]
                if len(found) < SHOWN:
                    found.append(record["url"])
            for pair in pairwise(_once(name for name, _ in menu)):
                order.setdefault(pair, record["url"])
                if pair[::-1] in order:
                    turned[min(pair, pair[::-1])].append(record["url"])
    yield from (_turned(pair, urls) for pair, urls in turned.items())
    yield from (_two_targets(name, found) for name, found in targets.items() if len(found) > 1)


def _once(names: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(names))


def _turned(pair: tuple[str, str], urls: list[str]) -> SiteFinding:
    first, second = pair
    return SiteFinding(
        info=MENU_ORDER, outcome=Outcome.FAILED, about=f"{first} {second}",
        message={
            "ja": f"メニューの「{first}」と「{second}」の順が、ページによって違います。",
            "en": f"The order of “{first}” and “{second}” in the menu differs from page to page.",
        },
        fix={"ja": "どのページでも同じ順に並べてください。", "en": "Keep the same order on every page."},
        urls=tuple(dict.fromkeys(urls))[:SHOWN], count=len(set(urls)),
    )  # fmt: skip


def _two_targets(name: str, found: Mapping[str, list[str]]) -> SiteFinding:
    """Asked, not failed: the target may rightly hang on the page, as with 「次へ」 or a link to the same page in English."""
    urls = [urls[0] for urls in found.values()]
    return SiteFinding(
        info=SAME_TEXT, outcome=Outcome.CANT_TELL, about=name,
        message={
            "ja": f"メニューの「{name}」の行き先が、ページによって違います（{len(found)}か所）。",
            "en": f"“{name}” in the menu leads to {len(found)} different places, depending on the page.",
        },
        fix={"ja": "同じ所へ行くようにするか、文字を変えてください。", "en": "Let it lead to one place, or change its text."},
        urls=tuple(urls[:SHOWN]), count=len(urls),
    )  # fmt: skip
