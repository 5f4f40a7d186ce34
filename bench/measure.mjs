/** Timing shared by the benchmarks: user CPU, contenders interleaved, medians. */
import { loadavg } from "node:os";

const cpuNow = () => process.cpuUsage().user * 1e3;

/** Results are added here and printed, so that no work can be optimised away. */
export const consumed = { sum: 0 };

/**
 * Median user CPU of one operation in nanoseconds for each contender. `contenders` maps a name to a function that performs
 * `operations` operations and returns a number. Rounds are interleaved, so that all see the same machine.
 */
export function compare(contenders, operations, rounds = 9) {
  const entries = Object.entries(contenders);
  for (const [, run] of entries) for (let i = 0; i < 3; i++) consumed.sum += run();
  const times = entries.map(() => []);
  for (let round = 0; round < rounds; round++) {
    for (const [i, [, run]] of entries.entries()) {
      const start = cpuNow();
      consumed.sum += run();
      times[i].push((cpuNow() - start) / operations);
    }
  }
  return Object.fromEntries(entries.map(([name], i) => [name, median(times[i])]));
}

export const median = (values) => values.toSorted((a, b) => a - b)[values.length >> 1];

/** Prints names and numbers under a title. */
export function table(title, rows, unit) {
  console.log(`\n${title} [${unit}]   (load average ${loadavg()[0].toFixed(1)})`);
  for (const [name, value] of Object.entries(rows)) console.log(`  ${name.padEnd(48)} ${value.toFixed(3).padStart(10)}`);
}
