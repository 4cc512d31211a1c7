"""What a page may call: every public method of ``Writer`` is a macro of the same name."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Annotated, Literal

from markupsafe import Markup

from indicators.comparing.history import UNKNOWN, History
from indicators.computing.compute import IndicatorView, Views
from indicators.computing.figures import Figure, Period
from indicators.computing.ledger import Verdict
from indicators.computing.standing import Judgement, Standing
from indicators.export import Edition
from indicators.export.citation import Work
from indicators.export.edition import UNSTATED
from indicators.showing import (
    assignment,
    audit,
    cards,
    charts,
    chronicle,
    divided,
    documents,
    downloads,
    multiples,
    tables,
)
from indicators.showing.audit import Places
from indicators.showing.documents import Form
from indicators.showing.links import Links
from indicators.showing.naming import (
    ANYTHING,
    DOCUMENT,
    FIGURE,
    FOLLOWED,
    INDICATOR,
    RULE,
    STATUS,
    TARGET,
    TOTAL,
    UNIT,
    WITH_PLACES,
    YEAR,
    confirm,
)
from indicators.showing.render import mark, number, render, written
from indicators.showing.rules_page import rules
from indicators.words.names import names_of
from indicators.words.table import Absent, Part, Table
from indicators.words.wording import STANDING_MEANINGS, VERDICT_MEANINGS, VERDICTS

NO_TARGETS = Absent("Chưa khai mức chỉ tiêu nào.")


@dataclass
class Writer:
    """Writes what one page shows. ``counted`` numbers the tables and charts of that page."""

    views: Views
    links: Links
    places: Places = field(default_factory=dict)
    counted: dict[str, int] = field(default_factory=dict)
    past: History = UNKNOWN
    edition: Edition = UNSTATED

    def figure(
        self,
        name: Annotated[str, FIGURE],
        unit: bool = False,
        marks: bool = True,
        sign: bool = True,
    ) -> Markup:
        """One number inside a sentence, as a link to where it comes from.

        ``marks=False`` leaves out "suy ra" and "dự kiến" where the sentence says it, and
        ``sign=False`` the plus of a difference that the sentence calls higher or lower.
        """
        return number(self._figure(name), self.links, unit=unit, sign=sign, marks=marks)

    def status(self, name: Annotated[str, STATUS], outlook: bool = False) -> Markup:
        """The status of a target (``muc-ket-nap``) or of a year (``ket-nap/2021``)."""
        return mark(self._standing(name, outlook=outlook))

    def cards(self, *names: Annotated[str, TARGET]) -> Markup:
        """The cards of the named targets, or of all."""
        for name in names:
            confirm(TARGET, name, self.views)
        if not self.views.targets:
            return self._written(NO_TARGETS)
        return cards.cards(self.views, names or self.views.targets, self.links)

    def summary(self) -> Markup:
        """All targets in one table."""
        return self._written(tables.summary(self.views) if self.views.targets else NO_TARGETS)

    def table(self, name: Annotated[str, INDICATOR]) -> Markup:
        """An indicator by year."""
        self._indicator(name)
        return self._written(tables.by_year(self.views, name))

    def totals(self, name: Annotated[str, INDICATOR]) -> Markup:
        """An indicator's cumulative totals."""
        self._indicator(name)
        return self._written(tables.totals(self.views, name))

    def needed(self, name: Annotated[str, INDICATOR]) -> Markup:
        """What the range of a ratio asks of the side that is not known."""
        self._indicator(name)
        return self._written(tables.needed(self.views, name))

    def chart(self, name: Annotated[str, INDICATOR], what: charts.What = "years") -> Markup:
        """An indicator's chart: its ``years``, its ``totals``, or what a range has ``needed``."""
        self._indicator(name)
        return charts.chart(self.views, name, what, self.links, lambda: self._count("chart"))

    def working(self, name: Annotated[str, INDICATOR]) -> Markup:
        """How the statuses and derived figures of an indicator were worked out."""
        self._indicator(name)
        return self._written(audit.working(self.views, name))

    def ledger(self, *names: Annotated[str, INDICATOR]) -> Markup:
        """Published figures held against their recomputation; of all indicators by default."""
        for name in names:
            self._indicator(name)
        wanted = names or tuple(self.views.indicators)
        return self._written(audit.ledger(self.views, wanted))

    def provenance(self, *names: Annotated[str, WITH_PLACES]) -> Markup:
        """Where each figure about the named indicators, targets or documents comes from."""
        for name in names:
            confirm(WITH_PLACES, name, self.views)
        return self._written(audit.provenance(self.views, names, self.places, self.links))

    def assignment(self, name: Annotated[str, INDICATOR], year: Annotated[int, YEAR]) -> Markup:
        """The units of a year: pool, plan, result and status, in the official order."""
        self._year(name, year)
        return self._written(assignment.by_unit(self.views, name, year))

    def assignment_form(self, name: Annotated[str, INDICATOR]) -> Markup:
        """The empty form in which a year's plan is assigned to units."""
        self._indicator(name)
        return self._written(assignment.form(self.views, name))

    def outstanding(self, name: Annotated[str, INDICATOR], year: Annotated[int, YEAR]) -> Markup:
        """What is still to be assigned to units, or collected from them, in a year."""
        self._year(name, year)
        return self._written(assignment.outstanding(self.views, name, year))

    def multiples(self, name: Annotated[str, INDICATOR]) -> Markup:
        """The years of every unit as small drawings on one scale."""
        self._indicator(name)
        return multiples.multiples(self.views, name, self.links, lambda: self._count("chart"))

    def group_shares(self, name: Annotated[str, INDICATOR]) -> Markup:
        """The share of each group by year, with its change in percentage points."""
        self._indicator(name)
        return self._written(divided.by_group(self.views, name))

    def grades(self, name: Annotated[str, INDICATOR]) -> Markup:
        """The counts and shares of each grade by year."""
        self._indicator(name)
        return self._written(divided.by_grade(self.views, name))

    def unit(self, name: Annotated[str, UNIT]) -> Markup:
        """Every number of one unit by year, and the units below it."""
        confirm(UNIT, name, self.views)
        return self._written(*assignment.of_unit(self.views, name))

    def document(self, name: Annotated[str, DOCUMENT], form: Form = "short") -> Markup:
        """A document inside a sentence: ``short``, ``code``, ``title``, ``date`` or ``full``."""
        confirm(DOCUMENT, name, self.views)
        return self._written(documents.cite(self.views, name, form))

    def documents(self) -> Markup:
        """All documents in one table."""
        return self._written(documents.table(self.views))

    def steps(self) -> Markup:
        """The steps of the programme."""
        return documents.steps(self.views, self.links)

    def solutions(self, by: Literal["indicator", "document"]) -> Markup:
        """The solutions by ``indicator`` or by ``document``."""
        return documents.solutions(self.views, by, self.links)

    def groups(self) -> Markup:
        """The groups on whom source building concentrates."""
        return documents.groups(self.views, self.links)

    def term(self, part: Literal["name", "start", "end"] = "name") -> Markup:
        """The term's name, or its first or last year."""
        term = self.views.dataset.term
        if part == "name":
            return self._written(tables.term(self.views))
        return self._written(Period(term.start if part == "start" else term.end))

    def year(self, year: int) -> Markup:
        """A year inside a sentence."""
        return self._written(Period(year))

    def cut_off(self, name: Annotated[str, TOTAL]) -> Markup:
        """Up to when an indicator's latest total that is not a forecast was counted."""
        confirm(TOTAL, name, self.views)
        known = [row for row in self._indicator(name).totals if not row.value.is_forecast]
        return self._written(known[-1].cut_off)

    def organisation(self) -> Markup:
        """The organisation's name."""
        return self._written(self.views.dataset.organisation.name)

    def name(self, name: Annotated[str, ANYTHING]) -> Markup:
        """The name of an indicator, a target or a document."""
        confirm(ANYTHING, name, self.views)
        return self._written(names_of(self.views)[name])

    def history(self, *names: Annotated[str, FOLLOWED]) -> Markup:
        """What changed when in the numbers of the named indicators or targets, or of all."""
        for name in names:
            confirm(FOLLOWED, name, self.views)
        return self._written(*chronicle.histories(self.views, self.past, names, self.links))

    def updated(self, *names: Annotated[str, FOLLOWED]) -> Markup:
        """When a figure of the named indicators or targets last changed."""
        for name in names:
            confirm(FOLLOWED, name, self.views)
        return self._written(chronicle.updated(self.past, names))

    def downloads(self, name: Annotated[str, INDICATOR] = "") -> Markup:
        """The files of an indicator, or of everything with sizes and checksums."""
        if not name:
            return downloads.of_all(self.views, self.links, lambda: self._count("table"))
        self._indicator(name)
        return downloads.of_indicator(self.views, name, self.links)

    def cite(self, name: Annotated[str, INDICATOR] = "") -> Markup:
        """How an indicator, or the whole of the data, is cited."""
        if name:
            self._indicator(name)
        work = Work(self.views, self.edition, self.links.page, name or None)
        return downloads.cite(work, self.links)

    def statuses(self) -> Markup:
        """Every status with its mark and meaning."""
        marks = [(mark(standing), STANDING_MEANINGS[standing]) for standing in reversed(Standing)]
        return render("statuses.html.jinja", self.links, marks=marks)

    def verdicts(self) -> Markup:
        """Every conclusion of the ledger with its meaning."""
        marks = [(VERDICTS[verdict], VERDICT_MEANINGS[verdict]) for verdict in Verdict]
        return render("statuses.html.jinja", self.links, marks=marks)

    def rules(self, *names: Annotated[str, RULE]) -> Markup:
        """The named rules of the data check, or all, each with a bad and a good example."""
        for name in names:
            confirm(RULE, name, self.views)
        return rules(self.links, *names)

    def _figure(self, name: str) -> Figure:
        confirm(FIGURE, name, self.views)
        return self.views.figures[name]

    def _indicator(self, name: str) -> IndicatorView:
        confirm(INDICATOR, name, self.views)
        return self.views.indicators[name]

    def _year(self, name: str, year: int) -> None:
        self._indicator(name)
        confirm(YEAR, f"{name}/{year}", self.views)

    def _standing(self, name: str, *, outlook: bool) -> Standing:
        confirm(STATUS, name, self.views)
        subject, _, year = name.partition("/")
        if not year:
            target = self.views.targets[name]
            if not outlook:
                return target.standing
            expected = [series.outlook for series in target.series if series.outlook]
            return self._judged(name, expected[0] if expected else None)
        rows = {row.period.key: row for row in self._indicator(subject).rows}
        return self._judged(name, rows[year].judgement)

    def _judged(self, name: str, judgement: Judgement | None) -> Standing:
        if judgement is None:
            raise LookupError(f"Chưa có căn cứ để nêu trạng thái của “{name}”.")
        return judgement.standing

    def _written(self, *said: Table | Absent | Part) -> Markup:
        """What a macro says, one after the other; its tables are numbered on the page."""
        made = (written(item, self.links, lambda: self._count("table")) for item in said)
        return Markup(" ").join(made)

    def _count(self, what: str) -> int:
        self.counted[what] = self.counted.get(what, 0) + 1
        return self.counted[what]


@cache
def macros() -> Mapping[str, Callable[..., Markup]]:
    """The macros by name, each taking the ``Writer`` of the page as its first argument."""
    public = inspect.getmembers(Writer, inspect.isfunction)
    return {name: call for name, call in public if not name.startswith("_")}
