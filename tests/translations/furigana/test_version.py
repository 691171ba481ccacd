import re

from translations import Entry, dictionary_version, shipped_dictionary


def test_version_is_stable_and_follows_the_dictionary():
    version = dictionary_version()

    assert re.fullmatch(r"[0-9a-f]{32}", version)
    assert dictionary_version(shipped_dictionary()) == version
    assert dictionary_version(shipped_dictionary().with_entries([Entry("甲乙丙", "こう")])) != version
