"""Everything that can be taken away, by one function for the build and the command line: the files
of the export room, and the charts as drawings of their own; the page that offers it all, and how
it is cited.
"""

from __future__ import annotations

import posixpath
import textwrap
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from fractions import Fraction
from functools import partial
from itertools import chain, count, product
from pathlib import Path
from typing import Annotated, get_args

from markupsafe import Markup

from indicators.computing.compute import Views, compute
from indicators.export import Format, files
from indicators.export.addresses import (
    API,
    DESCRIPTOR,
    EVERYTHING,
    FILES,
    FORM,
    SUMS,
    drawing,
    former_places,
    stem_of,
)
from indicators.export.edition import (
    BOTH,
    Edition,
    Work,
    bibtex,
    data_catalogue,
    dataset,
    reference,
    script,
    stated_in_data,
    title,
)
from indicators.export.given import Given, Store
from indicators.export.records import LISTINGS, OF_TIME, YEARS
from indicators.forms.form import asked_now
from indicators.model import Dataset
from indicators.showing.charts import What, drawn
from indicators.showing.drawings import Drawing
from indicators.showing.links import Links
from indicators.showing.macro import (
    DRAWINGS,
    DRAWN,
    FORMS,
    Writer,
    block,
    forms_of,
    macro,
    offers,
    render,
    size,
)
from indicators.showing.naming import INDICATOR
from indicators.terms import lenses
from indicators.words.table import Column, Piece, Table, in_columns, said, worded


def exports(
    views: Views, edition: Edition, formats: Collection[Format] = tuple(Format)
) -> dict[str, Given]:
    """Every file of the chosen formats by its address below the site's root, in order.

    The same data and edition give the same bytes. Files that do not name the edition (all but the
    descriptor, the API's index and the workbooks' covers) change only when the data does.
    """
    store = Store()
    made = files(views, edition, formats, store)
    charts = _drawings(views, [form for form in DRAWN if form in formats])
    form = _form(views) if Format.XLSX in formats else ()
    return _at_every_place(views, store.take(chain(made, charts, form)))


def of_all_terms(
    dataset: Dataset, edition: Edition, formats: Collection[Format]
) -> Iterator[tuple[str, Path]]:
    """Where the files of every term wait: of the first by addresses from the root, of a later one
    from its id.
    """
    for lens in lenses(dataset):
        views = compute(lens.dataset)
        for path, file in with_more(exports(views, edition, formats), (), views).items():
            for prefix in (lens.prefix, *lens.former):
                yield prefix + path, file.place


def with_more(
    given: Mapping[str, Given], more: Iterable[tuple[str, bytes]], views: Views
) -> Mapping[str, Given]:
    """Files with others, and with the checksums of all."""
    found = {**given, **_at_every_place(views, Store().take(more))}
    listed = _listed({path: file.digest for path, file in found.items()})
    return dict(sorted({**found, **Store().take([(SUMS, listed)])}.items()))


def _at_every_place(views: Views, made: Mapping[str, Given]) -> dict[str, Given]:
    """Files also where they stood under indicators' former ids."""
    former = {item.id: item.former_ids for item in views.dataset.indicators}
    places = ((place, file) for path, file in made.items() for place in former_places(path, former))
    return {**made, **dict(places)}


def _listed(sums: Mapping[str, str]) -> bytes:
    """Checksums as ``sha256sum --check`` reads them in the folder of their list."""
    below = sorted((posixpath.relpath(path, FILES), digest) for path, digest in sums.items())
    return "".join([f"# {BOTH}\n", *(f"{digest}  {path}\n" for path, digest in below)]).encode()


def _form(views: Views) -> Iterator[tuple[str, bytes]]:
    """The form of the year for which numbers are asked, with what is published of it."""
    from indicators.forms.writing import forms  # noqa: PLC0415 - as for every workbook

    (content,) = forms(views.dataset, asked_now(views.dataset), "").values()
    yield f"{FORM}.xlsx", content


WIDTH, MARGIN, FONT, LINE = 760, 20, 15, 22
"""The size of a drawing and of its letters, in pixels."""

# As many letters of that size as stand in the width, also of a font as wide as DejaVu or Verdana.
_LETTERS, _BOLD_LETTERS = 80, 70
_FONTS = [str(font) for font in (Path(__file__).parents[1] / "fonts").glob("*.ttf")]
_NAME, _NOTE = "i-c-text i-c-name", "i-c-text i-c-note"


def _drawings(views: Views, forms: Collection[Format]) -> Iterator[tuple[str, bytes]]:
    """Every chart that the data has, by its address, in these forms."""
    for name, what in product(views.indicators, get_args(What)):
        made = drawn(views, name, what)
        # A file whose numbers were all withdrawn stays where it was, and says so.
        gone = views.indicators[name].withdrawn
        if forms and isinstance(made, Drawing) and (made.keys or gone):
            text = _alone(made, f"{title(views)}. Giấy phép: {BOTH}.")
            for form in forms:
                content = text.encode() if form is Format.SVG else _in_pixels(text)
                yield drawing(name, what, form), content


def _alone(made: Drawing, about: str) -> str:
    """The drawing of the page as an SVG document, with its title, key and source around it."""
    sources = worded(made.sources)
    heads = [(words, _NAME) for words in textwrap.wrap(made.caption, _BOLD_LETTERS)]
    heads.append((f"Đơn vị tính: {made.unit}", _NOTE))
    above = count(MARGIN + FONT, LINE)
    lines = [(next(above), words, look) for words, look in heads]
    keys = [(next(above), mark, words) for mark, words in made.keys]
    top, (shapes, tall) = next(above), made.laid(wide=Fraction(WIDTH - 2 * MARGIN, FONT))
    below = count(top + round(tall * FONT) + LINE, LINE)
    cited = f"Nguồn: {sources}." if sources else ""
    for note in filter(None, (made.note, worded(made.absent), cited, about)):
        wrapped = textwrap.wrap(note, _LETTERS, break_on_hyphens=False)
        lines += [(next(below), words, _NOTE) for words in wrapped]
    form = {"width": WIDTH, "height": next(below), "margin": MARGIN, "font": FONT, "top": top}
    told = {"drawing": made, "license": BOTH, "lines": lines, "keys": keys, "shapes": shapes}
    # Nothing is linked from a file that may lie anywhere.
    return render("standalone.svg.jinja", Links("", {}), **form, **told)


def _in_pixels(svg: str) -> bytes:
    """A drawing as PNG, for programs that take no SVG: sharp where it fills a page of A4, and in
    the letters of the site, whatever the machine has.
    """
    from resvg_py import svg_to_bytes  # noqa: PLC0415 - only who wants pixels waits for it

    return svg_to_bytes(svg_string=svg, font_files=_FONTS, skip_system_fonts=True, zoom=2)


@macro
def downloads(writer: Writer, name: Annotated[str, INDICATOR] = "") -> Markup:
    """The files of an indicator, or of everything with sizes and checksums."""
    links, count = writer.links, partial(writer.count, "table")
    if not links.files:
        return Markup('<p class="i-missing">Bản dựng này không kèm tệp tải về.</p>')
    if not name:
        return block(_offered(writer.views, links), links, count) + _sums(links, count)
    drawings = {
        f"{called} ({form.upper()})": drawing(name, what, form)
        for (what, called), form in product(DRAWINGS.items(), DRAWN)
    }
    by_time = {"Bảng theo năm (CSV)": f"{stem_of(name)}.{YEARS}.csv"}
    listed = offers({**forms_of(stem_of(name)), **by_time, **drawings}, links)
    called = writer.views.indicators[name].indicator.name
    sheet = links.sheets.get(name)
    print_it = links.to(sheet) if sheet else ""
    return render("downloads.html.jinja", links, name=called, offers=listed, sheet=print_it)


def _offered(views: Views, links: Links) -> Table:
    """Every file: what it holds, in which forms and sizes."""
    contents = {EVERYTHING: "Mọi số liệu", FILES + YEARS: OF_TIME}
    contents |= {stem_of(name): view.indicator.name for name, view in views.indicators.items()}
    contents |= {FILES + table.name: table.title for table in LISTINGS[1:]}
    contents[FORM] = f"Biểu nhập số liệu năm {asked_now(views.dataset)}"
    link = '<a class="i-take__file" href="{}" download aria-label="{}, {}, {}">{}</a>'
    none = said('<span class="i-missing">Không có</span>')
    rows, headings = list[Sequence[Piece]](), ("Nội dung", *FORMS.values())
    for stem, what in contents.items():
        known = {
            it.form: said(link, it.href, it.size, what, it.form, it.size)
            for it in offers(forms_of(stem), links)
        }
        rows.append((what, *(known.get(form, none) for form in FORMS.values())))
    made = any(path.endswith(".xlsx") for path in links.files)
    notes: list[Piece] = []
    if "" in links.sheets:
        words = 'Để in: <a href="{}">tóm tắt các chỉ tiêu trên một trang</a>.'
        notes.append(said(words, links.to(links.sheets[""])))
    if not made:
        notes.append("Tệp Excel và ảnh PNG chỉ có sau khi dựng trang, không có khi xem thử.")
    caption, columns = "Tệp dữ liệu, kích thước theo từng dạng", in_columns(headings, rows)
    return Table(caption, columns, notes=tuple(notes), kind="downloads")


def _sums(links: Links, count: Callable[[], int]) -> Markup:
    files = links.files.items()
    link, digest = (
        '<a class="i-take__file" href="{}">{}</a>',
        '<code class="i-code i-sum">{}</code>',
    )
    length = '<span class="i-take__file">{}</span>'
    columns = (
        Column("Tệp", [said(link, links.file(path), links.root + path) for path, _ in files]),
        Column("Kích thước", [said(length, size(file.size)) for _, file in files], numeric=True),
        Column("Mã kiểm tra", [said(digest, file.digest) for _, file in files]),
    )
    table = Table("Mã kiểm tra của từng tệp", columns, kind="sums")
    described = [path for path in (DESCRIPTOR, SUMS, f"{API}index.json") if path in links.files]
    return render(
        "sums.html.jinja",
        links,
        table=block(table, links, count),
        described=[links.file(path) for path in described],
    )


@macro
def cite(writer: Writer, name: Annotated[str, INDICATOR] = "") -> Markup:
    """How an indicator or the whole of the data is cited: in words, as BibTeX, and as schema.org
    describes it.
    """
    links = writer.links
    work = Work(writer.views, writer.edition, links.page, name or None)
    described: Piece = ""
    # Search engines read absolute addresses only, and nothing of what there is no data of.
    if work.address and work.indicator is None:
        described = script(data_catalogue(work, links.home))
    elif work.address and stated_in_data(work):
        paths = forms_of(stem_of(work.indicator or "")).values()
        own = {links.root + path: links.files[path] for path in paths if path in links.files}
        described = script(dataset(work, own))
    # A line end would be lost where a template is put on one line.
    entry = Markup("{}").format(bibtex(work)).replace("\n", Markup("&#10;"))
    told = {"words": reference(work), "entry": entry, "described": described}
    return render("cite.html.jinja", links, **told)
