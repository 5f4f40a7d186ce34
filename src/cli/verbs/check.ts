/** `lapicque check DOC`: every mistake, every warning, and which scales can run it. */
import { type CheckedScale, checkScales, type Json, type Opened, obstacles, printJson } from "../../session/index.ts";
import { advise, deliver, open, voiceOf } from "../open.ts";
import { type Paint, paint } from "../paint.ts";
import { errorReport } from "../refuse.ts";
import { renderError } from "../render-error.ts";
import type { Action } from "../verb.ts";

export const check: Action = async (shell, given) => {
  const opened = await open(shell, given);
  const ok = opened.errors.length === 0;
  const scales = opened.experiment ? await checkScales(opened.experiment) : [];
  // A document without `run:` may be a part of others: nothing is wrong with it, but it cannot run by itself.
  const notes = [...opened.notes, ...(ok ? obstacles(opened).map(({ message, hint }) => `${message}${hint ? `: ${hint}` : ""}`) : [])];
  const report: Json = {
    ok,
    scales: scales.map(({ id, accepts, reasons }) => ({ id, accepts, reasons })),
    missing: opened.missing,
    warnings: opened.warnings.map(errorReport),
    errors: opened.errors.map(errorReport),
    notes,
  };
  for (const error of opened.errors) shell.err(renderError(error, paint(shell.colour.err)));
  advise(shell, given, opened);
  const text = ok ? verdict(opened, notes, scales, voiceOf(shell, given).colours) : "";
  await deliver(shell, given, { json: { name: "check.json", text: `${printJson(report)}\n` }, human: text });
  return ok ? 0 : 2;
};

/** What a sound document is told: which scales run it, and why the others do not. */
function verdict(opened: Opened, notes: readonly string[], scales: readonly CheckedScale[], colours: Paint): string {
  const lines = [`${colours.green("ok")}: ${opened.name}`];
  for (const note of notes) lines.push(`  ${colours.yellow("note")}: ${note}`);
  for (const { id, accepts, reasons } of scales.filter((one) => one.isBuilt)) {
    lines.push(`  ${id}: ${accepts ? "runs it" : "does not run it"}`);
    for (const reason of reasons) lines.push(`    ${reason}`);
  }
  const later = scales.filter((one) => !one.isBuilt).map(({ id }) => id);
  if (scales.length > 0) lines.push(colours.dim(`  not built yet: ${later.join(", ")}`));
  return `${lines.join("\n")}\n`;
}
