/** Every document of docs/guide.md runs to its end, warns of nothing, and does what the page says. */
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { open, run, sweep } from "../src/index.ts";

const guide = readFileSync(new URL("../docs/guide.md", import.meta.url), "utf8");
const documents = [...guide.matchAll(/^## (.+)$[\s\S]*?^```yaml\n([\s\S]*?)^```$/gm)].map(([, title, text]) => ({
  title: title!,
  text: text!,
}));

test("the page has a document under almost every heading", () => expect(documents.length).toBeGreaterThanOrEqual(8));

test.each(documents)("$title", async ({ text }) => {
  const opened = await open(text, { isSweep: text.includes("sweep:") });
  expect([...opened.errors, ...opened.warnings].map(({ message }) => message)).toEqual([]);
  expect(opened.missing).toEqual([]);
  const [result] = await run(text);
  expect(result!.outcome.kind).toBe("completed");
  if (text.includes("sweep:")) expect((await sweep(text)).result.rows.length).toBeGreaterThan(5);
  for (const { values } of result!.signals) expect(values.every(Number.isFinite)).toBe(true);
  const firing = Object.values(result!.populations).filter(({ spikes }) => spikes);
  // A step of 0 pA is the first point of the sweep; every other neuron of the page fires.
  if (!text.includes("sweep:")) for (const { spikes } of firing) expect(spikes!.times.length).toBeGreaterThan(0);
});

test("the simulation that goes on prints what its comments say", () => {
  const text = /^```js\n([\s\S]*?)^```$/m.exec(guide)![1]!;
  const root = fileURLToPath(new URL("..", import.meta.url));
  const { stdout, stderr } = spawnSync(process.execPath, ["--input-type=module", "--eval", text], { cwd: root, encoding: "utf8" });
  expect(stderr).toBe("");
  const promised = [...text.matchAll(/console\.log.*\/\/ ([^:\n]+)/g)].map(([, said]) => said);
  expect(
    stdout
      .trim()
      .split("\n")
      .map((line) => line.replace("Float64Array(1) ", "")),
  ).toEqual(promised);
});
