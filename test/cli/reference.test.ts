/** The published pages are what the code says today. */
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import * as base from "../../src/base/index.ts";
import { exitCodes } from "../../src/cli/verb.ts";
import { verbs } from "../../src/cli/verbs/index.ts";
import { figures } from "../../src/figures/index.ts";
import { formats } from "../../src/io/index.ts";
import * as session from "../../src/session/index.ts";
import { collectCode, referencePages } from "../../tools/reference.mjs";

const pages = referencePages(await collectCode({ verbs, exitCodes, session, base, figures, formats }));

for (const [file, text] of Object.entries(pages))
  test(`${file} is up to date (npm run reference writes it)`, () => {
    expect(readFileSync(new URL(`../../${file}`, import.meta.url), "utf8")).toBe(text);
  });

test("every document key has a meaning", () => {
  const table = pages["docs/reference.md"]!.split("## Document keys")[1]!.split("## Error codes")[0]!;
  const rows = table.split("\n").filter((line) => line.startsWith("| `"));
  expect(rows.length).toBeGreaterThan(100);
  expect(rows.filter((line) => /\|\s*\|$/.test(line))).toEqual([]);
});
