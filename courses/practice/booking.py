"""Booking a room: read the marks, choose, keep the note, change the day, cancel."""

from courses.practice.base import AGAIN, Practice, Scene, Slots, Way

COLUMNS = ("10日（火）", "11日（水）", "12日（木）", "13日（金）")
# Hours by row; what is free has the key of its scenes, what is full or closed has only its mark.
HOURS = (
    ("午前10時から", ("", "wed-am", "thu-am", "")),
    ("午後2時から", ("tue-pm", "", "", "fri-pm")),
)
CLOSED = (("午後2時から", "12日（木）"),)
LATE = "変更と取り消しは、前の日の午後5時まで、この画面でできます。そのあとは電話をします。"


def find_free() -> dict[str, str]:
    """Return the free times in words, by key."""
    return {key: f"{day}　{hours}" for hours, keys in HOURS for day, key in zip(COLUMNS, keys, strict=True) if key}


FREE = find_free()


def make_slots(prefix: str, held: str = "") -> Slots:
    """Return the table; free times lead to the scene prefix-key, the time one holds already leads nowhere."""
    rows = []
    for hours, keys in HOURS:
        cells = [make_cell(prefix, hours, day, key, held) for day, key in zip(COLUMNS, keys, strict=True)]
        rows.append((hours, tuple(cells)))
    return Slots("3月の練習室の空き", COLUMNS, tuple(rows))


def make_cell(prefix: str, hours: str, day: str, key: str, held: str) -> tuple[str, str, str]:
    if key and key == held:
        return ("いまの予約", "★", "")
    if key:
        words = "空いています" if prefix == "ask" else "空いています。ここに変えます"
        return (f"{day}{hours}　{words}", "○", f"{prefix}-{key}")
    return ("休み", "休", "") if (hours, day) in CLOSED else ("いっぱい", "×", "")


def book(key: str, when: str) -> tuple[Scene, ...]:
    """Return what happens with one time: ask, booked, change, cancel."""
    day = when.partition("　")[0]  # in the words of each link: no two that lead elsewhere are the same
    facts = (("場所", "練習室"), ("日時", when))
    note = ("予約番号", "0000")
    return (
        Scene(
            f"ask-{key}",
            "この日でよいですか",
            ("日と時間を、もう一度読みます。",),
            facts=facts,
            ways=(Way(f"{day}で予約する", f"done-{key}"), Way("別の日を選ぶ", "calendar", "second")),
        ),
        Scene(
            f"done-{key}",
            "予約できました",
            ("番号と日時を紙に書くか、画面を印刷して残します。", LATE),
            look="done",
            facts=(*facts, note),
            ways=(
                Way(f"{day}の予約を変える", f"change-{key}", "second"),
                Way(f"{day}の予約を取り消す", f"cancel-{key}", "stop"),
                Way("まとめへ", "end"),
            ),
        ),
        Scene(
            f"change-{key}",
            "新しい日を選ぶ",
            (f"いまの予約は「{when}」（★）です。新しい日を決めるまで、消えません。",),
            slots=make_slots("moved", held=key),
            ways=(Way(f"{day}のまま変えないで、もどる", f"done-{key}", "second"),),
        ),
        Scene(
            f"moved-{key}",
            "予約を変えました",
            ("前の日の予約は、もうありません。新しい日時を書いておきます。", LATE),
            look="done",
            facts=(*facts, note),
            ways=(Way("まとめへ", "end"), Way(f"{day}の予約を取り消す", f"cancel-{key}", "stop")),
        ),
        Scene(
            f"cancel-{key}",
            "取り消してよいですか",
            ("行けないと分かったら、早めに取り消します。空いた所を、ほかの人が使えます。",),
            facts=facts,
            ways=(Way(f"{day}の予約を取り消さない", f"done-{key}", "second"), Way("取り消す", "cancelled", "stop")),
        ),
    )


PRACTICE = Practice(
    id="booking",
    order=40,
    title="予約をする、変える、取り消す",
    aim="空いている日を選んで予約し、日を変え、取り消します。本当の予約にはなりません。",
    minutes=10,
    scenes=(
        Scene(
            "calendar",
            "空いている日を選ぶ",
            ("○は空いています。×はいっぱい、「休」は休みです。○にふれて選びます。",),
            slots=make_slots("ask"),
        ),
        *(scene for key, when in FREE.items() for scene in book(key, when)),
        Scene(
            "cancelled",
            "取り消しました",
            ("よくできました。予約は、もうありません。行きたくなったら、また予約できます。",),
            look="done",
            ways=(Way("もう一度、予約してみる", AGAIN, "second"),),
        ),
        Scene(
            "end",
            "よくできました",
            (
                "予約、控え、変更、取り消しの順に、どれもゆっくりできます。",
                "病院や店の画面も、することは同じです。分からない時は、電話で予約できます。",
            ),
            look="done",
            ways=(Way("はじめから、もう一度する", AGAIN, "second"),),
        ),
    ),
)
