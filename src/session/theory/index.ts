/** Theory beside a run: the lines that its figures draw over simulated points, where the document is one that theory covers. */
import type { Linearised, PopulationTheory, Result, TheoryCurve } from "../../contract/index.ts";
import type { Experiment, Figure } from "../../model/index.ts";
import { sentence } from "../result.ts";
import type { Setting, TheoryRule } from "./curves/curve.ts";
import { drivers, linearisedAt } from "./linearised.ts";
import { withoutSwing } from "./modulation.ts";
import { noisyResponding } from "./noisy.ts";
import { isUncovered, type Renewal, renewalOf, type Uncovered } from "./renewal.ts";

/** Figures with theory: one file and one line for each. */
const rules: Readonly<Record<string, () => Promise<TheoryRule>>> = {
  activity: async () => (await import("./curves/activity.ts")).activity,
  isi: async () => (await import("./curves/intervals.ts")).intervals,
  eigenmodes: async () => (await import("./curves/eigenmodes.ts")).eigenmodes,
  spectrum: async () => (await import("./curves/spectrum.ts")).spectrum,
};

/**
 * The result with what theory says of it, for the figures of the document that draw it (`theory: none` of a figure: not for it). Where theory does
 * not cover a population there is no line, and a note says why.
 */
export async function withTheory(experiment: Experiment, result: Result): Promise<Result> {
  const wanted = experiment.figures.filter(({ name, options }) => Object.hasOwn(rules, name) && options.theory !== "none");
  if (wanted.length === 0) return result;
  const known = new Known(experiment, result);
  const curves: TheoryCurve[] = [];
  const notes: string[] = [];
  try {
    for (const figure of new Set(wanted.map(({ name }) => name))) {
      const rule = await rules[figure]!();
      const reasons = new Map<string, string[]>();
      for (const population of populationsIn(experiment, result, wanted, figure)) {
        const found = await rule(known.setting(population));
        if (isUncovered(found)) reasons.set(found.reason, [...(reasons.get(found.reason) ?? []), population]);
        else curves.push(...found.map((line) => ({ figure, population, ...line })));
      }
      notes.push(...[...reasons].map(([reason, where]) => sentence({ code: "no-theory", data: { figure, where, reason } })));
    }
  } finally {
    await known.close();
  }
  const noted = { ...result, notes: [...result.notes, ...notes] };
  return curves.length === 0 ? noted : { ...noted, theory: { populations: known.numbers(), curves } };
}

/** What is known of the populations of a run: found once. */
class Known {
  readonly #experiment: Experiment;
  readonly #result: Result;
  readonly #renewals = new Map<string, Renewal | Uncovered>();
  readonly #linearised = new Map<string, Promise<Linearised | Uncovered>>();

  constructor(experiment: Experiment, result: Result) {
    this.#experiment = experiment;
    this.#result = result;
  }

  setting(population: string): Setting {
    const [experiment, result] = [this.#experiment, this.#result];
    const around = (rest: string, of: () => Experiment) => {
      const populations = drivers(experiment, population);
      const key = [rest, ...[...populations].sort()].join(" ");
      const found = this.#linearised.get(key) ?? linearisedAt(of(), result, populations);
      this.#linearised.set(key, found);
      return found;
    };
    return {
      experiment,
      result,
      population,
      renewal: () => {
        const found = this.#renewals.get(population) ?? renewalOf(experiment, population);
        this.#renewals.set(population, found);
        return found;
      },
      linearised: () => around("driven", () => experiment),
      modulated: async () => {
        const hasHazard = experiment.populations.some(({ name, flow }) => name === population && flow.hazard !== undefined);
        return hasHazard ? around("without swing", () => withoutSwing(experiment)) : noisyResponding(withoutSwing(experiment), population);
      },
    };
  }

  /** The renewal processes among them. */
  numbers(): Readonly<Record<string, PopulationTheory>> {
    const found = [...this.#renewals].flatMap(([name, one]) =>
      isUncovered(one) ? [] : [[name, { label: one.label, rate: one.rate, cv: one.cv }] as const],
    );
    return Object.fromEntries(found);
  }

  async close(): Promise<void> {
    for (const found of await Promise.all(this.#linearised.values())) if (!isUncovered(found)) found.close();
  }
}

/** The populations of neurons that a figure shows. */
function populationsIn({ populations }: Experiment, result: Result, figures: readonly Figure[], figure: string): readonly string[] {
  const shown = new Set(
    figures.filter(({ name }) => name === figure).flatMap(({ options }) => options.populations ?? Object.keys(result.populations)),
  );
  return populations.flatMap(({ name }) => (shown.has(name) ? [name] : []));
}
