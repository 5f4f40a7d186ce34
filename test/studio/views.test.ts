/** Which views there are: of every figure one, and of a document those that it has. */
import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import type { Result } from "../../src/contract/index.ts";
import { figures } from "../../src/figures/index.ts";
import { run } from "../../src/index.ts";
import { builtNames, openText, portableHost } from "../../src/session/index.ts";
import { openDocument, plainViews } from "../../studio/src/state/document.ts";
import { views } from "../../studio/src/views/index.ts";
import { offersOf, openOf, suited } from "../../studio/src/views/offers.ts";
import { recordedIn } from "../../studio/src/views/recorded.ts";
import type { Subject } from "../../studio/src/views/view.ts";
import { acceptanceOf } from "../../studio/src/worker/accepted.ts";
import { describe as described } from "../../studio/src/worker/describe.ts";
import { foreseenOf, kindOf } from "../../studio/src/worker/kind.ts";

const environment = { host: portableHost, names: builtNames(figures.map(({ id }) => id)) };
const textOf = (name: string) => readFileSync(new URL(`../../examples/${name}.yaml`, import.meta.url), "utf8");

/** What the page knows of a document before it runs. */
async function subjectOf(text: string): Promise<Subject> {
  const opened = await openText(environment, text, "document.yaml");
  const kind = await kindOf(opened);
  const { figures: wanted, sweep } = described(opened, text, { entries: [], dials: new Map() });
  return { kind, wanted, ...(sweep ? { sweep } : {}), recorded: (await foreseenOf(portableHost, opened)).channels };
}

const lackOf = (subject: Subject, id: string) => offersOf(subject).find(({ view }) => view.id === id)?.lack;

/** Figures whose view has another name, for people rather than for documents. */
const called: Readonly<Record<string, string>> = { "phase-plane": "plane", bifurcation: "over", "f-i": "firing" };
test("every figure has a view, and no two views have one name (kills: a figure that the page forgets)", () => {
  const ids = views.map(({ id }) => id);
  expect(new Set(ids).size).toBe(ids.length);
  expect(figures.flatMap(({ id }) => (ids.includes(called[id] ?? id) ? [] : [id]))).toEqual([]);
});

describe("a document", () => {
  test.each([
    ["nnlif", ["density", "activity"]],
    ["elapsed-time", ["density", "activity"]],
    ["bump", ["field"]],
    ["hallucinations", ["retinal", "planform"]],
    ["voltage-conductance", ["density", "activity", "joint-density"]],
    ["nnlif-inhibitory", ["density", "entropy"]],
    ["brunel", ["raster", "activity", "spectrum"]],
  ])("%s opens the pictures that it asks for", async (name, expected) => {
    const subject = await subjectOf(textOf(name));
    expect(subject.kind).toBe("network");
    expect([...suited(offersOf(subject), subject)].sort()).toEqual([...expected].sort());
  });

  test("that asks for none opens the first of what it records; nothing before that is known", async () => {
    const subject = await subjectOf(textOf("nnlif").replace(/^figures:.*$/m, ""));
    expect(suited(offersOf(subject), subject)).toEqual(["density", "activity"]);
    const { recorded: _, ...unknown } = subject;
    expect(suited(offersOf(unknown), unknown)).toEqual([]);
    expect(
      offersOf(unknown).every(({ lack, view }) => lack === undefined || ["live", "psth", "eigenmodes", "curve", "map"].includes(view.id)),
    ).toBe(true);
  });

  test("says what it lacks, and what to add", async () => {
    const density = await subjectOf(textOf("nnlif"));
    expect(lackOf(density, "raster")).toMatch(/add `spikes` under `record:`/);
    expect(lackOf(density, "field")).toMatch(/fields:/);
    expect(lackOf(density, "retinal")).toMatch(/two axes/);
    expect(lackOf(density, "psth")).toMatch(/add `spikes`/);
    expect([lackOf(density, "density"), lackOf(density, "activity"), lackOf(density, "spectrum")]).toEqual([
      undefined,
      undefined,
      undefined,
    ]);
    const line = await subjectOf(textOf("bump"));
    // Along a line there is nothing to be seen, and a field is no density (kills: profiles of any kind).
    expect([lackOf(line, "field"), lackOf(line, "density") === undefined, lackOf(line, "planform") === undefined]).toEqual([
      undefined,
      false,
      false,
    ]);
    const spiking = await subjectOf(textOf("brunel"));
    expect([lackOf(spiking, "isi"), lackOf(spiking, "rates"), lackOf(spiking, "correlation")]).toEqual([undefined, undefined, undefined]);
    expect(lackOf(spiking, "psth")).toMatch(/every/);
    expect(lackOf({ ...spiking, wanted: { psth: { every: "100 ms" } } }, "psth")).toBeUndefined();
  });

  test("has the figures of its sweep; one over a dial is a curve, whatever the document says", async () => {
    const map = await subjectOf(textOf("nnlif-blow-up"));
    expect(map.sweep!.axes.map(({ path, dial }) => [path, dial])).toEqual([
      ["v0", "parameters.v0"],
      ["b", "parameters.b"],
    ]);
    expect([lackOf(map, "curve"), lackOf(map, "map")]).toEqual([undefined, undefined]);
    expect(suited(offersOf(map), map)).toContain("map");
    const line = await subjectOf(textOf("course-bursting"));
    expect([lackOf(line, "curve"), lackOf(line, "map")]).toEqual([undefined, expect.stringMatching(/^A map needs two numbers/)]);
    const none = await subjectOf(textOf("nnlif"));
    expect(lackOf(none, "curve")).toMatch(/^Nothing is swept: .*Sweep over this/);
    expect([lackOf({ ...none, isSweeping: true }, "curve"), lackOf({ ...map, isSweeping: true }, "map")]).toEqual([
      undefined,
      expect.stringMatching(/^One number is swept/),
    ]);
  });

  test("keeps the views that were opened by hand, without those that there are not", async () => {
    const subject = await subjectOf(textOf("nnlif"));
    const open = openOf({ ...plainViews, openOfNetworks: ["activity", "of-tomorrow", "density"] }, subject, offersOf(subject));
    expect(open.map(({ id }) => id)).toEqual(["density", "activity"]);
  });

  test("records the same before it has run and after", async () => {
    const text = textOf("nnlif").replace("duration: 10", "duration: 0.1").replace("cells: 1200", "cells: 60");
    const before = (await subjectOf(text)).recorded!;
    const [result] = await run(text);
    const told = (recorded: Subject["recorded"]) => recorded!.map(({ kind, label, axes }) => [kind, label, axes?.length]).sort();
    expect(told(recordedIn(result as Result))).toEqual(told(before));
  });
});

describe("scales", () => {
  const subjectWith = async (name: string): Promise<Subject> => {
    const acceptance = await acceptanceOf(environment, openDocument(`${name}.yaml`, textOf(name)));
    return { ...(await subjectOf(textOf(name))), acceptance: acceptance! };
  };

  test("that have stationary states, or can be compared, offer them; else they say why", async () => {
    const nnlif = await subjectWith("nnlif");
    expect(["steady", "eigenvalues", "compare"].map((id) => lackOf(nnlif, id))).toEqual([undefined, undefined, undefined]);
    expect(lackOf(nnlif, "dispersion")).toMatch(/no field/);
    const field = await subjectWith("bump");
    expect([lackOf(field, "steady"), lackOf(field, "dispersion")]).toEqual([undefined, undefined]);
    expect(lackOf(field, "compare")).toMatch(/^Only the scale field can run it\./);
    expect(lackOf(await subjectWith("voltage-conductance"), "steady")).toMatch(/^No scale has stationary states of it: .*fokker-planck: /);
  });

  test("of a document with mistakes say nothing", async () => {
    expect(await acceptanceOf(environment, openDocument("wrong.yaml", "populations: { a: { neuron: nobody } }"))).toBeNull();
  });
});
