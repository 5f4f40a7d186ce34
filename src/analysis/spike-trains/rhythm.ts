/** The rhythm that neurons have in common, which need not be that of any of them. */
import { atan2, cos, sin } from "../../base/index.ts";

/** Neurons that fire by chance agree to sqrt(pi)/2 = 0.89 of 1/sqrt(n) on average; a rhythm stands out from that. */
const outstanding = 2;
/** Never asked of few neurons: more than half agreement. */
const mostAsked = 0.5;

/** Steps of the iteration; each makes the error some hundred times smaller. */
const mostSteps = 4;

/**
 * Period of the population's activity. In each cycle of length C the component sum exp(-2 pi i t/C) over the spikes t of the cycle has a
 * phase; where the activity repeats itself every P, this phase moves on by 2 pi (C/P - 1) a cycle, on average exactly so. P follows from the
 * slope of the straight line through all phases (each turned to lie within half a turn of the one before), first with the mean interval
 * for C, then with the last P until it stays. It must lie within 2/3 and 2 mean intervals. Undefined where the phases of the neurons do
 * not agree (asynchronous, splay state) or there are fewer than three cycles.
 *
 * In partial synchrony P differs from the interval: each neuron is quasi-periodic (van Vreeswijk 1996, Phys. Rev. E 54:5522,
 * doi:10.1103/PhysRevE.54.5522).
 *
 * @param times     of all spikes, ascending [ms]
 * @param neurons   how many there are
 * @param interval  mean interval of the neurons [ms]
 */
export function collectivePeriod(times: Float64Array, neurons: number, interval: number): number | undefined {
  let period = interval;
  for (let step = 0; step < mostSteps; step++) {
    const found = phasesOf(times, period);
    if (found === undefined || found.agreement < Math.min(outstanding / Math.sqrt(neurons), mostAsked)) return undefined;
    const next = period / (1 + slope(found.phases) / (2 * Math.PI));
    const isSettled = Math.abs(next - period) <= 4 * Number.EPSILON * period;
    period = next;
    if (isSettled) break;
  }
  return period;
}

/** The phase of each cycle, without jumps, and how much the spikes of a cycle agree on average; undefined for fewer than three cycles. */
function phasesOf(times: Float64Array, cycle: number): { readonly phases: Float64Array; readonly agreement: number } | undefined {
  const first = times[0] ?? 0;
  const cycles = Math.floor(((times.at(-1) ?? 0) - first) / cycle);
  if (!(cycles >= 3)) return undefined;
  const phases = new Float64Array(cycles);
  let agreement = 0;
  let k = 0;
  for (let w = 0; w < cycles; w++) {
    const [from, to] = [first + w * cycle, first + (w + 1) * cycle];
    let [x, y, count] = [0, 0, 0];
    for (; k < times.length && times[k]! < to; k++, count++) {
      const phase = (2 * Math.PI * (times[k]! - from)) / cycle;
      x += cos(phase);
      y -= sin(phase);
    }
    agreement += count > 0 ? Math.sqrt(x * x + y * y) / count / cycles : 0;
    const phase = atan2(y, x);
    const before = phases[w - 1] ?? phase;
    phases[w] = phase - 2 * Math.PI * Math.round((phase - before) / (2 * Math.PI));
  }
  return { phases, agreement };
}

/** Slope of the straight line through values at 0, 1, 2, ..., by least squares. */
function slope(values: Float64Array): number {
  const middle = (values.length - 1) / 2;
  let [product, square] = [0, 0];
  for (const [k, value] of values.entries()) {
    product += (k - middle) * value;
    square += (k - middle) * (k - middle);
  }
  return product / square;
}
