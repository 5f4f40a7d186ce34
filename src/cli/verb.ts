/** What a verb of the command line is: data, from which the parser, `--help` and the reference page are made. */
import type { Shell } from "./shell.ts";

/** A flag in commander's spelling. */
export interface Flag {
  /** `--set <PATH=VALUE>`; no argument means a switch. */
  readonly spelling: string;
  readonly meaning: string;
  /** May be given several times; the values become a list. */
  readonly repeats?: true;
}

/** What was typed: flags by their camel-case name. Values are still text. */
export interface Given {
  readonly doc: string;
  readonly flags: Readonly<Record<string, string | boolean | readonly string[] | undefined>>;
}

export type Action = (shell: Shell, given: Given) => Promise<number>;

export interface Verb {
  readonly name: string;
  /** `<DOC>`, `[KIND]` or nothing, with its meaning. */
  readonly argument?: { readonly spelling: string; readonly meaning: string };
  readonly summary: string;
  readonly flags: readonly Flag[];
  /** Keys of what `--json` prints, with their meaning; `run` has a table of its own. */
  readonly keys?: Readonly<Record<string, string>>;
  /** Two examples: the command line without `lapicque`, and what it does. */
  readonly examples: readonly (readonly [string, string])[];
  /** Loaded when the verb is used, so that `--help` and the other verbs do not pay for it. */
  readonly load: () => Promise<Action>;
}

/** Exit statuses, as every `--help` prints them. */
export const exitCodes = [
  [0, "done"],
  [1, "the run could not be completed; the outcome says why"],
  [2, "the input is wrong: message with file, line and column"],
] as const;
