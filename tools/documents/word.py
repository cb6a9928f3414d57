"""Makes the Word document of a report, with headings and tables that can be edited on."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING, Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor

from tools.documents import tables
from tools.domain.reporting import shown_number
from tools.wording import documents as wording

if TYPE_CHECKING:
    from collections.abc import Sequence

    from docx.styles.style import BaseStyle
    from docx.table import _Cell
    from docx.text.paragraph import Paragraph

    from tools.domain.reporting import PolicyApplies, ReportContent, ScenarioMatched

LEAD, QUIET, WARM = "0C6A78", "52666C", "A34A06"
HEAD_FILL, RULE = "EAF3F4", "C9D6D9"
WIDTH_CM = 17.0
"""Of a page of A4 between its margins."""
LABEL_CM = 2.6
STYLES = (("Normal", 10.5, ""), ("Title", 22, "17292F"), ("Heading 1", 14, LEAD), ("Heading 2", 11.5, "17292F"))
MOMENT = (2000, 1, 1, 0, 0, 0)
"""What the parts of the file are dated, so that the same content gives the same bytes."""
LABELS, HEADINGS = wording.LABELS, wording.HEADINGS


def word(content: ReportContent, number: str, radar: bytes) -> bytes:
    """Write the Word document; the same content gives the same bytes.

    Args:
        content: What the report says.
        number: Its number, in full.
        radar: Its chart, as PNG.
    """
    return _Writer(content, number, radar).written()


class _Writer:
    """One document while it is written."""

    def __init__(self, content: ReportContent, number: str, radar: bytes) -> None:

        self._content, self._number, self._radar = content, number, radar
        self._document = Document()
        self._set_up()

    def written(self) -> bytes:
        self._opening()
        self._dimensions()
        self._pains()
        self._scenarios()
        self._policies()
        self._actions()
        self._change()
        self._answers()
        self._limits()
        stream = BytesIO()
        self._document.save(stream)
        return _settled(stream)

    # --- parts ------------------------------------------------------------------------------------------------------

    def _opening(self) -> None:
        content = self._content
        self._line(content.title, colour=LEAD, bold=True, size=12)
        self._document.add_paragraph(content.enterprise, style="Title")
        days = [
            f"{LABELS['made']} {wording.day(content.day)}",
            f"{LABELS['diagnosed']} {wording.day(content.diagnosed)}",
            content.form,
            f"{LABELS['number']} {shown_number(self._number)}",
        ]
        self._line(wording.BETWEEN.join(days), colour=QUIET, size=9)
        self._heading("conclusion")
        self._line(content.conclusion, bold=True, size=12)
        figures = tables.figures(content)
        self._table([[label for label, _ in figures], [value for _, value in figures]])

    def _dimensions(self) -> None:

        self._heading("dimensions")
        chart = self._document.add_paragraph()
        chart.alignment = WD_ALIGN_PARAGRAPH.CENTER
        picture = chart.add_run().add_picture(BytesIO(self._radar), width=Cm(9.5))
        picture._inline.docPr.set("descr", tables.alt(self._content))  # noqa: SLF001 -- no other way to the alt text
        self._table(tables.dimensions(self._content), widths=(3.6, 2.4, 1.8, 5.2, 4.0))
        self._line(self._content.peers, colour=QUIET, size=9)

    def _pains(self) -> None:
        self._heading("pains")
        names = {s.id: s.name for s in self._content.scenarios}
        for place, pain in enumerate(self._content.pains, 1):
            own = LABELS["own"] if pain.own else ""
            self._title(f"{place}. {pain.pain}", own)
            suits = wording.LIST_COMMA.join(names[i] for i in pain.scenarios)
            causes = [(LABELS["causes"], cause) for cause in pain.causes]
            rest = [(LABELS["ask"], pain.ask), (LABELS["advice"], pain.advice), (LABELS["suits"], suits)]
            self._pairs([*causes, *rest])
        if not self._content.pains:
            self._line(LABELS["no_pains"])

    def _scenarios(self) -> None:
        self._heading("scenarios")
        for scenario in self._content.scenarios:
            self._scenario(scenario)
        if not self._content.scenarios:
            self._line(LABELS["no_scenarios"])

    def _scenario(self, scenario: ScenarioMatched) -> None:
        self._title(scenario.name, scenario.id)
        self._line(scenario.summary + wording.STOP)
        if scenario.caution:
            self._line(scenario.caution, colour=QUIET if scenario.advisable else WARM)
        self._pairs(
            [
                (LABELS["why"], scenario.why),
                (LABELS["data"], scenario.data),
                (LABELS["lacking"], wording.LIST_COMMA.join(scenario.lacking)),
                (LABELS["hardware"], scenario.hardware or LABELS["no_hardware"]),
                (LABELS["effort"], scenario.effort),
                (LABELS["duration"], scenario.duration),
            ]
        )

    def _policies(self) -> None:
        self._heading("policies")
        for policy in self._content.policies:
            self._policy(policy)
        self._line(self._content.policies_note, colour=QUIET, size=9)

    def _policy(self, policy: PolicyApplies) -> None:
        self._title(policy.title, LABELS["fits"] if policy.fits else LABELS["open"])
        self._pairs(
            [
                (LABELS["closes"] if policy.closes else LABELS["ends"], tables.deadline(policy)),
                (LABELS["standing"], policy.standing),
                (LABELS["amount"], policy.amount),
                (LABELS["time"], policy.time),
                (LABELS["how"], policy.how),
                (LABELS["trust"], policy.trust),
                (LABELS["source"], policy.source),
            ]
        )

    def _actions(self) -> None:
        self._heading("actions")
        for action in self._content.actions:
            self._title(tables.horizon(action))
            for item in action.items:
                self._document.add_paragraph(item, style="List Bullet")

    def _change(self) -> None:
        self._heading("change")
        change = self._content.change
        self._line(change.text)
        if change.rows:
            head = [LABELS["item"], LABELS["before"], LABELS["now"], LABELS["change"]]
            self._table([head, *([m.name, m.before, m.after, m.change] for m in change.rows)])

    def _answers(self) -> None:
        self._heading("answers")
        for line in self._content.checks:
            self._line(line, colour=WARM)
        head = [LABELS["position"], LABELS["question"], LABELS["answer"], LABELS["evidence"]]
        rows = [
            [
                str(a.position),
                a.question,
                f"{LABELS['key_mark']} {a.answer}" if a.key else a.answer,
                a.evidence or LABELS["none"],
            ]
            for a in self._content.answers
        ]
        self._table([head, *rows], widths=(1.1, 8.2, 5.7, 2.0))
        self._line(f"{LABELS['key_mark']} {LABELS['key']}", colour=QUIET, size=9)

    def _limits(self) -> None:
        content = self._content
        self._heading("limits")
        for line in content.limits:
            self._document.add_paragraph(line, style="List Bullet")
        revisit = wording.REVISIT.format(day=wording.day(content.revisit), note=content.revisit_note)
        self._line(f"{LABELS['revisit']} {revisit}", bold=True)

    # --- means ------------------------------------------------------------------------------------------------------

    def _set_up(self) -> None:

        section = self._document.sections[0]
        section.page_width, section.page_height = Cm(21), Cm(29.7)
        section.left_margin = section.right_margin = Cm(2)
        section.top_margin, section.bottom_margin = Cm(2), Cm(1.8)
        styles: Any = self._document.styles
        for name, size, colour in STYLES:
            style = styles[name]
            style.font.name, style.font.size = wording.LATIN, Pt(size)
            _east_asian(style)
            if colour:
                style.font.color.rgb = RGBColor.from_string(colour)
                style.font.bold = True
        normal = styles["Normal"].paragraph_format
        normal.space_after, normal.line_spacing = Pt(4), 1.25
        styles["Heading 1"].paragraph_format.space_before = Pt(16)
        styles["Heading 1"].paragraph_format.space_after = Pt(5)
        styles["Heading 2"].paragraph_format.space_before = Pt(9)
        styles["Heading 2"].paragraph_format.space_after = Pt(3)
        _without_rule(styles["Title"])
        properties = self._document.core_properties
        properties.title, properties.author = self._content.title, wording.PRODUCT
        properties.comments, properties.language = self._content.label, "zh-CN"
        properties.last_modified_by = wording.PRODUCT
        self._footer(section.footer.paragraphs[0])

    def _footer(self, paragraph: Paragraph) -> None:

        text = f"{self._content.label}　{LABELS['number']} {shown_number(self._number)}　"
        for run in (paragraph.add_run(text), paragraph.add_run()):
            run.font.size, run.font.color.rgb = Pt(8), RGBColor.from_string(QUIET)
        _page_number(paragraph.runs[-1])

    def _heading(self, name: str) -> None:
        self._document.add_heading(HEADINGS[name], level=1)

    def _title(self, text: str, mark: str = "") -> None:

        heading = self._document.add_heading(text, level=2)
        if mark:
            run = heading.add_run(f"　{mark}")
            run.bold, run.font.size, run.font.color.rgb = False, Pt(9), RGBColor.from_string(LEAD)

    def _line(self, text: str, *, colour: str = "", bold: bool = False, size: float = 0) -> None:

        run = self._document.add_paragraph().add_run(text)
        run.bold = bold or None
        if size:
            run.font.size = Pt(size)
        if colour:
            run.font.color.rgb = RGBColor.from_string(colour)

    def _pairs(self, pairs: Sequence[tuple[str, str]]) -> None:
        """Write labels and what they stand for, without lines; those that say nothing are left out."""
        rows = [[label, value] for label, value in pairs if value]
        self._table(rows, widths=(LABEL_CM, WIDTH_CM - LABEL_CM), plain=True)

    def _table(self, rows: Sequence[Sequence[str]], widths: Sequence[float] = (), *, plain: bool = False) -> None:

        columns = len(rows[0])
        table = self._document.add_table(0, columns)
        table.autofit = False
        if not plain:
            _ruled(table)
        sizes = _fitted(widths, columns)
        for size, column in zip(sizes, table.columns, strict=True):
            column.width = Cm(size)
        for place, row in enumerate(rows):
            cells = table.add_row().cells
            for size, cell, text in zip(sizes, cells, row, strict=True):
                cell.width = Cm(size)
                head = (plain and cell is cells[0]) or (not plain and not place)
                _fill(cell, text, quiet=head, shade=head and not plain)
                cell.paragraphs[0].paragraph_format.keep_with_next = plain and place < len(rows) - 1
            if not plain and not place:
                _repeat(table.rows[0])
            _keep_together(table.rows[-1])
        after = self._document.add_paragraph()
        after.paragraph_format.space_after, after.paragraph_format.line_spacing = Pt(0), Pt(4 if plain else 8)


def _fitted(widths: Sequence[float], columns: int) -> list[float]:
    """Make widths as many as there are columns and as wide as the page."""
    wanted = list(widths)
    if len(wanted) != columns:
        wanted = [*wanted[:3], *wanted[-1:]] if len(wanted) > columns else [1.0] * columns
    scale = WIDTH_CM / sum(wanted)
    return [width * scale for width in wanted]


def _fill(cell: _Cell, text: str, *, quiet: bool, shade: bool) -> None:

    paragraph = cell.paragraphs[0]
    paragraph.paragraph_format.space_before, paragraph.paragraph_format.space_after = Pt(2), Pt(2)
    paragraph.paragraph_format.line_spacing = 1.15
    run = paragraph.add_run(text)
    run.font.size = Pt(9.5)
    if quiet:
        run.font.color.rgb = RGBColor.from_string(QUIET)
    if shade:
        shading = OxmlElement("w:shd")
        for name, value in (("val", "clear"), ("color", "auto"), ("fill", HEAD_FILL)):
            shading.set(qn(f"w:{name}"), value)
        cell._tc.get_or_add_tcPr().append(shading)  # noqa: SLF001 -- the library has no name for it


def _ruled(table: Any) -> None:  # noqa: ANN401 -- a table, by the parts the library has no types for
    """Draw thin lines between rows."""
    borders = OxmlElement("w:tblBorders")
    for side in ("top", "bottom", "insideH"):
        border = OxmlElement(f"w:{side}")
        for name, value in (("val", "single"), ("sz", "4"), ("space", "0"), ("color", RULE)):
            border.set(qn(f"w:{name}"), value)
        borders.append(border)
    table._tbl.tblPr.append(borders)  # noqa: SLF001 -- as above


def _east_asian(style: BaseStyle) -> None:
    """Set a style in a Chinese font that Word and WPS have; the heading's theme font would go before it."""
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for name in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
        fonts.attrib.pop(qn(f"w:{name}"), None)
    for name, font in (("ascii", wording.LATIN), ("hAnsi", wording.LATIN), ("eastAsia", wording.FONT)):
        fonts.set(qn(f"w:{name}"), font)


def _without_rule(style: BaseStyle) -> None:
    """Take away the line below a title."""
    properties = style.element.get_or_add_pPr()
    for border in properties.findall(qn("w:pBdr")):
        properties.remove(border)


def _page_number(run: Any) -> None:  # noqa: ANN401 -- a run, by the parts the library has no types for

    for kind in ("begin", "", "end"):
        element = OxmlElement("w:fldChar" if kind else "w:instrText")
        if kind:
            element.set(qn("w:fldCharType"), kind)
        else:
            element.text = "PAGE"
        run._r.append(element)  # noqa: SLF001 -- the library has no name for it


def _repeat(row: Any) -> None:  # noqa: ANN401 -- as above
    """Show a table's head again on each page."""
    row._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))  # noqa: SLF001 -- as above


def _keep_together(row: Any) -> None:  # noqa: ANN401 -- as above

    row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))  # noqa: SLF001 -- as above


def _settled(stream: BytesIO) -> bytes:
    """Date all parts of the file alike."""
    settled = BytesIO()
    with ZipFile(stream) as made, ZipFile(settled, "w", ZIP_DEFLATED) as anew:
        for part in made.infolist():
            anew.writestr(ZipInfo(part.filename, MOMENT), made.read(part), ZIP_DEFLATED)
    return settled.getvalue()
