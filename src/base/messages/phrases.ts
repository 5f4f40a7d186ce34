/** Parts of sentences that several codes share. */
import type { Names, Word } from "./message.ts";

/** "did you mean `a` or `b`?"; nothing where no name is near. */
export function didYouMean(suggestions: Names): string | undefined {
  return suggestions.length === 0 ? undefined : `did you mean ${quoted(suggestions).join(" or ")}?`;
}

/** What there is to choose from. */
export function known(names: Names): string {
  if (names.length === 0) return "there is none";
  return `there ${names.length === 1 ? "is" : "are"} ${names.join(", ")}`;
}

/** A cycle, each name needing the next; a long one is shown by its ends. */
export function chain(cycle: Names): string {
  if (cycle.length > 12) return `${chain(cycle.slice(0, 6))} -> ... -> ${chain(cycle.slice(-3))}`;
  return quoted(cycle).join(" -> ");
}

/** "1 argument", "2 arguments". */
export function counted(count: Word, noun: string): string {
  return `${count} ${noun}${`${count}` === "1" ? "" : "s"}`;
}

/** In parentheses, unless it is one name or number. */
export function grouped(part: Word): string {
  return /^[\w.]+$/.test(`${part}`) ? `${part}` : `(${part})`;
}

/** Names as they are typed. */
export function quoted(names: Names): readonly string[] {
  return names.map((name) => `\`${name}\``);
}
