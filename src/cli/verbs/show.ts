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
    title: opened.experiment?.title ?? opened.name,
    equations: entries.flatMap(({ equations }) => equations),
    parameters: entries.flatMap(({ path, parameters }) => parameters.map((parameter) => ({ entry: path, ...parameter }))),
    entries: entries.map(({ path, equations, rules, inputs, states }) => ({
      path,
      equations,
      rules: rules.map(([key, text]) => ({ key, text })),
      inputs: inputs.map((one) => ({ ...one })),
      states: states.map((one) => ({ ...one })),
    })),
  };
  const text = flags.yaml ? opened.yaml : entries.map((entry) => textOf(entry, notation, paint(shell.colour))).join("\n");
  await deliver(shell, given, {
    json: { name: "show.json", text: `${printJson(report)}\n` },
    human: text,
    file: { name: flags.yaml ? "show.yaml" : files[notation], text },
  });
  return 0;
};

function textOf({ path, equations, rules, parameters, inputs, states }: ShownEntry, notation: Notation, colours: Paint): string {
  const formulas = [...equations, ...rules.filter(([key]) => key !== "refractory").map(([, text]) => text)];
  if (notation === "mathml") return `${formulas.join("\n")}\n`;
  if (notation === "latex") return `% ${path}\n\\begin{gather*}\n${formulas.map((line) => `  ${line}`).join(" \\\\\n")}\n\\end{gather*}\n`;
  const lines = [
    colours.bold(path),
    ...equations.map((line) => `  ${line}`),
    ...rules.map(([key, text]) => `  ${colours.dim(`${key}:`)} ${text}`),
  ];
  const rows = [
    ...states.map(({ name, value, unit }) => [name, value, unit && `in ${unit}`, "state, initial value"]),
    ...inputs.map(({ name, unit }) => [name, "", unit && `in ${unit}`, "input"]),
    ...parameters.map(({ name, value, meaning, range }) => [name, value, range ? range.join(" to ") : "", meaning ?? ""]),
  ];
  return `${lines.join("\n")}\n\n${table([["name", "value", "range", "meaning"], ...rows])}`;
}
