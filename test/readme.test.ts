/** What the README shows works as shown. */
import { spawnSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { run } from "../src/index.ts";

const root = join(dirname(fileURLToPath(import.meta.url)), "..");
const readme = readFileSync(join(root, "README.md"), "utf8");

function block(language: string): string {
  const found = readme.split(`\`\`\`${language}\n`)[1]?.split("```")[0];
  if (found === undefined) throw new Error(`the README has no block of ${language}`);
  return found;
}

test("the library example prints the spike times that its comment promises", () => {
  const { stdout, stderr, status } = spawnSync(process.execPath, ["--input-type=module", "--eval", block("js")], {
    cwd: root,
    encoding: "utf8",
  });
  expect({ stderr, status }).toEqual({ stderr: "", status: 0 });
  const times = stdout.match(/\d+\.\d+/g)!.map(Number);
  expect(times).toHaveLength(3);
  // Charging to 15 of 20 mV takes tau ln 4; the crossing is polished to rounding error.
  for (const [index, time] of times.entries()) expect(Math.abs(time / ((index + 1) * 20 * Math.log(4)) - 1)).toBeLessThan(1e-14);
});

test("the document in the README is the adapting neuron of the catalogue", async () => {
  const spikes = async (document: string) => [...(await run(document))[0]!.populations.cell!.spikes!.times];
  const named = block("yaml").replace(/neurons:[\s\S]*?populations:/, "neurons: { cell: { model: adex, set: adaptation } }\npopulations:");
  const printed = await spikes(block("yaml"));
  expect(printed.length).toBeGreaterThan(5);
  const catalogued = await spikes(named);
  expect(printed).toHaveLength(catalogued.length);
  for (const [index, time] of printed.entries()) expect(Math.abs(time - catalogued[index]!)).toBeLessThan(1e-5);
});

test("every file that the README links to exists", () => {
  const links = [...readme.matchAll(/\]\(([^)#]+)\)/g)].map(([, path]) => path!);
  expect(links.length).toBeGreaterThan(8);
  for (const path of links) expect(existsSync(join(root, path)), path).toBe(true);
});

test("every command line in the README names a verb and an example that exist", () => {
  const help = spawnSync(process.execPath, [join(root, "dist/bin/lapicque.js"), "--help"], { encoding: "utf8" }).stdout;
  const lines = [...readme.matchAll(/npm start -- ([a-z]+)(?: (example:[a-z-]+))?/g)];
  expect(lines.length).toBeGreaterThan(5);
  for (const [, verb, example] of lines) {
    expect(help).toContain(`  ${verb} `);
    if (example) expect(existsSync(join(root, "examples", `${example.slice(8)}.yaml`)), example).toBe(true);
  }
});
