"""Python's search for dead cycles, for programs that do nothing but check pages."""

import gc

# Our choice: a page makes some ten thousand objects, which go all at once with it, without a cycle.
_OBJECTS_BETWEEN = 50_000


def calm_collector() -> None:
    """Search less often, and not in what the start has loaded: the search took a twentieth of the time of a page."""
    gc.freeze()
    gc.set_threshold(_OBJECTS_BETWEEN, 20, 20)
