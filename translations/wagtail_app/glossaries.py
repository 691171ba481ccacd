"""The glossary of the site: what the program brings, with the city's own terms over it."""

from translations import Glossary, shipped_glossary
from translations.wagtail_app.models import GlossaryTerm


def site_glossary(locale: str) -> Glossary:
    """Give the terms in force for a language. One query."""
    return shipped_glossary(locale).with_terms(term.as_term() for term in GlossaryTerm.objects.filter(locale=locale))
