/** What a document says, for the panels. */
import { printMathML } from "../../../src/language/index.ts";
import { type Dial, dialsOf, firingPopulations, type Opened, type ShownEntry } from "../../../src/session/index.ts";
import type { Described, DescribedSweep, Remark, ShownDial } from "../contract.ts";
import { sliderEnds } from "./ends.ts";

/** What stays while dials are turned: computed once for the text that was opened. */
export interface Ground {
  readonly entries: readonly ShownEntry[];
  readonly dials: ReadonlyMap<string, Dial>;
}

/** Title, remarks, dials and typeset equations of an opened document. */
export function describe(opened: Opened, text: string, { entries, dials }: Ground): Described {
  const errors = opened.errors.length > 0 ? opened.errors : opened.bound.unfinished;
  return {
    title: opened.experiment?.title || opened.name,
    text,
    remarks: [...errors.map((error) => remark("error", error, text)), ...opened.warnings.map((one) => remark("warning", one, text))],
    notes: [...opened.notes, ...opened.missing.map((name) => `not built yet: ${name}`)],
    dials: dialsOf(opened.document).map((dial) => shown(dial, dials.get(dial.path) ?? dial)),
    entries: entries.map(({ path, equations, rules, states }) => ({ path, equations, rules, states })),
    sound: opened.experiment !== undefined,
    scales: opened.experiment?.run.scales ?? [],
    firing: opened.experiment ? firingPopulations(opened.experiment).map(({ name }) => name) : [],
    ...(opened.axes.length > 0 ? { sweep: sweepOf(opened) } : {}),
    figures: Object.fromEntries((opened.experiment?.figures ?? []).map(({ name, options }) => [name, options]).reverse()),
  };
}

/** Axes are named by the ends of paths, as overrides are. */
function sweepOf({ axes, measures, document }: Opened): DescribedSweep {
  const dials = dialsOf(document);
  return {
    axes: axes.map(({ shown: { path, values } }) => {
      const dial = dials.find((one) => one.path === path) ?? dials.find((one) => one.path.endsWith(`.${path}`));
      const isNumeric = values.every((value) => typeof value === "number");
      return { path, isNumeric, count: values.length, ...(dial ? { dial: dial.path } : {}) };
    }),
    measures,
  };
}

function shown(dial: Dial, original: Dial): ShownDial {
  const ends = sliderEnds(original);
  const symbol = /^[A-Za-z]\w*$/.test(dial.name) ? printMathML({ kind: "name", name: dial.name, span: nowhere }) : "";
  return { ...dial, symbol, original: original.written, ...(ends ? { ends } : {}) };
}

/** Printing asks a name for no place. */
const nowhere = { source: { name: "", text: "", locate: () => ({ file: "", line: 1, column: 1, lineText: "" }) }, start: 0, end: 0 };

/** What to do about a file that is not there: nothing about folders, which a page does not see. */
const toOpen = "drop it onto the page, or choose it under File, Open files; several can be opened together with their document";

type Complaint = Opened["errors"][number];

function remark(kind: Remark["kind"], error: Complaint, text: string): Remark {
  const said = { kind, message: error.message, hint: error.code === "cannot-read" ? toOpen : error.hint };
  const { span } = error;
  if (!span) return said;
  const from = offsetOf(text, span.source.locate(span.start));
  const to = offsetOf(text, span.source.locate(span.end));
  return from === undefined ? said : { ...said, from, to: Math.max(to ?? from, from + 1) };
}

/** Offset of a line and column in a text; undefined for a place in another text. */
function offsetOf(text: string, { line, column, lineText }: ReturnType<NonNullable<Complaint["span"]>["source"]["locate"]>) {
  const lines = text.split("\n");
  if (lines[line - 1]?.replace(/\r$/, "") !== lineText) return undefined;
  return lines.slice(0, line - 1).reduce((sum, each) => sum + each.length + 1, 0) + column - 1;
}
