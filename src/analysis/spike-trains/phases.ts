/** Phases of neurons between their spikes, and how much they agree. */
import { cos, sin } from "../../base/index.ts";

/**
 * Kuramoto's order parameter from spike times: every neuron runs through one turn from spike to spike, at constant speed.
 *
 *   R(t) = |1/n sum_j exp(i phi_j(t))|,   phi_j(t) = 2 pi (t - t_k) / (t_{k+1} - t_k) for t_k <= t < t_{k+1}
 *
 * 1 in synchrony; 0 in a splay state; sqrt(pi) / (2 sqrt(n)) on average for n independent phases. Only neurons between two of their spikes
 * have a phase; NaN at a time when no neuron has one.
 *
 * @param trains  one for each neuron, ascending
 * @param times   ascending {m}
 */
export function orderParameter(trains: readonly Float64Array[], times: Float64Array): Float64Array {
  const [x, y, n] = [new Float64Array(times.length), new Float64Array(times.length), new Uint32Array(times.length)];
  for (const train of trains) {
    let k = 0;
    for (let m = 0; m < times.length; m++) {
      const time = times[m]!;
      while (k + 1 < train.length && train[k + 1]! <= time) k++;
      if (k + 1 >= train.length) break;
      if (train[k]! > time) continue;
      const phase = (2 * Math.PI * (time - train[k]!)) / (train[k + 1]! - train[k]!);
      x[m]! += cos(phase);
      y[m]! += sin(phase);
      n[m]!++;
    }
  }
  return x.map((value, m) => Math.sqrt(value * value + y[m]! * y[m]!) / n[m]!);
}
