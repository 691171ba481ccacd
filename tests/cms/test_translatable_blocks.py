"""Every block of a body gives all its words to translators, and takes the translations back."""

import re

import pytest
from wagtail.fields import StreamField
from wagtail.rich_text import RichText
from wagtail_localize.segments import StringSegmentValue
from wagtail_localize.segments.extract import StreamFieldSegmentExtractor
from wagtail_localize.segments.ingest import StreamFieldSegmentsWriter

from cms.blocks import BodyStreamBlock

JAPANESE = re.compile(r"[ぁ-ゖァ-ヺ一-鿿]+")
TABLE = {
    "columns": [{"type": "text", "heading": "ごみの種類"}, {"type": "rich_text", "heading": "出す日"}],
    "rows": [
        {"values": ["燃えるごみ", '<p>月曜日<br/><b>朝</b>は<a href="https://ono.example/x.html">地図</a></p>']},
        {"values": ["", "<p>0794-63-1000</p>"]},
    ],
    "caption": "収集日の表",
}
BLOCKS = {
    "heading": "見出し",
    "subheading": "小見出し",
    "text": "<p>一つ目の文。</p><ul><li>一覧</li></ul>",
    "steps": [{"title": "申し込む", "text": "<p>窓口で</p>"}, {"title": "受け取る", "text": ""}],
    "table": {"row_header": True, "table": TABLE},
    "links": [{"page": None, "url": "https://ono.example/", "text": "外の頁", "note": "注"}],
    "file": {"document": None, "text": "一覧の紙", "note": "中身"},
    "image": {"image": {"image": None, "alt_text": "", "decorative": False}, "caption": "説明"},
    "notice": {"kind": "plain", "title": "知らせ", "text": "<p>中止</p>"},
    "accordion": [{"title": "詳しく", "text": "<p>本文</p>"}],
    "contact": {"department": None, "note": "聞くこと"},
    "map_place": {"name": "公園", "address": "小田町", "route": "<p>駅から</p>", "latitude": None, "longitude": None},
}


def as_stored(name, value):
    """Give a value as the database has it: items of a list have ids."""
    if isinstance(value, list):
        return [{"type": "item", "id": f"{name}-{n}", "value": item} for n, item in enumerate(value)]
    return value


@pytest.fixture
def body():
    block = BodyStreamBlock()
    data = [{"type": name, "id": f"id-{name}", "value": as_stored(name, value)} for name, value in BLOCKS.items()]
    return block.to_python(data)


def extract(body):
    """Give the segments that are not empty, as wagtail-localize keeps them."""
    found = StreamFieldSegmentExtractor(StreamField(BodyStreamBlock())).handle_stream_block(body)
    return [segment for segment in found if not segment.is_empty()]


def translate_all(body):
    """Extract all strings, replace the Japanese in each, and put them back."""
    field = StreamField(BodyStreamBlock())
    segments = extract(body)
    done = []
    for order, segment in enumerate(segments):
        if isinstance(segment, StringSegmentValue):
            segment = segment.clone()
            segment.string.data = JAPANESE.sub("X", segment.string.data)
        done.append(segment.with_order(order))
    return segments, StreamFieldSegmentsWriter(field, None, None).handle_stream_block(body, done)


def words_in(value):
    return JAPANESE.findall(str(value))


def test_the_example_has_every_block():
    assert set(BLOCKS) == set(BodyStreamBlock().child_blocks)


def test_no_japanese_is_left_in_any_block(body):
    before = {block.block_type: words_in(block.block.get_prep_value(block.value)) for block in body}

    _segments, after = translate_all(body)

    assert all(before.values())
    assert [(block.block_type, words_in(block.block.get_prep_value(block.value))) for block in after] == [
        (name, []) for name in BLOCKS
    ]


def test_a_table_comes_back_cell_by_cell(body):
    segments, after = translate_all(body)

    table = next(block for block in after if block.block_type == "table").value["table"]
    assert table.caption == "X"
    assert [column["heading"] for column in table.columns] == ["X", "X"]
    cells = [[cell.source if isinstance(cell, RichText) else cell for cell in row["values"]] for row in table.row_data]
    assert cells[0] == ["X", '<p>X<br/><b>X</b>X<a href="https://ono.example/x.html">X</a></p>']
    assert cells[1] == ["", "<p>0794-63-1000</p>"]
    assert "id-table.table.rows.0.1" in {segment.path for segment in segments}


def test_a_link_in_a_cell_can_lead_elsewhere(body):
    field = StreamField(BodyStreamBlock())
    segments = extract(body)
    for segment in segments:
        if segment.path == "id-table.table.rows.0.1.'https://ono.example/x.html'":
            segment.data = "https://ono.example/en.html"
    numbered = [segment.with_order(n) for n, segment in enumerate(segments)]

    after = StreamFieldSegmentsWriter(field, None, None).handle_stream_block(body, numbered)

    table = next(block for block in after if block.block_type == "table").value["table"]
    assert 'href="https://ono.example/en.html"' in table.row_data[0]["values"][1].source
