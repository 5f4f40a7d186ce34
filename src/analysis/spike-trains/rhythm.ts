/** The rhythm that neurons have in common, which need not be that of any of them. */
import { atan2, cos, sin } from "../../base/index.ts";

/** Neurons that fire by chance agree to sqrt(pi)/2 = 0.89 of 1/sqrt(n) on average; a rhythm stands out from that. */
const outstanding = 2;
/** Never asked of few neurons: more than half agreement. */
const mostAsked = 0.5;

/**
 * Period of the population's activity. In each cycle w of the mean interval I its component a_w = sum exp(-2 pi i t/I) over the spikes t of
 * the cycle has a phase; where the activity repeats itself every P, this phase moves on by 2 pi (I/P - 1) a cycle. P follows from the slope
 * of the straight line through all phases (each turned to lie within half a turn of the one before), so that it must lie within 2/3 I and
 * 2 I. Undefined where the phases of the neurons do not agree (asynchronous, splay state) or there are fewer than three cycles.
 *
 * In partial synchrony P differs from I: each neuron is quasi-periodic (van Vreeswijk 1996, Phys. Rev. E 54:5522, doi:10.1103/PhysRevE.54.5522).
 *
 * @param times     of all spikes, ascending [ms]
 * @param neurons   how many there are
 * @param interval  mean interval of the neurons [ms]
 */
export function collectivePeriod(times: Float64Array, neurons: number, interval: number): number | undefined {
  const cycles = Math.floor(((times.at(-1) ?? 0) - (times[0] ?? 0)) / interval);
  if (!(cycles >= 3)) return undefined;
  const phases = new Float64Array(cycles);
  let agreement = 0;
  let k = 0;
  for (let w = 0; w < cycles; w++) {
    const [from, to] = [times[0]! + w * interval, times[0]! + (w + 1) * interval];
    let [x, y, count] = [0, 0, 0];
    for (; k < times.length && times[k]! < to; k++, count++) {
      const phase = (2 * Math.PI * (times[k]! - from)) / interval;
      x += cos(phase);
      y -= sin(phase);
    }
    agreement += count > 0 ? Math.sqrt(x * x + y * y) / count / cycles : 0;
    const phase = atan2(y, x);
    const before = phases[w - 1] ?? phase;
    phases[w] = phase - 2 * Math.PI * Math.round((phase - before) / (2 * Math.PI));
  }
  if (agreement < Math.min(outstanding / Math.sqrt(neurons), mostAsked)) return undefined;
  return interval / (1 + slope(phases) / (2 * Math.PI));
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
