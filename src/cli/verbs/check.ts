/** `lapicque check DOC`: every mistake, every warning, and which scales can run it. */
import { checkScales, type Json, obstacles, printJson } from "../../session/index.ts";
import { advise, deliver, open } from "../open.ts";
import { paint } from "../paint.ts";
import { errorReport } from "../refuse.ts";
import { renderError } from "../render-error.ts";
import { table } from "../summary.ts";
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
  const colours = paint(shell.colour);
  for (const error of opened.errors) shell.err(renderError(error, colours));
  advise(shell, given, opened);
  const lines = scales.map(({ id, accepts, reasons }) => [id, accepts ? "yes" : "no", reasons.join("; ")]);
  const text =
    (ok ? `${colours.green("ok")}: ${opened.name}\n` : "") +
    notes.map((note) => `${colours.yellow("note")}: ${note}\n`).join("") +
    (lines.length > 0 ? table([["scale", "runs it", "because"], ...lines]) : "");
  await deliver(shell, given, { json: { name: "check.json", text: `${printJson(report)}\n` }, human: text });
  return ok ? 0 : 2;
};
