/** Where a density can be cut off: how far neurons get that nothing but their own drift and noise moves. */
import { evaluate, type Tree } from "../../language/index.ts";
import { edgeSlot, heldSlot, slopeSlot } from "../program.ts";
import type { DensityReading } from "./reading.ts";

/** A density is less than e^-36 = 2e-16 of its largest value where it is cut off. */
const depth = 36;
/** Parts of the way from reset to threshold at which the drift is looked at, and the most of them. */
const [parts, most] = [20, 4000];

/** Drift and diffusion at each potential, while no activity and no stimulus acts. */
export function undriven(reading: DensityReading): (v: number) => Transport {
  const known = new Map<string, number>();
  const at = undrivenNames(reading, known);
  return (v) => {
    known.set(reading.potential, v);
    return { drift: evaluate(reading.drift, at), diffusion: evaluate(reading.diffusion, at) };
  };
}

/** How a state moves at one of its values. */
export interface Transport {
  readonly drift: number;
  readonly diffusion: number;
}

/** Values of names while no stimulus acts, nor any activity but by the `known` slots. `known` also holds the states that a density is over. */
export function undrivenNames(
  { program, lookup, flow }: Pick<DensityReading, "program" | "lookup" | "flow">,
  known: ReadonlyMap<string, number>,
): (name: string) => number {
  const definitions = new Map<string, Tree>(program.definitions.map(({ name, tree }) => [name, tree]));
  const parameters = new Set(flow.parameters.map(({ name }) => name));
  const silent = new Set(flow.inputs.flatMap(({ name }) => [heldSlot(name), slopeSlot(name), edgeSlot(name)]));
  const at = (name: string): number => {
    const value = known.get(name);
    if (value !== undefined) return value;
    if (name === "t" || silent.has(name)) return 0;
    const tree = definitions.get(name);
    if (tree !== undefined) return evaluate(tree, at);
    if (parameters.has(name) || name === "size" || flow.states.some((state) => state.name === name)) return lookup(name);
    return 0;
  };
  return at;
}

/** The ends of a grid for a population; undefined where its drift does not keep neurons within bounds. */
export function densityRange(reading: DensityReading): readonly [number, number] | undefined {
  const { firing, reset } = reading;
  const scale = firing.kind === "threshold" ? firing.at - reset : unitOf(reading);
  const transport = undriven(reading);
  const low = reach(transport, reset, -scale / parts);
  const high = firing.kind === "threshold" ? firing.at : reach(transport, reset, scale / parts);
  return low === undefined || high === undefined ? undefined : [low, high];
}

/** A length over which the potential differs noticeably: how far noise gets in the time in which the drift acts. */
function unitOf(reading: DensityReading): number {
  const { reset } = reading;
  const here = undriven(reading)(reset);
  return Math.max(Math.abs(here.diffusion / here.drift) || 0, Math.sqrt(here.diffusion) || 0, 1e-3 * Math.abs(reset)) || 1;
}

/** How far the density reaches from a value on, in steps: until the sum of -drift/diffusion along the way, from where it is least, is deep enough. */
export function reach(transport: (v: number) => Transport, from: number, step: number): number | undefined {
  let [sum, least] = [0, 0];
  for (let k = 1; k <= most; k++) {
    const v = from + k * step;
    const { drift, diffusion } = transport(v - step / 2);
    sum -= (drift * step) / diffusion;
    if (!Number.isFinite(sum)) return undefined;
    least = Math.min(least, sum);
    if (sum - least >= depth) return v;
  }
  return undefined;
}
