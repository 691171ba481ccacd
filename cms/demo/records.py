"""Loads the demo's departments, the phrase bank of the emergency notices, and the city's own words in other languages."""

from pathlib import Path

import yaml

from cms.models import CityWords, Department, EmergencyPhrase
from cms.models.emergency import PHRASE_FIELDS
from translations.wagtail_app.models import GlossaryTerm


def load_departments(path: Path) -> dict[str, Department]:
    """Return the departments by short name, in the order of the file."""
    rows = yaml.safe_load(path.read_text(encoding="utf-8"))
    return {
        row["slug"]: Department.objects.create(**row, order=10 * number) for number, row in enumerate(rows, start=1)
    }


def load_city_words(path: Path) -> list[CityWords]:
    """Store what header and footer say in the other languages."""
    rows = yaml.safe_load(path.read_text(encoding="utf-8"))
    return [CityWords.objects.create(**row) for row in rows]


def load_glossary(path: Path) -> list[GlossaryTerm]:
    """Store how the city writes its own names in other languages."""
    rows = yaml.safe_load(path.read_text(encoding="utf-8"))
    return GlossaryTerm.objects.bulk_create(
        GlossaryTerm(term=row["term"], locale=locale, target=target)
        for row in rows
        for locale, target in row.items()
        if locale != "term"
    )


def load_phrases(path: Path) -> list[EmergencyPhrase]:
    """Store the phrase bank; every phrase must have every language."""
    rows = yaml.safe_load(path.read_text(encoding="utf-8"))
    return [
        EmergencyPhrase.objects.create(
            key=row["key"],
            level=row["level"],
            order=10 * number,
            **{field: row["texts"][language] for language, field in PHRASE_FIELDS.items()},
        )
        for number, row in enumerate(rows, start=1)
    ]
