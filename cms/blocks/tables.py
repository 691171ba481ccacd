"""A table whose words can be translated: wagtail-localize passes tables over without a word."""

from collections import defaultdict
from typing import Any

from wagtail.contrib.typed_table_block.blocks import TypedTable, TypedTableBlock
from wagtail_localize.segments import StringSegmentValue
from wagtail_localize.segments.extract import StreamFieldSegmentExtractor
from wagtail_localize.segments.ingest import StreamFieldSegmentsWriter
from wagtail_localize.segments.types import BaseValue

CAPTION, COLUMNS, ROWS = "caption", "columns", "rows"


class TranslatableTableBlock(TypedTableBlock):
    """A typed table. Segments: caption, `columns.N` for headings, `rows.N.M` for the cell in row N, column M."""

    def get_translatable_segments(self, value: TypedTable) -> list[BaseValue]:
        """Give the caption, the headings and what each cell's own block gives."""
        segments: list[BaseValue] = []
        if value.caption:
            segments.append(StringSegmentValue(CAPTION, value.caption))
        for n, column in enumerate(value.columns):
            if column["heading"]:
                segments.append(StringSegmentValue(f"{COLUMNS}.{n}", column["heading"]))
        extractor = StreamFieldSegmentExtractor(None, include_overridables=True)
        for n, row in enumerate(value.row_data):
            for m, (column, cell) in enumerate(zip(value.columns, row["values"], strict=True)):
                found = extractor.handle_block(column["block"], cell)
                segments += [segment.wrap(f"{ROWS}.{n}.{m}") for segment in found]
        return [segment for segment in segments if not segment.is_empty()]

    def restore_translated_segments(self, value: TypedTable, segments: list[BaseValue]) -> TypedTable:
        """Give a new table with the translated words in their places; what has no segment stays as it is."""
        by_place: dict[tuple[str, ...], list[BaseValue]] = defaultdict(list)
        for segment in segments:
            depth = {CAPTION: 1, COLUMNS: 2, ROWS: 3}[segment.path.partition(".")[0]]
            place = []
            for _step in range(depth):
                name, segment = segment.unwrap()
                place.append(name)
            by_place[tuple(place)].append(segment)

        def text(place: tuple[str, ...], old: str) -> str:
            return by_place[place][0].render_text() if place in by_place else old

        writer = StreamFieldSegmentsWriter(None, None, None)

        def cell(n: int, m: int, old: Any) -> Any:
            found = by_place.get((ROWS, str(n), str(m)))
            return writer.handle_block(value.columns[m]["block"], old, found) if found else old

        columns = [
            {**column, "heading": text((COLUMNS, str(n)), column["heading"])} for n, column in enumerate(value.columns)
        ]
        rows = [
            {**row, "values": [cell(n, m, old) for m, old in enumerate(row["values"])]}
            for n, row in enumerate(value.row_data)
        ]
        return TypedTable(columns, rows, text((CAPTION,), value.caption))
