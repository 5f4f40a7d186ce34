/** By what the activities of populations reach the densities of others, at rest and around it. */
import type { Coupling, DensityCell, DensityPlan } from "../../../kernels/index.ts";

/** One activity, after one delay, on one population. */
export interface Way {
  readonly source: number;
  /** [ms] */
  readonly delay: number;
  /** Drift and diffusion of the potential over the activity. */
  readonly drift: number;
  readonly diffusion: number;
  /** That diffusion times the root of the time constant of its filter. */
  readonly colour: number;
  /** Slots and shared states by name: what is added to a slot, or to the rate of a state. */
  readonly slots: ReadonlyMap<string, number>;
  readonly states: ReadonlyMap<string, number>;
}

/** All ways onto population `target`. */
export function waysOnto({ cells, couplings, step }: DensityPlan, target: number): readonly Way[] {
  const { reading } = cells[target]!;
  const groups = new Map<string, Coupling[]>();
  for (const one of couplings) {
    if (one.target !== target) continue;
    const key = `${one.source} ${one.delay}`;
    if (!groups.get(key)?.push(one)) groups.set(key, [one]);
  }
  return [...groups.values()].map((all): Way => {
    const { source, delay } = all[0]!;
    const sum = (wanted: (one: (typeof all)[number]) => boolean, part: "factor" | "diffusion" | "colour") =>
      all.reduce((total, one) => total + (wanted(one) ? one[part] : 0), 0);
    const isDirect = ({ to }: (typeof all)[number]) => to.kind === "state" && to.name === reading.potential;
    const named = (kind: "slot" | "state") => {
      const names = all.flatMap((one) => (one.to.kind === kind && !isDirect(one) ? [one.to.name] : []));
      return new Map([...new Set(names)].map((name) => [name, sum(({ to }) => to.kind === kind && to.name === name, "factor")]));
    };
    return {
      source,
      delay: delay * step,
      drift: sum(isDirect, "factor"),
      diffusion: sum(isDirect, "diffusion"),
      colour: sum(isDirect, "colour"),
      slots: named("slot"),
      states: named("state"),
    };
  });
}

/** Mean time that a neuron waits after a spike [ms]. */
export function meanWait({ reading: { waiting } }: DensityCell): number {
  return waiting.kind === "none" ? 0 : waiting.kind === "constant" ? waiting.time : waiting.mean;
}
