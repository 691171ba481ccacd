import threading

import pytest

from translations import Token, tokenize
from translations.tokens import MAX_LENGTH_CHARS, dictionary_version, tokenize_parts


def test_tokenize_gives_every_column():
    assert tokenize("𠮷野で講座を")[-2:] == [
        Token("講座", 3, 5, "講座", "講座", "こうざ", ("名詞", "普通名詞", "一般", "*", "*", "*"), True),
        Token("を", 5, 6, "を", "を", "を", ("助詞", "格助詞", "*", "*", "*", "*"), True),
    ]


def test_tokenize_gives_normalised_form_of_spelling_variants():
    forms = {tokenize(word)[0].normalized_form for word in ("引越し", "引っ越し", "引越")}

    assert len(forms) == 1


@pytest.mark.parametrize(
    "text",
    ["", " ", "\n\n", "㍿日立", "①ｶﾞ㌔", "𠮷", "漢\ud800字", "abc\u200b字", "がか\u3099"],
)
def test_tokens_follow_each_other_and_cover_the_text(text):
    tokens = tokenize(text)

    assert [token.start for token in tokens[1:]] == [token.end for token in tokens[:-1]]
    assert sum(token.end - token.start for token in tokens) == len(text)


def test_long_text_is_cut_after_a_sentence():
    text = "市役所で手続きをします。" * 5000

    parts = list(tokenize_parts(text))

    assert "".join(token.surface for part in parts for token in part) == text
    assert {part[-1].surface for part in parts} == {"。"}
    assert all(part[-1].end - part[0].start <= MAX_LENGTH_CHARS for part in parts)
    assert all(text[token.start : token.end] == token.surface for part in parts for token in part)


def test_long_text_without_any_break_is_cut_all_the_same():
    text = "漢" * (MAX_LENGTH_CHARS * 2 + 1)

    assert sum(token.end - token.start for token in tokenize(text)) == len(text)


def test_threads_may_tokenize_at_once():
    expected = tokenize("小野市の図書館で講座を開きます。")
    found, failed = [], []

    def work():
        try:
            found.extend(tokenize("小野市の図書館で講座を開きます。") for _ in range(50))
        except BaseException as error:  # a thread's error would be lost
            failed.append(error)

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert failed == []
    assert found == [expected] * 200


def test_version_names_tokenizer_and_dictionary():
    assert dictionary_version().startswith("SudachiPy 0.")
    assert "SudachiDict-core 20" in dictionary_version()
