/** Flags that take a number of things. */
import { LapicqueError } from "../base/index.ts";
import type { Given } from "./verb.ts";

/** The number that a flag gives, from 1 to 9999; undefined where it is not given. Throws `usage`. */
export function wholeNumber({ flags }: Given, name: string, verb: string): number | undefined {
  const text = flags[name];
  if (typeof text !== "string") return undefined;
  if (!/^[1-9]\d{0,3}$/.test(text))
    throw new LapicqueError("usage", {
      problem: `--${name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)} takes a whole number from 1 on, not \`${text}\``,
      verb,
    });
  return Number(text);
}
