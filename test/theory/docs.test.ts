/** The example of docs/renewal.md prints what its comments say. */
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import * as theory from "../../src/theory/index.ts";

test("docs/renewal.md", () => {
  const page = readFileSync(new URL("../../docs/renewal.md", import.meta.url), "utf8");
  const text = /^```js\n([\s\S]*?)^```$/m.exec(page)![1]!;
  const root = fileURLToPath(new URL("../..", import.meta.url));
  const { stdout, stderr } = spawnSync(process.execPath, ["--input-type=module", "--eval", text], { cwd: root, encoding: "utf8" });
  expect(stderr).toBe("");
  expect(stdout.trim().split("\n")).toEqual([...text.matchAll(/console\.log.*\/\/ (.+)/g)].map(([, said]) => said));
});

test("docs/renewal.md names every function of the layer", () => {
  const page = readFileSync(new URL("../../docs/renewal.md", import.meta.url), "utf8");
  expect(Object.keys(theory).filter((name) => !new RegExp(`\\b${name}\\b`).test(page))).toEqual([]);
});
