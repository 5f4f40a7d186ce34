/** What can be written at a cursor: keys, words, names, functions, units. */
import { suggest } from "../../language/index.ts";
import type { Candidate, Completion, Knowledge, Situation } from "./candidate.ts";
import { type CursorPlace, cursorPlace } from "./cursor-place.ts";
import { expressionCandidates } from "./expressions.ts";
import { keyCandidates } from "./keys.ts";
import { outlineOf } from "./outline.ts";
import { wordCandidates } from "./values.ts";

/** Most candidates that are offered. */
const most = 60;

/** A key, an id or a path: the whole value. */
const wholeWord = /[\p{L}_][\p{L}\w.-]*$/u;
/** A name within an expression. */
const innerName = /[\p{L}_][\p{L}\w]*$/u;

/**
 * Candidates for the word before the cursor, those that suit best first: what begins with it, what has it inside, then what is spelled
 * nearly so. The text may be half typed, and nothing of it is checked. Undefined in comments, and where nothing is known.
 */
export async function completeAt(text: string, offset: number, knowledge: Knowledge): Promise<Completion | undefined> {
  const place = cursorPlace(text, offset);
  if (!place) return undefined;
  const [word = ""] = wholeWord.exec(place.written) ?? [];
  const behind = /^[\p{L}\w-]*/u.exec(text.slice(offset))?.[0] ?? "";
  const situation: Situation = {
    place,
    path: place.path,
    outline: outlineOf(text.slice(0, offset - word.length) + text.slice(offset + behind.length)),
    knowledge,
  };
  const hasColon = /^\s*:(\s|$)/.test(text.slice(offset + behind.length));
  const whole = place.written === word ? matching(word, await wholeCandidates(situation)) : [];
  if (whole.length > 0) return { from: offset - word.length, to: offset, candidates: whole.map((one) => fitted(one, place, hasColon)) };
  if (place.role === "key") return undefined;
  const [name = ""] = innerName.exec(place.written) ?? [];
  const inner = matching(name, await expressionCandidates(situation));
  return inner.length > 0 ? { from: offset - name.length, to: offset, candidates: inner } : undefined;
}

/** What may be the whole key or value. Where an expression may stand too, its names come behind. */
async function wholeCandidates(situation: Situation): Promise<readonly Candidate[]> {
  const { role } = situation.place;
  const keys = role === "value" ? [] : await keyCandidates(situation);
  const words = role === "key" ? [] : await wordCandidates(situation);
  if (words.length === 0) return keys;
  const known = new Set(words.map(({ label }) => label));
  return [...words, ...keys, ...(await expressionCandidates(situation)).filter(({ label }) => !known.has(label))];
}

/** A key that has its colon, or stands between quotation marks, gets no other. */
function fitted(candidate: Candidate, { isQuoted }: CursorPlace, hasColon: boolean): Candidate {
  return candidate.kind === "key" && (isQuoted || hasColon) ? { ...candidate, apply: candidate.label } : candidate;
}

/** Candidates that a word may mean, best first. Each label comes once for each kind. */
function matching(word: string, candidates: readonly Candidate[]): readonly Candidate[] {
  const once = [...new Map(candidates.toReversed().map((one) => [`${one.kind} ${one.label}`, one])).values()].reverse();
  if (word === "") return once.slice(0, most);
  const sought = word.toLowerCase();
  const ranked = [
    (label: string) => label === word,
    (label: string) => label.startsWith(word),
    (label: string) => label.toLowerCase().startsWith(sought),
    (label: string) =>
      label
        .toLowerCase()
        .split(/[_.-]/)
        .some((part) => part.startsWith(sought)),
    (label: string) => sought.length > 1 && label.toLowerCase().includes(sought),
  ];
  const place = ({ label }: Candidate) => ranked.findIndex((suits) => suits(label));
  const found = once.filter((one) => place(one) >= 0).toSorted((a, b) => place(a) - place(b));
  if (found.length > 0) return found.slice(0, most);
  // Of three letters every word is near to some other.
  const near =
    word.length < 4
      ? []
      : suggest(
          word,
          once.map(({ label }) => label),
        );
  // Units that may be meant by another word (`msec`) come first and are spelled quite differently.
  const units = once.filter(({ kind, isMeant }) => kind === "unit" && isMeant);
  return [...units, ...near.flatMap((label) => once.filter((one) => one.label === label && !units.includes(one)))].slice(0, most);
}
