/** A solved closed orbit as a cycle to be looked at. */
import type { LimitCycle, System } from "../../contract/index.ts";
import { traceOrbit } from "../orbit.ts";
import { multipliersOf, type SolvedOrbit } from "./solve.ts";

/** Period, stability, multipliers and one turn of a closed orbit; states in the user's units. */
export function portray(system: System, p: Float64Array, solved: SolvedOrbit): LimitCycle {
  const { orbit, pieces } = solved;
  const multipliers = multipliersOf(solved);
  const times: number[] = [];
  const states: number[][] = system.states.map(() => []);
  let [spikes, before] = [0, 0];
  orbit.nodes.forEach((node, j) => {
    const isSpiking = orbit.kind === "spiking";
    const time = isSpiking ? pieces.times[j]! : orbit.shares[j]! * orbit.period;
    // To the spike, whenever rounding lets it come.
    const piece = traceOrbit(system, p, node, isSpiking ? { duration: 2 * time, afterSpike: true, spikes: 1 } : { duration: time });
    for (let k = times.length > 0 ? 1 : 0; k < piece.times.length; k++) {
      times.push(before + piece.times[k]!);
      piece.states.forEach((column, i) => {
        states[i]!.push(column[k]!);
      });
    }
    spikes += piece.spikes.length;
    before += time;
  });
  return {
    period: orbit.period,
    stable: multipliers.every(([re, im]) => re * re + im * im < 1),
    multipliers,
    spikes,
    times: Float64Array.from(times),
    states: states.map((column) => Float64Array.from(column)),
  };
}
