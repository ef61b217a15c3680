"""In which words documents speak of what was asked for, found without reading their texts again."""

from collections.abc import Iterable, Mapping

from directory.search.index import CatalogueIndex


class Wording:
    """Looks for some stems in documents of one index. Made once for a question, and asked of each document shown."""

    def __init__(self, index: CatalogueIndex, stems: Iterable[str]) -> None:
        sought = frozenset(stems)
        self._index = index
        self._sought = [each.postings.table.numbers_of(sought) for each in index.segments]

    def of(self, row: int) -> Mapping[str, str]:
        """Those of the stems that the document of a row holds, each with the first word there that has it."""
        number, place = self._index.segment_of(row)
        segment, sought = self._index.segments[number], self._sought[number]
        table, said = segment.postings.table, segment.texts.all_of(place)
        stems = table.stems_of_words[said].tolist()
        return {sought[each]: table.words[said[stems.index(each)]].decode() for each in sought.keys() & stems}
