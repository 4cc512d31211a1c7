"""One file's YAML events as maps, lists and texts, and the slips met on the way."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from indicators.reading import text as characters
from indicators.reading.line import LONGEST_KEY, key_of
from indicators.reading.placed import File, PlacedGap, PlacedList, PlacedMap, PlacedText
from indicators.reading.refusals import GAP
from indicators.reading.repeated import Again, Told, duplicate, told
from indicators.reading.runon import GLUED, LOST, run_on, runs_on
from indicators.reading.signs import command, flow, quote, remark
from indicators.reading.syntax import diagnose
from indicators.reporting.findings import Slip

DEEPEST = 12
"""Levels of lists and blocks; the model has nine."""

LONGEST_VALUE = 4000


class StopReadingError(Exception):
    """Reading on would tell nothing new."""


class Tree:
    """Maps, lists and texts built of one file's events, and the slips met on the way."""

    def __init__(self, file: File, *, placed: bool = False, comments: bool = True) -> None:
        self.slips: list[Slip] = []
        self.root: object = None
        """The value that the text holds; None where there is none."""
        self.broken: Slip | None = None
        """Why the text could not be read on, where its form is at fault."""
        self._file = file
        self._placed = placed
        self._comments = comments
        """Whether there may be a remark behind a value."""
        self._open: list[dict[Any, object] | list[object]] = []
        self._names: list[Any] = []
        """The field name that awaits its value, for each open block; None where none does."""
        self._known: dict[str, str] = {}
        self._skipping = 0
        self._documents = 0
        self._weighed = 0
        self._handlers: dict[str, Callable[[Any], None]] = {
            "ScalarEvent": self._scalar,
            "MappingStartEvent": self._start,
            "SequenceStartEvent": self._start,
            "MappingEndEvent": self._end,
            "SequenceEndEvent": self._end,
            "AliasEvent": self._alias,
            "DocumentStartEvent": self._document,
        }

    def take(self, event: Any) -> None:
        """Take the next event. Errors: ``StopReadingError`` when there is no use in the next."""
        handle = self._handlers.get(event.__class__.__name__)
        if handle is not None:
            handle(event)

    def unreadable(self, line: int, column: int) -> None:
        """Note why the text could not be read on from a place, counted from 1."""
        if self._skipping and self.slips:
            return  # an unclosed bracket, already told
        slip = diagnose(self._file.lines, line)
        self.broken = slip
        if slip:  # it comes before what was glued together because of it
            self.slips = [
                known
                for known in self.slips
                if known.rule not in GLUED or (known.rule in LOST and known.line < slip.line)
            ]
        else:
            slip = Slip(line, column, "syntax")
        if all((slip.line, slip.rule) != (known.line, known.rule) for known in self.slips):
            self.slips.append(slip)

    def _slip(self, mark: Any, rule: str, /, **context: object) -> None:
        self.slips.append(Slip(mark.line + 1, mark.column + 1, rule, context))

    def _document(self, event: Any) -> None:
        self._documents += 1
        if self._documents > 1:
            self._slip(event.start_mark, "several-documents", written="---")
            raise StopReadingError
        if event.version or event.tags:
            self._slip(event.start_mark, "directive", written=self._rest(event.start_mark))

    def _rest(self, mark: Any) -> str:
        """The line from a mark on."""
        line = self._file.lines[mark.line] if mark.line < len(self._file.lines) else ""
        return line[mark.column :].rstrip(" ")

    def _scalar(self, event: Any) -> None:
        if self._skipping:
            return
        value = event.value
        if self._strange(event, value):
            self._attach(GAP, event)
        else:
            self._attach(self._known.setdefault(value, value), event)

    def _strange(self, event: Any, value: str) -> bool:
        """Whether the value does not mean what it looks like; the slip is noted."""
        start, end, style = event.start_mark, event.end_mark, event.style
        before = len(self.slips)
        if event.anchor is not None or event.tag is not None or style in _BLOCK_STYLES:
            self._command(start)
        elif start.line != end.line:
            self._several_lines(event)
        elif len(value) > LONGEST_VALUE:
            self._slip(start, "text-long", written=value[:40] + "…", length=len(value))
        elif style == '"':
            code = characters.unprintable(value)
            if code:
                self._slip(start, "invisible-escape", written=self._rest(start), code=code)
        elif not style and value and value[0] in _CURLY:
            bare = value.strip(_CURLY)
            if value[-1] in _CURLY and not any(mark in bare for mark in _CURLY):
                self._slip(start, "curly-quotes", written=bare, write=quote(bare))
        if self._comments and not (len(self.slips) > before):
            self._comment_after(event, value)
        return len(self.slips) > before

    def _command(self, mark: Any) -> None:
        rest = self._rest(mark)
        field = self._field(mark)
        if rest[:1] in "|>" and not rest.strip("|>+-0123456789 ") and field != "bound":
            self._slip(mark, "text-lines", written=rest)
        else:
            self.slips.append(Slip(mark.line + 1, mark.column + 1, *command(rest, field)))

    def _field(self, mark: Any) -> str:
        """The field whose value begins at a mark, where its name stands on the same line."""
        line = self._file.lines[mark.line] if mark.line < len(self._file.lines) else ""
        return key_of(line[: mark.column].lstrip("- "))

    def _several_lines(self, event: Any) -> None:
        start, end = event.start_mark, event.end_mark
        lines = self._file.lines
        if event.style and not runs_on(lines, start.line + 1, end.line + 1):
            self._slip(start, "quote-open", written=self._rest(start), mark=event.style)
            return
        for number in range(start.line + 2, end.line + 2):
            if lines[number - 1].strip(" "):
                into = self._open[-1] if self._open else None
                listed = isinstance(into, list)
                place = (start.line + 1, start.column)
                slip = run_on(lines, number, place, listed=listed, weigh=self._weigh())
                self.slips.append(slip)
                if isinstance(into, dict) and slip.rule == "heading-missing":
                    into[GAP] = GAP
                return

    def _comment_after(self, event: Any, value: str) -> None:
        mark = event.end_mark
        line = self._file.lines[mark.line] if mark.line < len(self._file.lines) else ""
        rest = line[mark.column :]
        hidden = rest.lstrip(" ")
        if hidden.startswith("#") and hidden != rest:
            column = mark.column + len(rest) - len(hidden) + 1
            hidden = hidden.rstrip(" ")
            context = remark(value, hidden)
            self.slips.append(Slip(mark.line + 1, column, "comment-after-value", context))

    def _alias(self, event: Any) -> None:
        if not self._skipping:
            self._command(event.start_mark)
            self._attach(GAP, event)

    def _start(self, event: Any) -> None:
        if len(self._open) + self._skipping >= DEEPEST:
            if not self._skipping:
                self._slip(event.start_mark, "nested-deep", most=DEEPEST)
            raise StopReadingError
        in_brackets = bool(event.flow_style)
        named = not self._open or isinstance(self._open[-1], list) or self._names[-1] is not None
        if self._skipping or in_brackets or not named:
            if not self._skipping:
                self._bracket(event.start_mark, in_brackets)
            self._skipping += 1
            return
        if event.anchor is not None or event.tag is not None:
            self._command(event.start_mark)
        listed = event.__class__.__name__ == "SequenceStartEvent"
        made = self._list(event) if listed else self._map(event)
        self._attach(made, event)
        self._open.append(made)
        self._names.append(None)

    def _bracket(self, mark: Any, in_brackets: bool) -> None:
        """Note a list or fields in brackets, or a block where a field's name belongs."""
        text = self._rest(mark)
        if in_brackets and text[:1] not in ("[", "{"):
            self._command(mark)
        else:
            text = text if in_brackets else f"? {text}"
            self.slips.append(flow(mark.line + 1, mark.column + 1, text, self._field(mark)))

    def _end(self, event: Any) -> None:
        if self._skipping:
            self._skipping -= 1
            if not self._skipping:
                self._attach(GAP, event)
            return
        self._open.pop()
        self._names.pop()

    def _place(self, value: Any, event: Any) -> None:
        mark = event.start_mark
        value.file, value.line, value.column = self._file, mark.line + 1, mark.column + 1

    def _attach(self, value: Any, event: Any) -> None:
        """Put a value where it belongs: into a list, or as a name, or beside its name."""
        if self._placed and not isinstance(value, (PlacedMap, PlacedList)):
            value = PlacedGap("") if value is GAP else PlacedText(value)
            self._place(value, event)
        if not self._open:
            self.root = value if value != "" else None
            return
        into = self._open[-1]
        if isinstance(into, list):
            into.append(value)
        elif self._names[-1] is None:
            self._name(value, into, event)
        else:
            name = self._names[-1]
            self._names[-1] = None
            if name is not GAP:
                into[name] = value

    def _name(self, name: Any, into: dict[Any, object], event: Any) -> None:
        if name is GAP or isinstance(name, PlacedGap):
            into[GAP] = GAP  # tells the model that something was refused here
            self._names[-1] = GAP
        elif len(name) > LONGEST_KEY:
            self._slip(event.start_mark, "key-long", written=f"{name[:40]}…")
            into[GAP] = GAP
            self._names[-1] = GAP
        elif name in into:
            self._again(name, into, event)
        else:
            self._names[-1] = name

    def _again(self, name: str, into: dict[Any, object], event: Any) -> None:
        """Note that a name comes again, and go on in the record to which it belongs."""
        mark = event.start_mark
        holder = self._open[-2] if len(self._open) > 1 else None
        known: Iterable[str] = (key for key in into if key is not GAP)
        weighed = self._weigh()
        if not weighed:  # a look at all names would take too long
            known = [next(iter(known))]
        again = Again(
            self._file, mark.line + 1, mark.column + 1, name, tuple(known), isinstance(holder, list)
        )
        found = told(again) if weighed else Told(duplicate(again))
        self.slips.append(found.slip)
        if found.opens and holder is not None:
            into = self._map(event)
            if isinstance(holder, list):
                holder.append(into)
            else:
                holder[found.opens] = into
            self._open[-1] = into
        if not found.whole:
            into[GAP] = GAP
        self._names[-1] = name if found.opens else GAP

    def _weigh(self) -> bool:
        """Whether the cause of one more mistake may be sought, with a look at all lines."""
        self._weighed += len(self._file.lines)
        return self._weighed <= max(_LOOKED_AT, 3 * len(self._file.lines))

    def _list(self, event: Any) -> list[object]:
        made: list[object] = PlacedList() if self._placed else []
        if self._placed:
            self._place(made, event)
        return made

    def _map(self, event: Any) -> dict[Any, object]:
        made: dict[Any, object] = PlacedMap() if self._placed else {}
        if self._placed:
            self._place(made, event)
        return made


_LOOKED_AT = 100_000
"""Lines that may be looked at to find the causes of a file's mistakes, all lines for each."""

_BLOCK_STYLES = ("|", ">")
_CURLY = "“”„‟‘’‚‛«»"
