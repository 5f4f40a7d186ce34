/** `lapicque verify`: the table of reference numbers. */
import { printJson } from "../../session/index.ts";
import { verify as compute, groups, type Row, type Verified } from "../../verify/index.ts";
import { deliver, environment, voiceOf } from "../open.ts";
import type { Paint } from "../paint.ts";
import { progressBar } from "../progress-bar.ts";
import { table } from "../summary.ts";
import type { Action } from "../verb.ts";

export const verify: Action = async (shell, given) => {
  const bar = progressBar(shell, given.flags.quiet === true);
  const start = shell.host.now();
  const began = ({ title }: { readonly title: string }, index: number) => {
    const fraction = index / groups.length;
    bar.progress({ fraction, secondsLeft: ((shell.host.now() - start) / 1000) * (1 / fraction - 1), what: title });
  };
  const verified = await compute(environment(shell), { signal: shell.signal, began });
  bar.clear();
  const rows = verified.groups.flatMap((group) => group.rows);
  await deliver(shell, given, {
    json: { name: "verify.json", text: `${printJson({ rows: rows.map((row) => ({ ...row })) })}\n` },
    human: textOf(verified, voiceOf(shell, given).colours),
  });
  return verified.isCancelled || rows.some(({ ok }) => !ok) ? 1 : 0;
};

/** A table for each group; sources, which many rows share, are numbered below. */
function textOf({ groups: done, isCancelled }: Verified, colours: Paint): string {
  const rows = done.flatMap((group) => group.rows);
  const sources = [...new Set(rows.map(({ source }) => source))];
  const header = ["", "value", "reference", "error", "tolerance", "source", ""];
  const body = rows.map((row) => [...cells(row), `[${sources.indexOf(row.source) + 1}]`, row.ok ? "ok" : "FAILED"]);
  const lines = table([header, ...body])
    .trimEnd()
    .split("\n");
  let at = 1;
  const sections = done.map(({ title, rows: { length } }) => {
    const from = at;
    at += length;
    return `${colours.bold(title)}\n${lines
      .slice(from, at)
      .map((line) => (line.endsWith("FAILED") ? colours.red(line) : line))
      .join("\n")}\n`;
  });
  const notes = sources.map((source, k) => `  [${k + 1}] ${source}`);
  const failed = rows.filter(({ ok }) => !ok).length;
  const verdict = failed > 0 ? colours.red(`${failed} of ${rows.length} rows failed`) : colours.green(`all ${rows.length} rows ok`);
  const end = isCancelled ? `${colours.red("cancelled")}: ${done.length} of ${groups.length} groups were computed\n` : "";
  return `${colours.dim(lines[0]!)}\n${sections.join("\n")}\n${notes.join("\n")}\n${end}${verdict}\n`;
}

/** Enough digits to see where value and reference part; the error is computed from all of them. */
const DIGITS = 13;

function cells({ name, value, reference, error, tolerance }: Row): readonly string[] {
  const number = (one: number) => `${Number(one.toPrecision(DIGITS))}`;
  const short = (one: number) => (one === 0 ? "0" : one.toExponential(1));
  return [name, number(value), number(reference), short(error), short(tolerance)];
}
