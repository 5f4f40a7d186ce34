/** Tours as data: their documents can be read, their pictures are there, their goals are not reached at first and can be; and their addresses. */
import { describe, expect, test } from "vitest";
import { figures } from "../../src/figures/index.ts";
import { builtNames, dialsOf, openText, portableHost, setValues } from "../../src/session/index.ts";
import type { Computed, Kind } from "../../studio/src/contract.ts";
import { plainViews } from "../../studio/src/state/document.ts";
import { readTourAddress, tourAddress } from "../../studio/src/tour/address.ts";
import { isReached } from "../../studio/src/tour/goal.ts";
import { tours } from "../../studio/src/tour/index.ts";
import type { Tour, TourStep } from "../../studio/src/tour/tour.ts";
import { placeOf } from "../../studio/src/tour/walk.ts";
import { views } from "../../studio/src/views/index.ts";
import { describe as describeDocument } from "../../studio/src/worker/describe.ts";
import { kindOf } from "../../studio/src/worker/kind.ts";
import { openNamed } from "../../studio/src/worker/library.ts";

const environment = { host: portableHost, names: builtNames(figures.map(({ id }) => id)) };

const steps = tours.flatMap((tour) => tour.steps.map((step) => [`${tour.id}/${step.id}`, step, tour] as const));
const nothing: Computed = { reasons: {}, stale: [], coming: [] };

/** A step's document with its values set, and with others. */
async function opened({ opens, values = {} }: TourStep, more: Readonly<Record<string, string>> = {}) {
  const base = "source" in opens ? (await openNamed(environment, opens.source)).yaml : opens.text;
  const text = setValues(base, new Map(Object.entries({ ...values, ...more })));
  return { base, text, opened: await openText(environment, text, "step.yaml") };
}

/** What the page has of a step at first, or after changes by hand. */
async function seen(step: TourStep, more: Readonly<Record<string, string>> = {}, changed: Partial<typeof plainViews> = {}) {
  const { base, text, opened: read } = await opened(step, more);
  // Sliders reach as far as the text that was opened says.
  const original = await openText(environment, base, "step.yaml");
  const dials = new Map(dialsOf(original.document).map((dial) => [dial.path, dial]));
  const kind: Kind | undefined = await kindOf(read);
  const described = { ...describeDocument(read, text, { entries: [], dials }), ...(kind ? { kind } : {}) };
  const document = {
    name: "step.yaml",
    base,
    values: { ...step.values, ...more },
    views: { ...plainViews, open: step.views, openOfNetworks: step.views, ...changed },
  };
  return { document, computed: { ...nothing, described } };
}

/** Changes by hand that reach a goal. */
async function reachedBy(step: TourStep): Promise<Awaited<ReturnType<typeof seen>>> {
  const { goal, views: open } = step;
  switch (goal?.kind) {
    case "dial": {
      const { described } = (await seen(step)).computed;
      const dial = described.dials.find(({ path }) => path === goal.path)!;
      const [low, high] = dial.ends!;
      // Within what the slider covers, and as the task says: the end of the slider, or the bound itself.
      const value = goal.least !== undefined && goal.most !== undefined ? goal.most : goal.least !== undefined ? high : low;
      return seen(step, { [goal.path]: `${value} ${dial.unit}`.trim() });
    }
    case "view":
      return seen(step, {}, { open: [...open, goal.view], openOfNetworks: [...open, goal.view] });
    case "start":
      return seen(step, {}, { plane: { ...plainViews.plane, starts: [{ at: {}, backwards: false }] } });
    default:
      throw new Error("no goal, or one that needs a run");
  }
}

describe("tours", () => {
  test("have 8 to 12 steps; names are small letters, digits and hyphens, each once", () => {
    for (const { id, steps: all } of tours) {
      expect(all.length, id).toBeGreaterThanOrEqual(8);
      expect(all.length, id).toBeLessThanOrEqual(12);
      expect(new Set(all.map((step) => step.id)).size, id).toBe(all.length);
      // An address must not take a name for one of its words, or for the number of a step.
      for (const name of [id, ...all.map((step) => step.id)]) {
        expect(name).toMatch(/^[a-z][a-z0-9-]{0,39}$/);
        expect(["embedded", "projector", "light", "dark"]).not.toContain(name);
      }
    }
    expect(new Set(tours.map(({ id }) => id)).size).toBe(tours.length);
  });

  test("names of tours and steps are in addresses, for ever: none of these goes, none is renamed", () => {
    const kept: Readonly<Record<string, string>> = {
      "single-cells": "rest integrate-and-fire phase-line no-rest f-i soft-spike adaptation phase-plane bursts driven-harder rebound yours",
      "spikes-and-memory":
        "impulse gates no-slow-rhythm rest-or-rhythm accommodation fatigue decision watershed working-memory ring place spiking",
      "pulse-coupled": "circuit period scaled uncoupled in-turn partial-synchrony two-clocks balance rates hebb yours",
      populations: "by-chance mesoscopic infinitely-many two-states hopping column same-moments spectrum few-modes late-inhibition yours",
      densities:
        "forgetting entropy excitation branches blow-up concentrated quiet-or-busy rhythm elapsed-time conductance wilson-cowan hallucinations",
    };
    for (const [tour, names] of Object.entries(kept)) {
      const ids = tours.find(({ id }) => id === tour)?.steps.map(({ id }) => id);
      expect(ids, tour).toEqual(expect.arrayContaining(names.split(" ")));
    }
  });

  test.each(steps)("%s: its document is sound, its views exist, back quotes are in pairs", async (_, step) => {
    const { opened: read } = await opened(step);
    expect(read.errors.map(({ message }) => message)).toEqual([]);
    expect(read.warnings.map(({ message }) => message)).toEqual([]);
    const ids = views.map(({ id }) => id);
    for (const view of step.views) expect(ids).toContain(view);
    expect(step.views.length).toBeGreaterThan(0);
    for (const text of [step.sentence, step.task]) expect(text.split("`").length % 2).toBe(1);
    expect(step.sentence.length).toBeLessThanOrEqual(240);
    expect(step.task.length).toBeLessThanOrEqual(160);
  });

  test.each(steps.filter(([, { goal }]) => goal !== undefined))(
    "%s: its goal is not reached at first, and can be reached by hand",
    async (_, step) => {
      const goal = step.goal!;
      expect(isReached(goal, await seen(step))).toBe(false);
      if (goal.kind === "comparison") expect(step.views).toContain("compare");
      else expect(isReached(goal, await reachedBy(step))).toBe(true);
    },
  );

  test("the last step of each has nothing to tick off, or a goal like the others", () => {
    const without = tours.flatMap((tour: Tour) =>
      tour.steps.filter(({ goal }) => !goal).map((step) => [tour.steps.at(-1) === step, step.id]),
    );
    expect(without.every(([isLast]) => isLast)).toBe(true);
  });
});

describe("addresses of tours", () => {
  test.each(steps)("%s is found by its address", (_, step, tour) => {
    const led = placeOf(tourAddress(tour.id, step.id, "embedded", "projector"));
    expect(led.place?.tour.steps[led.place.step]).toBe(step);
    expect(led.address).toMatchObject({ embedded: true, projector: true });
  });

  test("version 1, to the letter", () => {
    expect(tourAddress("densities", "blow-up", "embedded", "dark")).toBe("#tour1/densities/blow-up/embedded/dark");
    expect(readTourAddress("#tour1/densities/3/projector").address).toEqual({
      tour: "densities",
      step: "3",
      embedded: false,
      projector: true,
    });
    expect(readTourAddress("#tour1/densities/light").address).toEqual({
      tour: "densities",
      embedded: false,
      projector: false,
      look: "light",
    });
    expect(placeOf("#tour1/densities/5").place?.step).toBe(4);
    expect(placeOf("#tour1/densities").place?.step).toBe(0);
  });

  test.each([
    ["#tour", "another version"],
    ["#tour2/densities", "another version"],
    ["#tour1/", "small letters"],
    ["#tour1/Densities", "small letters"],
    ["#tour1/densities/<img src=x>", "small letters"],
    ["#tour1/densities/%3Cscript", "small letters"],
    ["#tour1/densities/blow-up/large", "large is none"],
    ["#tour1/nowhere", "no tour nowhere"],
    ["#tour1/densities/0", "no step 0"],
    ["#tour1/densities/13", "no step 13"],
    ["#tour1/__proto__", "small letters"],
    ["#tour1/constructor", "no tour constructor"],
    [`#tour1/${"a".repeat(300)}`, "at most 200 letters"],
  ])("%s is refused in a sentence", (fragment, words) => {
    const { trouble, place } = placeOf(fragment);
    expect(trouble).toContain(words);
    expect(place).toBeUndefined();
  });
});
