/**
 * The package as its users get it: packed, installed in an empty folder, imported, linted by publint.
 * @module-tag slow
 */
import { spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { publint } from "publint";
import { formatMessage } from "publint/utils";
import { afterAll, beforeAll, expect, test } from "vitest";

const root = join(dirname(fileURLToPath(import.meta.url)), "..");
const folder = mkdtempSync(join(tmpdir(), "lapicque-pack-"));
const npm = process.env.npm_execpath;

function run(args: readonly string[], cwd: string) {
  const { status, stdout, stderr } = spawnSync(process.execPath, args, { cwd, encoding: "utf8" });
  if (status !== 0) throw new Error(`${args.join(" ")}\n${stdout}\n${stderr}`);
  return stdout;
}

beforeAll(() => {
  if (!npm) return;
  run([npm, "pack", "--ignore-scripts", "--silent", "--pack-destination", folder], root);
  const tarball = readdirSync(folder).find((name) => name.endsWith(".tgz"))!;
  writeFileSync(join(folder, "package.json"), '{ "type": "module", "private": true }\n');
  run([npm, "install", "--no-audit", "--no-fund", "--prefer-offline", "--silent", `./${tarball}`], folder);
}, 120_000);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test.skipIf(!npm)("the packed library runs a document that is given as text (skipped outside npm: it needs npm's own path)", () => {
  writeFileSync(
    join(folder, "use.mjs"),
    `import { run } from "lapicque";
     import { parseExpression } from "lapicque/language";
     import { figures } from "lapicque/figures";
     import { localVariation } from "lapicque/analysis";
     const document = "neurons: { a: { equations: dV/dt = (20 mV - V)/(10 ms), initial: { V: 0 mV }, spike: V > 10 mV, reset: { V: 0 mV } } }\\n"
       + "populations: { a: { neuron: a } }\\nrun: { duration: 100 ms }\\nrecord: { a: [spikes] }\\n";
     const [result] = await run(document);
     const { times } = result.populations.a.spikes;
     console.log(times.length, typeof parseExpression, figures.length > 0, localVariation(times) < 1e-12);`,
  );
  // Period 10 ln 2 = 6.93 ms: 14 spikes in 100 ms.
  expect(run(["use.mjs"], folder).trim()).toBe("14 function true true");
});

test.skipIf(!npm)("the installed command answers (skipped outside npm)", () => {
  const bin = join(folder, "node_modules", "lapicque", "dist", "bin", "lapicque.js");
  expect(run([bin, "--version"], folder).trim()).toMatch(/^\d+\.\d+\.\d+$/);
  expect(run([bin, "run", "example:adex-adapting", "--json", "--out", join(folder, "out")], folder)).toContain('"completed"');
});

test.skipIf(!npm)("the package holds what `lapicque studio` serves, and the studio as one file (skipped outside npm)", () => {
  const dist = join(folder, "node_modules", "lapicque", "dist");
  expect(readdirSync(join(dist, "studio"))).toEqual(expect.arrayContaining(["LICENSES.txt", "assets", "index.html"]));
  expect(readdirSync(dist)).toContain("lapicque.html");
});

test("publint finds nothing to complain about", async () => {
  const { messages, pkg } = await publint({ pkgDir: root, pack: false });
  expect(messages.map((message) => formatMessage(message, pkg))).toEqual([]);
});
