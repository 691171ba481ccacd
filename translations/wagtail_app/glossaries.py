"""The glossary of the site: what the program brings, with the city's own terms over it."""

from django.utils.html import escape
from django.utils.translation import get_language

from translations import Finding, Glossary, Term, shipped_glossary, translate
from translations.glossary import SHIPPED
from translations.segments import parse
from translations.wagtail_app.models import GlossaryTerm


def site_glossary(locale: str) -> Glossary:
    """Give the terms in force for a language. One query."""
    return shipped_glossary(locale).with_terms(term.as_term() for term in GlossaryTerm.objects.filter(locale=locale))


def name_in_languages(name: str) -> dict[str, str]:
    """Give the names of places in each language of the glossary, such as 小田町、中島町. One query.

    A language stays out where the glossary does not know all of the name: half a name would be worse than the Japanese one.
    """
    terms: dict[str, list[Term]] = {}
    for term in GlossaryTerm.objects.all():
        terms.setdefault(term.locale, []).append(term.as_term())
    found = {}
    for locale in SHIPPED:
        glossary = shipped_glossary(locale).with_terms(terms.get(locale, []))
        if term := glossary.terms.get(name):
            found[locale] = term.preferred or term.term
            continue
        [done] = translate([escape(name)], locale, glossary=glossary)
        if done.html is not None:
            found[locale] = parse(done.html).text
    return found


def in_words(finding: Finding) -> str:
    """Give what a check found, in the language of the screen."""
    return finding.en if get_language() == "en" else finding.ja
