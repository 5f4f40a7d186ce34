/** Which scale computes which neuron: the page is what the scales say today, and what it says of reading a document is so. */
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import * as base from "../../src/base/index.ts";
import { figures } from "../../src/figures/index.ts";
import * as model from "../../src/model/index.ts";
import { scales } from "../../src/scales/index.ts";
import * as session from "../../src/session/index.ts";
import { supportPage } from "../../tools/support.mjs";
import { bindText, bound, place } from "../model/open.ts";

const page: string = await supportPage({ session, base, model, scales, figures });

test("docs/support.md is up to date (npm run reference writes it)", () => {
  expect(readFileSync(new URL("../../docs/support.md", import.meta.url), "utf8")).toBe(page);
});

test("there is a column for every scale, a row for every model, and a sentence for every number", () => {
  const rows = page.split("\n").filter((line) => line.startsWith("| ["));
  expect(page).toContain(`| neuron | ${scales.map(({ id }) => id).join(" | ")} |`);
  for (const { id } of model.catalogue) expect(rows.some((row) => row.startsWith(`| [${id}](catalogue/${id}.md) |`))).toBe(true);
  const named = rows
    .flatMap((row) => row.split("|").slice(2, -1))
    .flatMap((cell) => [...cell.matchAll(/\d+(?= `|,| $)/g)].map(([number]) => number));
  expect(named.length).toBeGreaterThan(50);
  for (const number of named) expect(page).toMatch(new RegExp(`^${number}\\. \\S.*[^.]\\.$`, "m"));
});

const populations = "populations: { n: { neuron: cell } }\nrun: { duration: 1 ms }\n";

test("a hazard in an entry that begins from a model takes the place of its threshold, and the reverse; both of one's own are a mistake", () => {
  const flowOf = (entry: string) => bound(`neurons: { cell: { ${entry} } }\n${populations}`).populations[0]!.flow;
  const noisy = flowOf('model: lif, hazard: "10 Hz*exp((V - V_th)/(2 mV))"');
  expect([noisy.spike, noisy.hazard?.kind, noisy.reset?.assignments[0]?.target]).toEqual([undefined, "binary", "V"]);
  const sharp = flowOf('model: escape-lif, spike: "V > V_th"');
  expect([sharp.hazard, sharp.spike?.kind]).toEqual([undefined, "binary"]);
  const both = `neurons:\n  cell: { model: lif, hazard: 1 Hz, spike: "V > V_th" }\n${populations}`;
  expect(bindText(both).errors.map(place)).toEqual(["doc.yaml:2:23 spike-and-hazard"]);
});
