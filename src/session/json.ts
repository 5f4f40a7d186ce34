/** Prints plain data as JSON: objects indented, arrays of plain values on one line, so that spike trains do not fill the screen. */

export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

const isScalar = (value: Json) => value === null || typeof value !== "object";

/** JSON text of `value`. Doubles keep full precision (shortest text that reads back to the same bits); NaN and infinity become null. */
export function printJson(value: Json, indent = ""): string {
  if (isScalar(value)) return JSON.stringify(value);
  const inner = `${indent}  `;
  if (Array.isArray(value)) {
    if (value.every(isScalar)) return `[${value.map((item) => JSON.stringify(item)).join(", ")}]`;
    return `[\n${value.map((item) => inner + printJson(item, inner)).join(",\n")}\n${indent}]`;
  }
  const entries = Object.entries(value as { readonly [key: string]: Json });
  if (entries.length === 0) return "{}";
  return `{\n${entries.map(([key, item]) => `${inner}${JSON.stringify(key)}: ${printJson(item, inner)}`).join(",\n")}\n${indent}}`;
}
