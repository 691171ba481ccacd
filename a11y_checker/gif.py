"""How often an animated GIF changes, read from the timing of its frames."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

_SIGNATURES = (b"GIF87a", b"GIF89a")
# Source: GIF89a specification, sections 18, 20, 23 and 24.
_SCREEN_BYTES, _EXTENSION, _IMAGE, _CONTROL = 13, 0x21, 0x2C, 0xF9
# Our choice: as common browsers do, which show a delay of 0 or 0.01 s as 0.1 s.
_SHORTEST_CS, _SHOWN_INSTEAD_CS = 2, 10
_SECOND_CS = 100
# Our choice: minutes of film; a longer one is judged by its beginning.
_MAX_FRAMES = 2000


@dataclass(frozen=True, slots=True)
class Animation:
    """width, height: pixels. changes: most changes of the picture within one second, 0 when it stands still."""

    width: int
    height: int
    changes: int


def read_animation(data: bytes) -> Animation:
    """Read the frames' timing. Raises ValueError when it is no GIF; what is cut off counts up to there."""
    if data[:6] not in _SIGNATURES or len(data) < _SCREEN_BYTES:
        raise ValueError("no GIF")
    width, height = int.from_bytes(data[6:8], "little"), int.from_bytes(data[8:10], "little")
    delays = list(islice(_delays(data), _MAX_FRAMES))
    return Animation(width, height, _most_changes(delays) if len(delays) > 1 else 0)


def _most_changes(delays: list[int]) -> int:
    """How many frames begin within any one second of the animation, which plays in a circle."""
    most = 0
    for start in range(len(delays)):
        passed = count = 0
        # The delay of a frame passes before the next one changes the picture.
        while passed < _SECOND_CS and count < _SECOND_CS:
            passed += delays[(start + count) % len(delays)]
            count += passed < _SECOND_CS
        most = max(most, count + 1)
    return most


def _delays(data: bytes) -> Iterator[int]:
    """The time that each frame stands, in hundredths of a second."""
    at = _SCREEN_BYTES + _table_bytes(data[10])
    delay = 0
    while at + 1 < len(data):
        if data[at] == _EXTENSION:
            if data[at + 1] == _CONTROL:
                delay = int.from_bytes(data[at + 4 : at + 6], "little")
            at = _skip_blocks(data, at + 2)
        elif data[at] == _IMAGE and at + 10 < len(data):
            yield delay if delay >= _SHORTEST_CS else _SHOWN_INSTEAD_CS
            delay = 0
            at = _skip_blocks(data, at + 10 + _table_bytes(data[at + 9]) + 1)
        else:
            return


def _table_bytes(flags: int) -> int:
    """The size of the colour table that the flags announce."""
    return 3 * 2 ** ((flags & 0b111) + 1) if flags & 0b1000_0000 else 0


def _skip_blocks(data: bytes, at: int) -> int:
    """The place after a row of sub-blocks, each led by its length, ended by a length of 0."""
    while at < len(data) and data[at]:
        at += 1 + data[at]
    return at + 1
