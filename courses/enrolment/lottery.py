"""The draw itself, pure: a frozen list and a seed give an order that anybody can work out again (courses.md §4.2).

key = SHA-256(seed + ":" + list hash + ":" + lot), hexadecimal; within a tier sort by key, then by lot.
"""

import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass

ALGORITHM = 1
SEED = re.compile(r"[0-9]{10}")
HEADER = re.compile(
    r"run=(?P<run>[^;\n]+);capacity=(?P<capacity>\d+);policy=tiers-(?P<policy>strict|share-\d{1,3});"
    r"(?:reserved=(?P<reserved>\d+);)?alg=1"
)
LINE = re.compile(r"(\d{3,}),(\d+),(\d+)(,r)?")


@dataclass(frozen=True)
class Lot:
    """One lot. number: from 1, in order of receipt. tier: 1 is drawn first. seats: all of a party together."""

    number: int
    tier: int = 1
    seats: int = 1
    is_reserved: bool = False

    @property
    def label(self) -> str:
        """The number as it is published: at least three digits."""
        return f"{self.number:03}"


@dataclass(frozen=True)
class DrawList:
    """All that a result depends on, but for the seed.

    share_percent: 100 draws strictly by tier; 80 gives 80 % of the seats to tier 1 and the rest to all, in key order.
    reserved: places for lots with is_reserved; what they leave over stays free until the run's date for it.
    """

    run_code: str
    capacity: int
    lots: tuple[Lot, ...]
    share_percent: int = 100
    reserved: int = 0


@dataclass(frozen=True)
class DrawnLot:
    """What a lot got. place: from 1, in the drawn order. waiting_number: 補欠 n番, None for a winner."""

    lot: Lot
    place: int
    has_won: bool
    waiting_number: int | None


def write_list(draw: DrawList) -> str:
    """Return the canonical text: a header, one line a lot by number, each line ended by LF. Its hash is published."""
    policy = "tiers-strict" if draw.share_percent == 100 else f"tiers-share-{draw.share_percent}"
    reserved = f"reserved={draw.reserved};" if draw.reserved else ""
    lines = [f"run={draw.run_code};capacity={draw.capacity};policy={policy};{reserved}alg={ALGORITHM}"]
    for lot in sorted(draw.lots, key=lambda lot: lot.number):
        lines.append(f"{lot.label},{lot.tier},{lot.seats}" + (",r" if draw.reserved and lot.is_reserved else ""))
    return "".join(f"{line}\n" for line in lines)


def read_list(text: str) -> DrawList:
    """Return what a canonical text says. Raises ValueError with the line that is wrong."""
    first, *rest = text.removesuffix("\n").split("\n")
    header = HEADER.fullmatch(first)
    if not header or not text.endswith("\n"):
        raise ValueError(f"Line 1 is no header of a draw list: {first!r}")
    lots = []
    for number, line in enumerate(rest, start=2):
        match = LINE.fullmatch(line)
        if not match:
            raise ValueError(f"Line {number} is no lot: {line!r}")
        lots.append(Lot(int(match[1]), int(match[2]), int(match[3]), bool(match[4])))
    share = 100 if header["policy"] == "strict" else int(header["policy"].removeprefix("share-"))
    draw = DrawList(header["run"], int(header["capacity"]), tuple(lots), share, int(header["reserved"] or 0))
    if write_list(draw) != text:
        raise ValueError("The list is not in its canonical form: lots by number, three digits, LF at every end.")
    return draw


def hash_list(text: str) -> str:
    """Return the SHA-256 of the canonical text, hexadecimal."""
    return hashlib.sha256(text.encode()).hexdigest()


def draw_lots(text: str, seed: str) -> list[DrawnLot]:
    """Return every lot with its result, winners first in the order in which they got seats, then the waiting order.

    text: canonical. seed: ten digits. Raises ValueError for another text or seed.
    """
    if not SEED.fullmatch(seed):
        raise ValueError(f"The seed has ten digits from 0 to 9, not {seed!r}.")
    draw = read_list(text)
    list_hash = hash_list(text)
    keys = {lot: make_key(seed, list_hash, lot) for lot in draw.lots}
    winners = fill_seats(draw, keys)
    won = set(winners)
    others = [lot for lot in order_lots(draw.lots, keys, by_tier=draw.share_percent == 100) if lot not in won]
    drawn = [DrawnLot(lot, place, True, None) for place, lot in enumerate(winners, start=1)]
    return drawn + [DrawnLot(lot, len(winners) + at, False, at) for at, lot in enumerate(others, start=1)]


def make_key(seed: str, list_hash: str, lot: Lot) -> str:
    return hashlib.sha256(f"{seed}:{list_hash}:{lot.label}".encode()).hexdigest()


def order_lots(lots: Sequence[Lot], keys: dict[Lot, str], by_tier: bool) -> list[Lot]:
    return sorted(lots, key=lambda lot: (lot.tier if by_tier else 0, keys[lot], lot.number))


def fill_seats(draw: DrawList, keys: dict[Lot, str]) -> list[Lot]:
    """Return the winners: reserved places, then tier 1 up to its share, then everybody; who does not fit is passed over."""
    ordered = order_lots(draw.lots, keys, by_tier=True)
    winners = take([lot for lot in ordered if lot.is_reserved], draw.reserved)
    main = draw.capacity - draw.reserved
    if draw.share_percent == 100:
        return winners + take([lot for lot in ordered if lot not in set(winners)], main)
    first_share = main * draw.share_percent // 100
    first = take([lot for lot in ordered if lot.tier == 1 and lot not in set(winners)], first_share)
    winners = winners + first
    rest = order_lots([lot for lot in draw.lots if lot not in set(winners)], keys, by_tier=False)
    return winners + take(rest, main - sum(lot.seats for lot in first))


def take(lots: Sequence[Lot], seats: int) -> list[Lot]:
    """Return the lots that get the seats, in order; a party that does not fit is passed over."""
    taken = []
    for lot in lots:
        if lot.seats <= seats:
            taken.append(lot)
            seats -= lot.seats
    return taken


def verify(text: str, published_hash: str, seed: str, winners: Sequence[int]) -> list[str]:
    """Return what is wrong with a published draw, in English; an empty list when it is right."""
    if hash_list(text) != published_hash:
        return ["The list does not have the published hash."]
    won = [drawn.lot.number for drawn in draw_lots(text, seed) if drawn.has_won]
    return [] if won == list(winners) else [f"The winners are {won}, not {list(winners)}."]
