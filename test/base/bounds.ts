import { readFileSync } from "node:fs";

/** The bound in ulps that the docstring of each function of `base/math` states: "Error below B ulp". */
export function statedBounds(): ReadonlyMap<string, number> {
  const text = readFileSync(new URL("../../src/base/math/functions.ts", import.meta.url), "utf8");
  const bounds = new Map<string, number>();
  for (const [, doc, name] of text.matchAll(/\/\*\*((?:(?!\*\/)[\s\S])*)\*\/\s*export function (\w+)/g)) {
    const bound = /Error below ([\d.]+) ulp/.exec(doc);
    if (bound !== null) bounds.set(name, Number(bound[1]));
  }
  return bounds;
}
