/** A document as a reader wants it: equations, what stands in them, who is connected to whom, and how it is run. */
import { fileSource, LapicqueError } from "../base/index.ts";
import { parseExpression, type Tree } from "../language/index.ts";
import type { Document } from "../model/index.ts";
import {
  type DescribedProjection,
  describeProjections,
  type Opened,
  type Printer,
  type ShownEntry,
  showEntries,
  showSynapses,
} from "../session/index.ts";
import type { ExportSource } from "./export.ts";

/** A table: headers, and rows of as many cells. */
export interface Grid {
  readonly columns: readonly Column[];
  readonly rows: readonly (readonly string[])[];
}
/** `formula`: a name or value in the notation of the outline; else words. */
export interface Column {
  readonly title: string;
  readonly kind: "formula" | "words";
}

/** One entry of `neurons`, `rates`, `fields` or `synapses`. */
export interface OutlineEntry {
  /** `neurons: lif`. */
  readonly heading: string;
  /** Equations and rules, in the notation of the outline. */
  readonly formulas: readonly string[];
  readonly parameters: Grid;
  /** Where all its values are from; empty where they have several sources, which are a column, or none. */
  readonly source: string;
}

export interface Outline {
  readonly title: string;
  readonly entries: readonly OutlineEntry[];
  /** Parameters of the document, which all its parts share. */
  readonly parameters: Grid;
  /** Populations with their sizes; empty for a single neuron. */
  readonly populations: Grid;
  readonly projections: Grid;
  /** How long it is run, in which steps, with which seed. */
  readonly run: Grid;
}

type Node = Document["root"] | NonNullable<ReturnType<Document["root"]["entries"]["get"]>>["value"];

const formula = (title: string): Column => ({ title, kind: "formula" });
const words = (title: string): Column => ({ title, kind: "words" });

/** Reads an opened document that has an experiment; its formulas as `print` writes them. */
export function outlineOf({ opened }: ExportSource, print: Printer): Outline {
  const experiment = opened.experiment!;
  const setting = new Setting(print, experiment.units);
  const shown = [...showEntries(opened, print), ...showSynapses(opened, print)];
  const { run, populations } = experiment;
  const sizes = populations.filter(({ size }) => size > 1);
  const time = experiment.units === "none" ? "" : " ms";
  return {
    title: experiment.title || opened.name,
    entries: shown.map((entry) => entryOf(entry, setting)),
    parameters: sharedGrid(opened, setting),
    populations: withoutEmpty({
      columns: [words("population"), words("neuron"), words("size")],
      rows: sizes.length === 0 ? [] : populations.map(({ name, flow, size }) => [name, flow.name, `${size}`]),
    }),
    projections: projectionGrid(describeProjections(opened.document.root), setting),
    run: {
      columns: [words("run"), words("")],
      rows: [
        ["recorded time", `${run.duration - run.transient}${time}`],
        ...(run.transient > 0 ? [["transient before", `${run.transient}${time}`]] : []),
        ["step", run.step === undefined ? "adaptive" : `${run.step}${time}`],
        ["seed", `${run.seed}`],
      ],
    },
  };
}

/** Names and values in the notation. */
class Setting {
  private readonly print: Printer;
  private readonly units: "physical" | "none";
  constructor(print: Printer, units: "physical" | "none") {
    this.print = print;
    this.units = units;
  }
  name(text: string): string {
    return this.print({ kind: "name", name: text });
  }
  /** An expression as a formula; what is none (a random value of a later version, a list) as it is written. */
  value(text: string): string {
    if (text === "") return "";
    try {
      return this.print(signed(parseExpression(fileSource("value", text), { units: this.units })));
    } catch (error) {
      if (!(error instanceof LapicqueError)) throw error;
      return this.print({ kind: "name", name: text });
    }
  }
}

/** -65 mV as one number, which needs no parentheses around its unit. */
function signed(tree: Tree): Tree {
  return tree.kind === "unary" && tree.op === "-" && tree.arg.kind === "number" ? { ...tree.arg, value: -tree.arg.value } : tree;
}

function entryOf({ path, equations, rules, parameters, states, inputs }: ShownEntry, setting: Setting): OutlineEntry {
  const sources = new Set(parameters.flatMap(({ source }) => source ?? []));
  const isOne = sources.size === 1;
  const refractory = rules
    .filter(([key]) => key === "refractory")
    .map(([, text]) => ["refractory", setting.value(text), "time without spikes", ""]);
  const rows = [
    ...states.map(({ name, value, unit }) => [
      setting.name(name),
      setting.value(value),
      `initial value${unit === "" || value !== "" ? "" : ` (${unit})`}`,
      "",
    ]),
    ...inputs.map(({ name, unit }) => [setting.name(name), "", `input${unit === "" ? "" : ` in ${unit}`}`, ""]),
    ...parameters.map(({ name, value, meaning, source }) => [
      setting.name(name),
      setting.value(value),
      meaning ?? "",
      isOne ? "" : (source ?? ""),
    ]),
    ...refractory,
  ];
  const [scope = "", ...name] = path.split(".");
  return {
    heading: `${scope}: ${name.join(".")}`,
    formulas: [...equations, ...rules.filter(([key]) => key !== "refractory").map(([, text]) => text)],
    parameters: withoutEmpty({ columns: [formula("symbol"), formula("value"), words("meaning"), words("source")], rows }),
    source: isOne ? ([...sources][0] ?? "") : "",
  };
}

/** `parameters:` of the document as they are written. */
function sharedGrid({ document }: Opened, setting: Setting): Grid {
  const shared = document.root.entries.get("parameters")?.value;
  const text = (node: Node | undefined) => (node?.kind === "scalar" ? node.source.text.trim() : "");
  const rows = [...(shared?.kind === "map" ? shared.entries : [])].map(([name, { value }]) => {
    const part = (key: string) => text(value.kind === "map" ? value.entries.get(key)?.value : key === "value" ? value : undefined);
    return [setting.name(name), setting.value(part("value")), part("meaning")];
  });
  return withoutEmpty({ columns: [formula("symbol"), formula("value"), words("meaning")], rows });
}

function projectionGrid(projections: readonly DescribedProjection[], setting: Setting): Grid {
  const rows = projections.map(({ name, from, to, synapse, values, into, connect, weight, delay }) => [
    name,
    from.join(", "),
    to.join(", "),
    values === "" ? synapse : `${synapse} (${values})`,
    setting.name(into),
    connect,
    setting.value(weight),
    setting.value(delay),
  ]);
  const columns = [
    words("projection"),
    words("from"),
    words("to"),
    words("synapse"),
    formula("into"),
    words("connect"),
    formula("weight"),
    formula("delay"),
  ];
  return withoutEmpty({ columns, rows });
}

/** A column without a single entry is no column. */
function withoutEmpty({ columns, rows }: Grid): Grid {
  const kept = columns.flatMap((_, k) => (rows.some((row) => row[k] !== "") ? [k] : []));
  return { columns: kept.map((k) => columns[k]!), rows: rows.map((row) => kept.map((k) => row[k]!)) };
}
