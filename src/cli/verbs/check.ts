/** `lapicque check DOC`: every mistake, every warning, and which scales can run it. */
import {
  type CheckedProjection,
  type CheckedScale,
  checkProjections,
  checkScales,
  type Json,
  type Opened,
  obstacles,
  printJson,
} from "../../session/index.ts";
import { advise, deliver, open, voiceOf } from "../open.ts";
import { type Paint, paint } from "../paint.ts";
import { errorReport } from "../refuse.ts";
import { renderError } from "../render-error.ts";
import type { Action } from "../verb.ts";

export const check: Action = async (shell, given) => {
  const opened = await open(shell, given);
  const ok = opened.errors.length === 0;
  const scales = opened.experiment ? await checkScales(opened.experiment) : [];
  const projections = opened.experiment ? checkProjections(opened.experiment) : [];
  // A document without `run:` may be a part of others: nothing is wrong with it, but it cannot run by itself.
  const notes = [...opened.notes, ...(ok ? obstacles(opened).map(({ message, hint }) => `${message}${hint ? `: ${hint}` : ""}`) : [])];
  const report: Json = {
    ok,
    scales: scales.map(({ id, accepts, reasons }) => ({ id, accepts, reasons })),
    projections: projections.map(({ connections, ...rest }) => ({ ...rest, connections: connections ?? null })),
    missing: opened.missing,
    warnings: opened.warnings.map(errorReport),
    errors: opened.errors.map(errorReport),
    notes,
  };
  for (const error of opened.errors) shell.err(renderError(error, paint(shell.colour.err)));
  advise(shell, given, opened);
  const text = ok ? verdict(opened, notes, scales, projections, voiceOf(shell, given).colours) : "";
  await deliver(shell, given, { json: { name: "check.json", text: `${printJson(report)}\n` }, human: text });
  return ok ? 0 : 2;
};

/** What a sound document is told: which scales run it, and why the others do not. */
function verdict(
  opened: Opened,
  notes: readonly string[],
  scales: readonly CheckedScale[],
  projections: readonly CheckedProjection[],
  colours: Paint,
): string {
  const named = opened.experiment?.run.scales ?? [];
  const wanted = named.length > 0 ? scales.filter(({ id }) => named.includes(id)) : scales;
  const isServed = scales.length === 0 || wanted.some(({ accepts }) => accepts);
  const whose = named.length > 0 ? named.join(", ") : "no scale";
  const head = isServed ? colours.green("ok") : colours.yellow(`sound, but ${whose} ${named.length > 0 ? "does not run it" : "runs it"}`);
  const lines = [`${head}: ${opened.name}`];
  if (projections.length > 0) lines.push(`  ${summary(opened, projections)}`);
  for (const note of notes) lines.push(`  ${colours.yellow("note")}: ${note}`);
  for (const { id, accepts, reasons } of scales) {
    lines.push(`  ${id}: ${accepts ? "runs it" : "does not run it"}`);
    for (const reason of reasons) lines.push(`    ${reason}`);
  }
  return `${lines.join("\n")}\n`;
}

/** `12,500 neurons, 4 pairs of populations connected, 15,625,000 connections`. */
function summary({ experiment }: Opened, projections: readonly CheckedProjection[]): string {
  const count = (value: number) => Math.round(value).toLocaleString("en-US");
  const neurons = (experiment?.populations ?? []).reduce((sum, { size }) => sum + size, 0);
  const known = projections.flatMap(({ connections }) => connections ?? []);
  const total = known.reduce((sum, connections) => sum + connections, 0);
  const others = projections.length - known.length;
  const rest = others === 0 ? "" : `, and those of ${others} ${others === 1 ? "pair" : "pairs"} of populations that depend on the neurons`;
  const connected = known.length === 0 ? "" : `, ${count(total)} connections${rest}`;
  return `${count(neurons)} neurons, ${count(projections.length)} ${projections.length === 1 ? "pair" : "pairs"} of populations connected${connected}`;
}
