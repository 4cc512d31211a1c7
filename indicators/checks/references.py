"""Rules about ids: each is declared once, and each one that is named exists."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial
from itertools import chain
from typing import Any

from indicators.checks import places
from indicators.checks.places import Data
from indicators.computing.units import Registry
from indicators.model import Dataset, Identified
from indicators.reading.codes import closest, folded, unknown_id
from indicators.reading.fields import fields
from indicators.reporting.findings import Finding
from indicators.reporting.rules import Rule, Section

rule = partial(Rule, Section.IDS)


ID_RENAMED = rule(
    "id-renamed",
    "Mã đã đổi",
    vi="Mã “{written}” nay là “{write}”.",
    en="The id “{written}” is “{write}” now.",
    why="Mã cũ ở former-ids chỉ để địa chỉ đã công bố còn dẫn tới; trong dữ liệu, mỗi mục một mã.",
    bad="- unit: thon-b",
    good="- unit: xa-b",
    certain=True,
)


def check_id_unknown(data: Data) -> Iterator[Finding]:
    """An id that is named is declared.

    Of a list in which an id stands twice nothing is said: the one that is not found is one of
    the two.
    """
    listed = (
        f for f in fields(Dataset).values() if "id" in fields(f.record or Dataset) and f.listed
    )
    lists: dict[str, Sequence[Any]] = {field.name: field.of(data.dataset) for field in listed}
    known = {name: [record.id for record in listed] for name, listed in lists.items()}
    sets = {name: frozenset(ids) for name, ids in known.items()}
    for path, field, name in data.references:
        home = field.refers
        if name in sets[home] or len(sets[home]) < len(known[home]):
            continue
        renamed = {old: record.id for record in lists[home] for old in record.former_ids}
        if name in renamed:
            yield Finding(ID_RENAMED.typed(renamed[name]), path)
        else:
            called = {folded(getattr(r, "name", "") or r.title): r.id for r in lists[home]}
            meant = called.get(name) or closest(known[home], name)
            other = next((other for other in sets if name in sets[other]), "")
            yield Finding(unknown_id(field.noun, home, meant, other), path)


FORMER_ID = rule(
    "former-id",
    "Mã cũ còn là mã của mục khác",
    vi="Mã cũ “{written}” đang là mã, hoặc cũng là mã cũ, của mục ở {first}.",
    en="The former id “{written}” is an id, or a former one, of another item too ({first}).",
    mend="giữ mã cũ ở đúng một mục, nơi mã ấy nay có tên khác; mã đang dùng thì không ghi.",
    mend_en="keep it with the one item that was called so; leave out an id that is in use.",
    why="Địa chỉ theo mã cũ dẫn tới đúng một mục.",
    bad="former-ids:\n  - xa-c",
    good="former-ids:\n  - thon-b",
)


def check_former_id(data: Data) -> Iterator[Finding]:
    """A former id is no id of its list any more, and was that of one item."""
    listed = [(path, record) for path, record in data.records if isinstance(record, Identified)]
    ids = (((*path, "id"), (path[:-1], record.id)) for path, record in listed)
    old = (
        ((*path, "former-ids", index), (path[:-1], name))
        for path, record in listed
        for index, name in enumerate(record.former_ids)
    )
    for path, at in places.repeated(chain(ids, old)):
        if "former-ids" in path:
            yield Finding(FORMER_ID(first=at), path)


UNIT_LOOP = rule(
    "unit-loop",
    "Đơn vị nằm dưới chính mình",
    vi="Theo các trường parent, đơn vị “{unit}” nằm dưới chính nó.",
    en="By its parents, the unit “{unit}” lies below itself.",
    mend="kiểm tra parent của các đơn vị; đơn vị cao nhất không có parent.",
    mend_en="check the units' parents; the highest unit has none.",
    why="Cây đơn vị phải có gốc, nếu không thì không cộng được từ dưới lên.",
    bad="parent: xa-b",
    good="parent: tinh",
)


def check_unit_loop(data: Data) -> Iterator[Finding]:
    """No unit lies, through its parents, below itself."""
    units = Registry(data.dataset)
    for index, unit in enumerate(data.dataset.units):
        if unit.id in units.above(unit.id):
            yield Finding(UNIT_LOOP(unit=unit.id), ("units", index, "parent"))
