"""What the cache holds at the moment, in memory or in Redis."""

from django.core.cache import cache


def cached() -> dict[str, bytes]:
    """Return every stored value as bytes, by its full key. Each worker has a Redis database of its own."""
    store = cache._cache
    if hasattr(store, "get_client"):
        client = store.get_client()
        return {key.decode(): client.get(key) or b"" for key in client.keys("*")}
    return dict(store)
