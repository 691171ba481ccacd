"""Work out a draw again, with nothing but Python: python3 check_draw.py list.txt 4821057390"""

import hashlib
import sys


def take(lots, seats):
    """Give seats in this order; who does not fit is passed over."""
    taken = []
    for lot in lots:
        if lot["seats"] <= seats:
            taken.append(lot)
            seats -= lot["seats"]
    return taken


def draw(text, seed):
    """Return the hash of the list, the winners and the waiting list."""
    head, *lines = text.splitlines()
    rules = dict(part.split("=") for part in head.split(";"))
    list_hash = hashlib.sha256(text.encode()).hexdigest()
    lots = []
    for line in lines:
        number, tier, seats, *mark = line.split(",")
        key = hashlib.sha256(f"{seed}:{list_hash}:{number}".encode()).hexdigest()
        lots.append({"number": number, "tier": int(tier), "seats": int(seats), "mark": mark, "key": key})
    by_key = sorted(lots, key=lambda lot: (lot["key"], int(lot["number"])))
    by_tier = sorted(by_key, key=lambda lot: lot["tier"])
    is_strict = rules["policy"] == "tiers-strict"
    share = 100 if is_strict else int(rules["policy"].split("-")[2])
    reserved = int(rules.get("reserved", 0))
    open_seats = int(rules["capacity"]) - reserved
    won = take([lot for lot in by_tier if lot["mark"]], reserved)
    if not is_strict:
        first = take([lot for lot in by_tier if lot["tier"] == 1 and lot not in won], open_seats * share // 100)
        won, open_seats = won + first, open_seats - sum(lot["seats"] for lot in first)
    order = by_tier if is_strict else by_key
    won = won + take([lot for lot in order if lot not in won], open_seats)
    return list_hash, won, [lot for lot in order if lot not in won]


if __name__ == "__main__":
    with open(sys.argv[1], newline="", encoding="utf-8") as file:
        list_hash, won, waiting = draw(file.read(), sys.argv[2])
    print("hash", list_hash)
    print("won", *(lot["number"] for lot in won))
    print("waiting", *(lot["number"] for lot in waiting))
