"""Addresses of a database and a cache, as they stand in the environment, turned into Django settings."""

from urllib.parse import unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured


def database_from_url(url: str) -> dict[str, object]:
    """Return the DATABASES entry for `postgresql://user:password@host:port/name`.

    Raises ImproperlyConfigured for any other scheme: SQLite is the default when no address is given.
    """
    parts = urlsplit(url)
    if parts.scheme not in {"postgres", "postgresql"}:
        raise ImproperlyConfigured(
            f'DATABASE_URL starts with "{parts.scheme}:". Use postgresql://user:password@host:port/name, '
            "or leave it out for SQLite."
        )
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": parts.hostname or "",
        "PORT": str(parts.port or ""),
        "CONN_MAX_AGE": 60,  # seconds
        "CONN_HEALTH_CHECKS": True,
    }


def cache_from_url(url: str) -> dict[str, object]:
    """Return the CACHES entry for `redis://host:port/number`."""
    return {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": url}
