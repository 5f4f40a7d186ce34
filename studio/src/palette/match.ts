/** Finding actions by words. */
import type { Action } from "../actions/action.ts";

/** Marks and accents do not count, nor does case. */
const plain = (text: string) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();

/** Where a word is found: the better the smaller. */
const [NAME_BEGINS, WORD_BEGINS, IN_NAME, ELSEWHERE] = [0, 1, 2, 3] as const;

/** How well an action is meant by words, 0 best; undefined where one of them is not in it. */
function distance({ name, group, about = "" }: Action, words: readonly string[]): number | undefined {
  const called = plain(name);
  const around = plain(`${group} ${about}`);
  let sum = 0;
  for (const word of words) {
    if (called.startsWith(word)) sum += NAME_BEGINS;
    else if (called.split(/[^\p{L}\p{N}]+/u).some((part) => part.startsWith(word))) sum += WORD_BEGINS;
    else if (called.includes(word)) sum += IN_NAME;
    else if (around.includes(word)) sum += ELSEWHERE * words.length;
    else return undefined;
  }
  return sum;
}

/** The actions that have all the words, those that are meant most first; otherwise in their order. */
export function matching(actions: readonly Action[], typed: string): readonly Action[] {
  const words = plain(typed)
    .split(/\s+/)
    .filter((word) => word !== "");
  if (words.length === 0) return actions;
  return actions
    .flatMap((action) => {
      const far = distance(action, words);
      return far === undefined ? [] : [{ action, far }];
    })
    .sort((a, b) => a.far - b.far)
    .map(({ action }) => action);
}

/** Actions under their headings; the heading of the first action comes first. */
export function inGroups(actions: readonly Action[]): readonly (readonly [group: string, actions: readonly Action[]])[] {
  const groups = new Map<string, Action[]>();
  for (const action of actions) groups.set(action.group, [...(groups.get(action.group) ?? []), action]);
  return [...groups];
}
