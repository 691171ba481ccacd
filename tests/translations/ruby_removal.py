"""Takes out the ruby that the library writes, and nothing else."""

import re

ONE = r"[^<]+<rp>（</rp><rt>[ぁ-ゖー]+</rt><rp>）</rp>"
OUR_RUBY = re.compile(rf"<ruby>((?:{ONE})+)</ruby>")


def remove_ruby(html: str) -> str:
    """Give the source of a document that add_ruby has gone over."""
    return OUR_RUBY.sub(lambda match: re.sub(r"<rp>（</rp><rt>[^<]*</rt><rp>）</rp>", "", match[1]), html)
