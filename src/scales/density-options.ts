/** What options of densities in a document have in common: expressions, and ends of grids. */
import { LapicqueError } from "../base/index.ts";
import { constants, evaluate, namesIn, parseExpression, type Tree } from "../language/index.ts";
import type { Flow } from "../model/index.ts";

/** An expression of the names, or why it is none. */
export function parsed(text: string, names: ReadonlySet<string>): Tree | string {
  try {
    const tree = parseExpression({
      name: "options",
      text,
      locate: (offset) => ({ file: "options", line: 1, column: offset + 1, lineText: text }),
    });
    const [unknown] = [...namesIn(tree)].filter((one) => !names.has(one) && !constants.has(one));
    return unknown === undefined ? tree : `it knows no \`${unknown}\`, only ${[...names].join(", ")}`;
  } catch (error) {
    if (error instanceof LapicqueError) return error.message;
    throw error;
  }
}

/** Two ends of a state as a document gives them, `[low, high]`, in internal units; or what is wrong with them. */
export function endsOf(
  given: unknown,
  { flow, lookup }: { readonly flow: Flow; readonly lookup: (name: string) => number },
  name: string,
): readonly [number, number] | string {
  if (!Array.isArray(given) || given.length !== 2) return "two ends are needed";
  const { unit } = flow.states.find((state) => state.name === name)!;
  const ends: number[] = [];
  for (const end of given as readonly unknown[]) {
    if (typeof end === "number" && unit !== "") return `\`${end}\` has no unit (${name} is in ${unit})`;
    const tree = parsed(`${end}`, new Set(flow.parameters.map((one) => one.name)));
    if (typeof tree === "string") return tree;
    ends.push(evaluate(tree, lookup));
  }
  const [low, high] = ends as [number, number];
  return low < high ? [low, high] : "the first end must lie below the second";
}
