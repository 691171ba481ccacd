"""Contact data at rest: encrypted in the database, found again through a keyed hash."""

import base64
import hashlib
import hmac
import json
from typing import Any

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.db import models


def make_cipher() -> MultiFernet:
    """Return the cipher of COURSES_CONTACT_KEYS: the first key writes, every key reads.

    Raises ImproperlyConfigured when there is no key.
    """
    keys = [key for key in settings.COURSES_CONTACT_KEYS if key]
    if not keys:
        raise ImproperlyConfigured("COURSES_CONTACT_KEYS is empty. Set at least one key of 50 random characters.")
    return MultiFernet([Fernet(derive_key(key)) for key in keys])


def derive_key(text: str) -> bytes:
    """Return the Fernet key (32 bytes, base64) that belongs to a random text."""
    return base64.urlsafe_b64encode(hashlib.sha256(f"courses contact data:{text}".encode()).digest())


def encrypt(text: str) -> str:
    """Return the text encrypted with the newest key."""
    return make_cipher().encrypt(text.encode()).decode()


def make_lookup_hash(value: str) -> str:
    """Return the hash under which a normalised value is found again; empty for an empty value."""
    if not value:
        return ""
    return hmac.new(settings.COURSES_LOOKUP_KEY.encode(), value.encode(), hashlib.sha256).hexdigest()


class EncryptedTextField(models.TextField):
    """Text that stands encrypted in the database. Cannot be searched; keep a make_lookup_hash() beside it."""

    def get_prep_value(self, value: Any) -> Any:
        text = super().get_prep_value(value)
        return encrypt(text) if text else text

    def from_db_value(self, value: Any, expression: Any, connection: Any) -> Any:
        if not value:
            return value
        try:
            return make_cipher().decrypt(value.encode()).decode()
        except InvalidToken:
            message = "Contact data was written with a key that COURSES_CONTACT_KEYS no longer holds. Add that key at its end."
            raise ImproperlyConfigured(message) from None


class EncryptedJSONField(EncryptedTextField):
    """A JSON object that stands encrypted in the database; {} when nothing is given."""

    def get_default(self) -> dict[str, Any]:
        return {}

    def get_prep_value(self, value: Any) -> Any:
        return encrypt(json.dumps(value, ensure_ascii=False, sort_keys=True)) if value else ""

    def from_db_value(self, value: Any, expression: Any, connection: Any) -> Any:
        text = super().from_db_value(value, expression, connection)
        return json.loads(text) if text else {}

    def to_python(self, value: Any) -> Any:
        return json.loads(value) if isinstance(value, str) and value else value or {}

    def value_to_string(self, obj: models.Model) -> str:
        return json.dumps(self.value_from_object(obj), ensure_ascii=False)
