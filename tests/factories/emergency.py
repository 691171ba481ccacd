"""Emergency phrases and notices for tests."""

from cms.models import EmergencyPhrase
from cms.models.emergency import PHRASE_FIELDS


def make_phrase(key: str = "dansui", level: str = "caution") -> EmergencyPhrase:
    """Return a phrase whose text in each language is `<language> {place}`."""
    texts = {field: f"{language} {{place}}" for language, field in PHRASE_FIELDS.items()}
    return EmergencyPhrase.objects.create(key=key, level=level, **texts)
