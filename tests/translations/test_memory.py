"""The memory gives a person's work before a machine's, and what is nearly the same."""

from datetime import UTC, datetime

from translations.memory import Former, ListMemory, share, trigrams


def former(source, target, day, *, is_manual):
    return Former(source, target, is_manual, datetime(2026, 1, day, tzinfo=UTC))


def test_a_person_s_work_comes_before_a_newer_machine_s():
    memory = ListMemory(
        [
            former("窓口へ", "machine", 9, is_manual=False),
            former("窓口へ", "old", 1, is_manual=True),
            former("窓口へ", "new", 2, is_manual=True),
        ]
    )

    found = memory.exact("窓口へ", "en")

    assert found is not None
    assert found.target == "new"
    assert memory.exact("窓口", "en") is None


def test_similar_texts_come_the_nearest_first():
    memory = ListMemory(
        [
            former("図書館は火曜日が休みです。", "Tuesdays", 1, is_manual=False),
            former("図書館は毎週月曜日が休みです。", "every Monday", 1, is_manual=True),
            former("水を配っています。", "water", 1, is_manual=True),
        ]
    )

    found = memory.similar("図書館は月曜日が休みです。", "en")

    assert [one.target for one in found] == ["every Monday", "Tuesdays"]
    assert 0.75 <= found[1].similarity < found[0].similarity < 1


def test_full_width_figures_are_the_same_text():
    assert share(trigrams("３００円"), trigrams("300円")) == 1
