/**
 * What the sentences of tours say, held against what the documents of their steps do. A claim is a phrase of a step, with the number that stands in it
 * computed anew, to half a unit of its last digit; or, without a number to compare, whether it is so. What no claim covers must be a number
 * of the document itself, or where the task leads.
 */
import { describe, expect, test } from "vitest";
import type { PhasePortrait, Result, SteadyResult } from "../../../src/contract/index.ts";
import { figures } from "../../../src/figures/index.ts";
import { phase, run, steady } from "../../../src/index.ts";
import { builtNames, type Opened, openText, portableHost, setValues } from "../../../src/session/index.ts";
import { isWithin } from "../../../studio/src/tour/goal.ts";
import type { Tour, TourStep } from "../../../studio/src/tour/tour.ts";
import { openNamed } from "../../../studio/src/worker/library.ts";

export const environment = { host: portableHost, names: builtNames(figures.map(({ id }) => id)) };

type Values = Readonly<Record<string, string>>;

/** The text of a step's document as the step opens it, with more values set. */
export async function textOf({ opens, values = {} }: TourStep, more: Values = {}): Promise<string> {
  const base = "source" in opens ? (await openNamed(environment, opens.source)).yaml : opens.text;
  return setValues(base, new Map(Object.entries({ ...values, ...more })));
}

/** A step's document, computed. */
export interface Computing {
  run(more?: Values, changes?: { readonly scale?: string; readonly duration?: string }): Promise<Result>;
  phase(more?: Values): Promise<PhasePortrait>;
  steady(more?: Values, over?: string): Promise<SteadyResult>;
  open(more?: Values): Promise<Opened>;
}

function computing(step: TourStep): Computing {
  return {
    async run(more, changes) {
      const [result] = await run(await textOf(step, more), changes);
      return result!;
    },
    phase: async (more) => phase(await textOf(step, more)),
    steady: async (more, over) => steady(await textOf(step, more), over === undefined ? {} : { over }),
    open: async (more) => openText(environment, await textOf(step, more), "step.yaml"),
  };
}

/** Phrases of a step, with what stands in them. Names that hold digits are claimed as `true`. */
export type Claims = Readonly<Record<string, (computed: Computing) => Promise<Readonly<Record<string, number | boolean>>>>>;

const NUMBER = /-?\d[\d,]*(?:\.\d+)?/g;
const plain = (text: string) => text.replaceAll("`", "");
const numberOf = (digits: string) => Number(digits.replaceAll(",", ""));

/** Half a unit of the last digit that is written. */
const halfUnit = (digits: string) => 0.5 * 10 ** -(digits.split(".")[1]?.length ?? 0);

/** Holds every sentence of a tour against what its documents do. */
export function holdClaims(tour: Tour, claims: Claims): void {
  describe(`the tour ${tour.id} says what is so`, () => {
    test("claims are of its steps", () => {
      const ids = tour.steps.map(({ id }) => id);
      expect(Object.keys(claims).filter((id) => !ids.includes(id))).toEqual([]);
    });
    test.each(tour.steps.map((step) => [step.id, step] as const))("%s", async (id, step) => {
      let text = plain(`${step.sentence} ${step.task}`);
      const claimed = (await claims[id]?.(computing(step))) ?? {};
      for (const [phrase, value] of Object.entries(claimed)) {
        expect(text, "the phrase stands in the step").toContain(phrase);
        if (value === false) expect.fail(`not so: ${phrase}`);
        if (typeof value === "number") {
          const digits = phrase.match(NUMBER)?.at(-1) ?? "";
          expect(Math.abs(value - numberOf(digits)), `${phrase}: computed ${value}`).toBeLessThanOrEqual(halfUnit(digits));
        }
        text = text.replace(phrase, " ");
      }
      const document = await textOf(step);
      const known = new Set((document.match(NUMBER) ?? []).map(numberOf));
      for (const digits of text.match(NUMBER) ?? [])
        expect(
          known.has(numberOf(digits)) || leadsTo(step, digits),
          `${digits} is claimed, or of the document, or where the task leads`,
        ).toBe(true);
    });
  });
}

/** Whether a number is where the task leads, and so ticks the step off. */
function leadsTo({ task, goal }: TourStep, digits: string): boolean {
  const led = plain(task).match(/(?:to|=|within|of|,) (-?\d[\d,]*(?:\.\d+)?)/g) ?? [];
  return goal?.kind === "dial" && led.some((words) => words.endsWith(` ${digits}`)) && isWithin(goal, numberOf(digits));
}

/** The first, or the only, train of spikes of a population [ms]. */
export function train({ populations }: Result, population?: string, neuron = 0): readonly number[] {
  const one = population === undefined ? Object.values(populations)[0]! : populations[population]!;
  const { times, neurons } = one.spikes!;
  return [...times].filter((_, i) => (neurons?.[i] ?? 0) === neuron);
}

/** The values of a signal by its label. */
export function signal({ signals }: Result, label: string, population?: string): Float64Array {
  const found = signals.find(({ channel }) => channel.label === label && (population === undefined || channel.population === population));
  if (!found) throw new Error(`no ${label} among ${signals.map(({ channel }) => channel.label).join(", ")}`);
  return found.values as Float64Array;
}

export const mean = (values: ArrayLike<number>): number => Array.from(values).reduce((sum, value) => sum + value, 0) / values.length;
export const intervals = (times: readonly number[]): readonly number[] => times.slice(1).map((time, i) => time - times[i]!);
