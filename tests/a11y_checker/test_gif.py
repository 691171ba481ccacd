"""The timing of animated GIF files, made here byte by byte."""

import pytest

from a11y_checker.gif import Animation, read_animation

SCREEN = (400).to_bytes(2, "little") + (300).to_bytes(2, "little")
# A frame of one dot with a colour table of two colours, and its picture data.
IMAGE = b"\x2c" + bytes(4) + b"\x01\x00\x01\x00" + b"\x80" + bytes(6) + b"\x02\x02\x4c\x01\x00"
COMMENT = b"\x21\xfe\x02,;\x00"


def make(*delays_cs: int, table: bool = False) -> bytes:
    head = b"GIF89a" + SCREEN + (b"\x81\x00\x00" + bytes(12) if table else b"\x00\x00\x00")
    frames = [b"\x21\xf9\x04\x00" + delay.to_bytes(2, "little") + b"\x00\x00" + COMMENT + IMAGE for delay in delays_cs]
    return head + b"".join(frames) + b";"


@pytest.mark.parametrize(
    ("delays_cs", "changes"),
    [
        ((), 0),
        ((5,), 0),
        ((100, 100), 1),
        ((50, 50), 2),
        ((10, 10), 10),
        ((0, 1), 10),
        ((5, 5, 500), 3),
        ((65535, 2), 2),
    ],
)
@pytest.mark.parametrize("table", [False, True])
def test_most_changes_in_one_second(delays_cs, changes, table):
    assert read_animation(make(*delays_cs, table=table)) == Animation(400, 300, changes)


def test_what_is_cut_off_counts_up_to_there():
    data = make(*[10] * 20)

    for end in range(13, len(data)):
        assert read_animation(data[:end]).changes <= 10


@pytest.mark.parametrize("data", [b"", b"GIF89a", b"\x89PNG\r\n\x1a\n" + bytes(40)])
def test_what_is_no_gif_is_refused(data):
    with pytest.raises(ValueError, match="no GIF"):
        read_animation(data)
