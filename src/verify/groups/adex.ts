/** Spike times of the adaptive exponential neuron, and the course's own sets. */
import { type Lab, spikesOf } from "../lab.ts";
import { adexSpikes } from "../reference/adex.ts";
import { type Row, row, worst } from "../row.ts";

const source = "113-bit extrapolation, error below 1e-14 ms (Naud et al. 2008 and Brette, Gerstner 2005 parameters)";
const course = "single-cell course: counts and intervals as printed, to 0.1 ms";
/** The course prints intervals cut after the first decimal: 65.8527 ms (Euler's method at steps to 0.001 ms extrapolates to it too) is 65.8. */
const printed = 0.1;

/** Set of the catalogue, name in the table, current [pA]. */
const sets = [
  ["tonic", "tonic", 500],
  ["adaptation", "adaptation", 500],
  ["initial-burst", "initial_burst", 400],
  ["regular-bursting", "regular_bursting", 210],
  ["brette-gerstner", "BG2005_I800", 800],
] as const;

const cell = (set: string, stimulus: string, duration: number, tolerance = "") => `
neurons: { cell: { model: adex, set: ${set}, parameters: { V_peak: 0 mV } } }
populations: { cell: { neuron: cell } }
stimuli: [{ to: cell.I, ${stimulus} }]
run: { duration: ${duration} ms${tolerance} }
record: { cell: [V, w, spikes] }
`;
const step = (amplitude: number) => `step: { amplitude: ${amplitude} pA }`;

export async function adex(lab: Lab): Promise<readonly Row[]> {
  const rows: Row[] = [];
  for (const [set, name, current] of sets) {
    const reference = adexSpikes[name]!;
    for (const [tolerance, words, bound] of [
      [", tolerance: 1e-10", "tolerance 1e-10", 1e-6],
      ["", "default tolerance", 1e-3],
    ] as const) {
      const times = spikesOf(await lab.run(cell(set, step(current), 200, tolerance)));
      rows.push(
        worst(`AdEx ${set}, ${words}: largest error of ${reference.length} spikes in 200 ms [ms]`, times, reference, bound, source),
      );
    }
  }
  return [...rows, ...(await courseSets(lab))];
}

async function courseSets(lab: Lab): Promise<readonly Row[]> {
  const times = spikesOf(await lab.run(cell("course-regular", step(20), 500)));
  const counts = await Promise.all(
    [0, 10].map(async (current) => spikesOf(await lab.run(cell("course-regular", step(current), 500))).length),
  );
  const rebound = spikesOf(await lab.run(cell("course-rebound", "step: { amplitude: -60 pA }, duration: 250 ms", 500)));
  return [
    row("course-regular, 20 pA: spikes in 500 ms", times.length, 8, 0, course),
    row("course-regular, 20 pA: first interval [ms]", times[1]! - times[0]!, 47.7, printed, course),
    row("course-regular, 20 pA: last interval [ms]", times.at(-1)! - times.at(-2)!, 65.8, printed, course),
    row("course-regular, 0 pA: spikes in 500 ms", counts[0]!, 0, 0, course),
    row("course-regular, 10 pA: spikes in 500 ms", counts[1]!, 0, 0, course),
    row("course-rebound: spikes after 250 ms of -60 pA", rebound.length, 5, 0, course),
    row("course-rebound: first spike after the step [ms]", rebound[0]! - 250, 41, 0.5, course),
    row("course-rebound: last spike after the step [ms]", rebound.at(-1)! - 250, 58, 0.5, course),
  ];
}
