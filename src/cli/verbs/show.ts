/** `lapicque show DOC|MODEL`: equations, parameters, units; or a document to begin from. */
import { isModel, type Notation, openModel, printJson, type ShownEntry, showEntries } from "../../session/index.ts";
import { advise, deliver, environment, open } from "../open.ts";
import { type Paint, paint } from "../paint.ts";
import { refuse } from "../refuse.ts";
import { table } from "../summary.ts";
import type { Action } from "../verb.ts";

const files: Readonly<Record<Notation, string>> = { text: "show.txt", latex: "show.tex", mathml: "show.html" };

export const show: Action = async (shell, given) => {
  const { flags, doc } = given;
  const opened = isModel(doc) ? await openModel(environment(shell), doc) : await open(shell, given);
  if (opened.errors.length > 0) return refuse(shell, given, opened.errors);
  advise(shell, given, opened);
  const notation: Notation = flags.latex ? "latex" : flags.mathml ? "mathml" : "text";
  const entries = showEntries(opened, notation);
  const report = {
    title: opened.bound.experiment?.title ?? opened.name,
    equations: entries.flatMap(({ equations }) => equations),
    parameters: entries.flatMap(({ path, parameters }) => parameters.map((parameter) => ({ entry: path, ...parameter }))),
    entries: entries.map(({ path, equations, other }) => ({ path, equations, ...Object.fromEntries(other) })),
  };
  const text = flags.yaml ? opened.yaml : entries.map((entry) => textOf(entry, notation, paint(shell.colour))).join("\n");
  await deliver(shell, given, {
    json: { name: "show.json", text: `${printJson(report)}\n` },
    human: text,
    file: { name: flags.yaml ? "show.yaml" : files[notation], text },
  });
  return 0;
};

function textOf({ path, equations, parameters, other }: ShownEntry, notation: Notation, colours: Paint): string {
  if (notation === "mathml") return `${equations.join("\n")}\n`;
  if (notation === "latex") return `% ${path}\n\\begin{align*}\n${equations.map((line) => `  ${line}`).join(" \\\\\n")}\n\\end{align*}\n`;
  const rows = parameters.map(({ name, value, unit, meaning }) => [name, value === null ? "drawn" : `${value}`, unit, meaning ?? ""]);
  const lines = [
    colours.bold(path),
    ...equations.map((line) => `  ${line}`),
    ...other.map(([key, words]) => `  ${colours.dim(`${key}:`)} ${words.replaceAll("\n", "; ")}`),
  ];
  return `${lines.join("\n")}\n${rows.length > 0 ? table(rows) : ""}`;
}
