/** `lapicque show DOC|MODEL`: equations, parameters, units; or a document to begin from. */
import { printLatex, printMathML, printText } from "../../language/index.ts";
import {
  describeProjections,
  isModel,
  openModel,
  type Printer,
  phenomenonOf,
  printJson,
  type ShownEntry,
  type ShownSet,
  setsOf,
  showEntries,
  showSynapses,
} from "../../session/index.ts";
import { advise, changesOf, deliver, environment, open, refuseDocument, voiceOf } from "../open.ts";
import type { Paint } from "../paint.ts";
import { table } from "../summary.ts";
import type { Action } from "../verb.ts";

type Notation = "text" | "latex" | "mathml";

const notations: Readonly<Record<Notation, { readonly file: string; readonly print: Printer }>> = {
  text: { file: "show.txt", print: printText },
  latex: { file: "show.tex", print: printLatex },
  mathml: { file: "show.html", print: printMathML },
};

export const show: Action = async (shell, given) => {
  const { flags, doc } = given;
  const isOfCatalogue = isModel(doc);
  const opened = isOfCatalogue ? await openModel(environment(shell), doc, changesOf(flags)) : await open(shell, given);
  if (opened.errors.length > 0) return refuseDocument(shell, given, opened);
  advise(shell, given, opened);
  const notation: Notation = flags.latex ? "latex" : flags.mathml ? "mathml" : "text";
  const { file, print } = notations[notation];
  const entries = [...showEntries(opened, print), ...showSynapses(opened, print)];
  const projections = describeProjections(opened.document.root);
  const sets = isOfCatalogue && !doc.includes(".") ? await setsOf(doc) : [];
  const phenomenon = isOfCatalogue ? await phenomenonOf(doc) : undefined;
  const report = {
    title: opened.experiment?.title ?? opened.name,
    phenomenon: phenomenon ?? null,
    equations: entries.flatMap(({ equations }) => equations),
    parameters: entries.flatMap(({ path, parameters }) => parameters.map((parameter) => ({ entry: path, ...parameter }))),
    sets: sets.map((one) => ({ ...one })),
    entries: entries.map(({ path, equations, rules, inputs, states }) => ({
      path,
      equations,
      rules: rules.map(([key, text]) => ({ key, text })),
      inputs: inputs.map((one) => ({ ...one })),
      states: states.map((one) => ({ ...one })),
    })),
    projections: projections.map((one) => ({ ...one })),
  };
  const { colours } = voiceOf(shell, given);
  const plain =
    notation === "text" && opened.experiment?.title
      ? `${colours.bold(opened.experiment.title)}\n${phenomenon ? `${phenomenon}\n` : ""}\n`
      : "";
  const text = flags.yaml
    ? opened.yaml
    : plain +
      entries.map((entry) => textOf(entry, notation, colours)).join("\n") +
      (notation === "text" ? projectionTable(projections) + setTable(sets) : "");
  await deliver(shell, given, {
    json: { name: "show.json", text: `${printJson(report)}\n` },
    human: text,
    file: { name: flags.yaml ? "show.yaml" : file, text },
  });
  return 0;
};

function textOf(entry: ShownEntry, notation: Notation, colours: Paint): string {
  const { path, equations, rules } = entry;
  const formulas = [...equations, ...rules.filter(([key]) => key !== "refractory").map(([, text]) => text)];
  if (notation === "mathml") return `${formulas.join("\n")}\n`;
  if (notation === "latex") return `% ${path}\n\\begin{gather*}\n${formulas.map((line) => `  ${line}`).join(" \\\\\n")}\n\\end{gather*}\n`;
  const lines = [
    colours.cyan(path),
    ...equations.map((line) => `  ${line}`),
    ...rules.map(([key, text]) => `  ${colours.dim(`${key}:`)} ${text}`),
  ];
  return `${lines.join("\n")}\n${quantityTables(entry)}`;
}

/** States, inputs and parameters, each in a table of its own; a source that all parameters share stands below them. */
function quantityTables({ states, inputs, parameters }: ShownEntry): string {
  const sources = [...new Set(parameters.flatMap(({ source }) => (source === undefined ? [] : [source])))];
  const columns = [
    ["parameter", ...parameters.map(({ name }) => name)],
    ["value", ...parameters.map(({ value }) => value)],
    ["range", ...parameters.map(({ range }) => range?.join(" to ") ?? "")],
    ["meaning", ...parameters.map(({ meaning }) => meaning ?? "")],
    ...(sources.length > 1 ? [["source", ...parameters.map(({ source }) => source ?? "")]] : []),
  ].filter(([, ...cells]) => cells.some((cell) => cell !== ""));
  const rows = parameters.length > 0 ? columns[0]!.map((_, k) => columns.map((column) => column[k]!)) : [];
  const parts = [
    states.length > 0 ? table([["state", "initial", "unit"], ...states.map(({ name, value, unit }) => [name, value, unit])]) : "",
    inputs.length > 0 ? table([["input", "unit"], ...inputs.map(({ name, unit }) => [name, unit])]) : "",
    table(rows) + (sources.length === 1 ? `  values: ${sources[0]}\n` : ""),
  ];
  return parts
    .filter((part) => part !== "")
    .map((part) => `\n${part}`)
    .join("");
}

function projectionTable(projections: ReturnType<typeof describeProjections>): string {
  if (projections.length === 0) return "";
  const columns = [
    ["projection", ...projections.map(({ name }) => name)],
    ["from", ...projections.map(({ from }) => from.join(", "))],
    ["to", ...projections.map(({ to }) => to.join(", "))],
    ["synapse", ...projections.map(({ synapse, values }) => (values ? `${synapse} (${values})` : synapse))],
    ["into", ...projections.map(({ into }) => into)],
    ["connect", ...projections.map(({ connect }) => connect)],
    ["weight", ...projections.map(({ weight }) => weight)],
    ["delay", ...projections.map(({ delay }) => delay)],
  ].filter(([, ...cells]) => cells.some((cell) => cell !== ""));
  return `\n${table(columns[0]!.map((_, k) => columns.map((column) => column[k]!)))}`;
}

function setTable(sets: readonly ShownSet[]): string {
  if (sets.length === 0) return "";
  return `\n${table([["set", "title", "input", "source"], ...sets.map(({ id, title, input, source }) => [id, title, input, source])])}`;
}
