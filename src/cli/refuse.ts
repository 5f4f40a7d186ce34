/** Mistakes on both streams: rendered for people, one JSON object for programs. Loads nothing heavy. */
import type { LapicqueError } from "../base/index.ts";
import { paint } from "./paint.ts";
import { positionOf, renderError } from "./render-error.ts";
import type { Shell } from "./shell.ts";
import type { Given } from "./verb.ts";

/** An error as programs read it: `errors[]` of `check --json`, and all of standard output when a verb with `--json` fails. */
export function errorReport(error: LapicqueError) {
  const position = positionOf(error);
  return {
    code: error.code,
    file: position?.file ?? null,
    line: position?.line ?? null,
    column: position?.column ?? null,
    message: error.message,
    hint: error.hint ?? null,
  };
}

/** Shows mistakes on standard error and, with `--json`, as one object on standard output. Gives the exit status. */
export function refuse(shell: Shell, { flags }: Given, errors: readonly LapicqueError[]): number {
  const colours = paint(shell.colour.err);
  for (const error of errors) shell.err(renderError(error, colours));
  if (flags.json) shell.out(`${JSON.stringify({ errors: errors.map(errorReport) }, null, 2)}\n`);
  return 2;
}
