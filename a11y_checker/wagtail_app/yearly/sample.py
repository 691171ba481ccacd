"""Draws the pages of a yearly test from the list of public pages, and proves a draw again."""

import secrets
from collections.abc import Mapping
from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from a11y_checker.sample import draw
from a11y_checker.wagtail_app.models import Judgement, SampledPage, SampleDraw, YearlyTest
from a11y_checker.wagtail_app.site_check import find_addresses

# Our choice: ten digits can be read out, and nobody guesses a lucky one.
SEED_LIMIT = 10**10


class DrawRefused(ValueError):
    """The pages cannot be drawn; the message says what to do."""


def find_public_pages() -> dict[str, str]:
    """Return the title of every public page by its address on this site."""
    return {url: page.title for url, page in find_addresses("").items()}


def read_representative(text: str) -> dict[str, str]:
    """Return why each representative page was chosen, by address: one a line, the reason after a space."""
    lines = [line.strip().partition(" ") for line in text.replace("　", " ").splitlines() if line.strip()]
    return {address: why.strip() for address, _space, why in lines}


@transaction.atomic
def draw_sample(
    test: YearlyTest, user, on: date, reason: str = "", seed: int | None = None, pages: Mapping[str, str] | None = None
) -> SampleDraw:
    """Draw the representative pages and as many others as the plan says.

    pages: titles by address; None: the site's public pages. seed: None: a new one by chance.
    A former draw stays with all that was judged; what was judged about a page that is drawn again goes with it.
    Raises DrawRefused for a second draw without a reason, for a representative page that is not public, for an empty list.
    """
    YearlyTest.objects.select_for_update().defer("pdf").get(pk=test.pk)  # two people do not draw at the same time
    former = test.draws.first()
    if test.published_at is not None:
        raise DrawRefused(_("The result is published. Its pages cannot be drawn again."))
    if former is not None and not reason.strip():
        raise DrawRefused(_("Write why the pages are drawn again. The former draw is kept beside the new one."))
    pages = find_public_pages() if pages is None else pages
    chosen = read_representative(test.representative)
    unknown = [address for address in chosen if address not in pages]
    if unknown:
        raise DrawRefused(
            _("These representative pages are not public pages: %(pages)s. Correct them in the plan.")
            % {"pages": "、".join(unknown)}
        )
    if not chosen and not test.random_count:
        raise DrawRefused(_("Name a representative page, or a number of pages to draw by lot."))
    return _store(
        test, user, on, reason.strip(), secrets.randbelow(SEED_LIMIT) if seed is None else seed, pages, former
    )


def _store(test, user, on: date, reason: str, seed: int, pages: Mapping[str, str], former) -> SampleDraw:
    chosen = read_representative(test.representative)
    sample = draw(pages, chosen, test.random_count, seed, on)
    kept = SampleDraw.objects.create(
        test=test,
        seed=seed,
        drawn_on=on,
        drawn_by=user,
        list_length=sample.facts["list_length"],
        list_sha256=sample.facts["list_sha256"],
        addresses=sorted(pages),
        representative=list(chosen),
        random_count=test.random_count,
        reason=reason,
    )
    SampledPage.objects.bulk_create(
        SampledPage(
            draw=kept,
            number=number,
            url=url,
            title=pages[url][:255],
            is_representative=url in chosen,
            why=chosen.get(url, "")[:200],
        )
        for number, url in enumerate(sample.urls, start=1)
    )
    if former is not None:
        _take_over(former, kept)
    return kept


def _take_over(former: SampleDraw, kept: SampleDraw) -> None:
    """Copy what was judged about pages that are in both draws."""
    pages = {page.url: page for page in kept.pages.all()}
    for judgement in Judgement.objects.filter(page__draw=former, page__url__in=pages).select_related("page"):
        judgement.page, judgement.pk = pages[judgement.page.url], None
        judgement._state.adding = True
        judgement.save()


def verify(kept: SampleDraw) -> list[str]:
    """Draw again from what is stored; return what differs, in words. An empty list: the draw is as it was."""
    again = draw(kept.addresses, kept.representative, kept.random_count, kept.seed, kept.drawn_on)
    problems = []
    if again.facts["list_sha256"] != kept.list_sha256:
        problems.append(_("The stored list of pages does not have the hash that was recorded."))
    if again.facts["list_length"] != kept.list_length:
        problems.append(_("The stored list of pages does not have the length that was recorded."))
    if list(again.urls) != list(kept.pages.values_list("url", flat=True)):
        problems.append(_("Seed and list give other pages than those of the sample."))
    return problems
