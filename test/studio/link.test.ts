/** Links hold documents, and links of every released version can be read for ever. */
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { documentOf, linkOf } from "../../studio/src/share/link.ts";
import { openDocument, plainViews } from "../../studio/src/state/document.ts";

const example = (name: string) => readFileSync(new URL(`../../examples/${name}.yaml`, import.meta.url), "utf8");
/** A link of version 1, made when it was released, and the text that it holds. */
const fixture = (name: string) => readFileSync(new URL(`./fixtures/${name}`, import.meta.url), "utf8");

const threeViews = {
  ...plainViews,
  plane: { starts: [{ at: { V: -62.31, w: 33.7 }, backwards: false }], hidden: ["field"], window: [-85, 5, -40, 350] as const },
  traces: { range: [100, 400] as const, hidden: ["w"] },
  firing: { input: "I", range: [0, 900] as const },
};

test("a link of adex-adapting with three views has at most 800 letters, all of which an address may hold", () => {
  const link = linkOf(openDocument("adex-adapting.yaml", example("adex-adapting"), undefined, threeViews));
  expect(link.length).toBeLessThanOrEqual(800);
  expect(link).toMatch(/^#1\.[A-Za-z0-9_-]+$/);
});

test.each(["adex-adapting", "hodgkin-huxley", "firing-patterns", "wilson-cowan"])("%s comes back as it was, with its views", (name) => {
  const document = openDocument(`${name}.yaml`, `${example(name)}# \u03c4 = 20 \u00b5s\n`, undefined, threeViews);
  expect(documentOf(linkOf(document))).toEqual(document);
});

test("the fixture of version 1 is read as it was written", () => {
  const document = documentOf(fixture("link-1.txt").trim());
  expect(document?.base).toBe(fixture("link-1.yaml"));
  expect(document?.views).toEqual(threeViews);
});

test("what is no link, was cut short, or is of a later version is undefined", () => {
  const link = linkOf(openDocument("a.yaml", example("hodgkin-huxley")));
  for (const wrong of ["", "#", "#section", "#1.", "#2.abcd", "#1.!!!", link.slice(0, link.length / 2)])
    expect(documentOf(wrong)).toBeUndefined();
});

test("60 a link that inflates without end is refused before it fills the memory", () => {
  // 60 MB of one letter are 60 kB packed: more than any document.
  const bomb = linkOf(openDocument("a.yaml", "a".repeat(60_000_000)));
  expect(bomb.length).toBeLessThan(100_000);
  expect(documentOf(bomb)).toBeUndefined();
  expect(documentOf(`#1.${"A".repeat(1_000_001)}`)).toBeUndefined();
  // What a person may write is read: a document of a million letters.
  const large = openDocument("a.yaml", `# ${"0123456789".repeat(100_000)}\n`);
  expect(documentOf(linkOf(large))).toEqual(large);
});

test("60 settings of views that are none are left out: the page chooses for itself", () => {
  const wrong = {
    open: "plane",
    plane: null,
    traces: { range: [1, "2"], hidden: [3] },
    live: { span: -1 },
    compare: { trials: 1.5, scales: ["a"] },
  };
  // What a stranger may have written stands where settings of ours stand.
  const forged = linkOf({ ...openDocument("a.yaml", "format: 1\n"), views: wrong as never });
  expect(documentOf(forged)?.views).toEqual(plainViews);
});

// Kills: settings that are believed. They are drawn from, and kept for the next visit: what breaks a view would break every later one.
test.each([
  [],
  "plane",
  { open: "plane", openOfNetworks: [1] },
  { plane: { starts: [{ at: { V: "x" }, backwards: 1 }, 5], hidden: "field", window: [1, 2, 3], axes: ["V"] } },
  { traces: { range: [0, null], moment: "now", hidden: [{}] }, firing: { input: {}, range: "all" } },
  { live: { span: "long", speed: null, kick: {} }, over: { parameter: 7 }, steady: { parameter: [] } },
  { traces: { windows: { field: [1, 0, 0, 1], planform: [0, 1, 2], "joint-density": [0, 1, 0, null] }, hidden: [] } },
  { others: { scales: { length: 1 } }, sweep: { over: { path: 1 }, measure: 2 } },
])("60 plain views stand where a link says %j", (views) => {
  const forged = linkOf({ ...openDocument("a.yaml", "format: 1\n"), views: views as never });
  expect(documentOf(forged)?.views).toEqual(plainViews);
});
