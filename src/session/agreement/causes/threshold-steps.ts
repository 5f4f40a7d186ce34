/** A network does not see its thresholds between steps. */
import type { Cause } from "../../../contract/index.ts";
import type { DensityCell } from "../../../kernels/index.ts";
import type { CauseRule } from "./cause.ts";
import { type AtRest, atRest, networkAndDensities } from "./densities-at-rest.ts";

/** -zeta(1/2)/sqrt(2 pi): how far beyond a level a random walk seems to be absorbed that is looked at after each step, over the size of a step. */
const overshoot = 0.5825971579390107;

/** Smaller effects are not worth a sentence. */
const smallest = 0.002;

/**
 * A network moves V by all spikes of a step of length h and sees the threshold at its end, so that noise passes the threshold in between without a spike: as if that
 * were 0.5826 sqrt(2 D h) higher, with the diffusion D by spikes that reach V without a filter, of which many arrive in a step. The noise of the neurons' own
 * equations is no such cause: a network draws whether it has passed. The effect is that of densities at rest with such thresholds.
 *
 * @see Broadie, Glasserman, Kou 1997, Math. Finance 7:325, doi:10.1111/1467-9965.00035
 */
export const thresholdSteps: CauseRule = (compared) => {
  const both = networkAndDensities(compared);
  const step = both?.network.last.step;
  const seen = step && atRest(compared.experiment, both.densities);
  if (!seen) return [];
  const shifts = seen.plan.cells.map((_, i) => overshoot * Math.sqrt(2 * directNoise(seen, i) * step));
  if (shifts.every((shift) => shift === 0)) return [];
  const raised = new Map(seen.plan.cells.map(({ cell }, i) => [cell.population.name, shifts[i]!]));
  const missed = atRest(compared.experiment, both.densities, raised);
  if (missed === undefined) return [];
  return seen.plan.cells.flatMap(({ cell: { population }, reading: { potential } }, i): readonly Cause[] => {
    const { unit, factor } = population.flow.states.find(({ name }) => name === potential)!;
    const higher = `${short(shifts[i]! / factor)}${unit && ` ${unit}`}`;
    const steps = `${step}${compared.experiment.units === "physical" ? " ms" : ""}`;
    const begin = `a network sees thresholds at steps of ${steps} alone, as if they were ${higher} higher, O(sqrt(h))`;
    const mean = Math.abs(missed.states[i]!.rate / seen.states[i]!.rate - 1);
    const distance = distanceOf(seen, missed, i);
    return [
      { size: mean, words: `${begin}: ${short(100 * mean)} % of the rate`, moves: ["mean"] },
      { size: distance, words: `${begin}: ${short(100 * distance)} % of the neurons at other potentials`, moves: ["distribution"] },
    ].flatMap((one) => (one.size < smallest ? [] : [{ cause: "threshold at steps", population: population.name, ...one }]));
  });
};

/** Diffusion of the potential of population `i` by spikes that reach it without a filter. */
function directNoise({ plan: { couplings, outside }, states }: AtRest, i: number): number {
  const isDirect = ({ target, colour, factor }: { readonly target: number; readonly colour: number; readonly factor: number }) =>
    target === i && colour === 0 && factor !== 0;
  const sent = outside.filter(isDirect).reduce((sum, { diffusion }) => sum + diffusion, 0);
  return couplings.filter(isDirect).reduce((sum, { source, diffusion }) => sum + diffusion * states[source]!.rate, sent);
}

/** Of two distributions of population `i`, at the edges of the cells of the first. */
function distanceOf(a: AtRest, b: AtRest, i: number): number {
  const { grid } = a.plan.cells[i]!;
  const [belowA, belowB] = [below(a.plan.cells[i]!, a.states[i]!.masses), below(b.plan.cells[i]!, b.states[i]!.masses)];
  let most = 0;
  for (let k = 1; k <= grid.cells; k++) {
    const v = grid.low + k * grid.width;
    most = Math.max(most, Math.abs(belowA(v) - belowB(v)));
  }
  return most;
}

/** The part of the neurons below a potential. */
function below({ grid: { low, width, cells } }: DensityCell, masses: Float64Array): (v: number) => number {
  const sums = new Float64Array(cells + 1);
  for (const [k, mass] of masses.entries()) sums[k + 1] = sums[k]! + mass;
  return (v) => {
    const at = Math.min(Math.max((v - low) / width, 0), cells);
    const cell = Math.min(Math.floor(at), cells - 1);
    return sums[cell]! + (at - cell) * masses[cell]!;
  };
}

const short = (value: number) => Number(value.toPrecision(2));
