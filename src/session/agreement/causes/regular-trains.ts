/** Densities take the spikes of neurons for Poisson trains. */
import type { Cause } from "../../../contract/index.ts";
import { undriven } from "../../../kernels/index.ts";
import type { CauseRule } from "./cause.ts";
import { atRest, networkAndDensities } from "./densities-at-rest.ts";

/** Smaller parts of the noise are not worth a sentence. */
const smallest = 0.02;

/**
 * Spikes at intervals with a coefficient of variation CV have CV^2 of the power of Poisson trains at low frequencies. In networks this is of the order of the
 * noise, as far as that comes from the neurons themselves; the diffusion approximation knows nothing of it, and its CV is that of neurons under white noise.
 */
export const regularTrains: CauseRule = (compared) => {
  const both = networkAndDensities(compared);
  const rest = both && atRest(compared.experiment, both.densities);
  if (!rest) return [];
  const { couplings, outside, cells } = rest.plan;
  return cells.flatMap(({ cell: { population }, reading }, i): readonly Cause[] => {
    const received = couplings.filter(({ target, diffusion }) => target === i && diffusion > 0);
    let all = undriven(reading)(reading.reset).diffusion;
    for (const one of outside) if (one.target === i) all += one.diffusion;
    let missing = 0;
    for (const { source, diffusion } of received) {
      const { rate, cv } = rest.states[source]!;
      all += diffusion * rate;
      missing += diffusion * rate * (1 - cv * cv);
    }
    const size = Math.abs(missing / all);
    if (!(size >= smallest)) return [];
    const sources = [...new Set(received.map(({ source }) => source))];
    const cvs = sources.map((source) => `${short(rest.states[source]!.cv)} (${cells[source]!.cell.population.name})`).join(", ");
    const words =
      `a density takes spikes for Poisson trains: at intervals with a CV of ${cvs} the noise of ${population.name} at low frequencies is ` +
      `${short(100 * size)} % ${missing > 0 ? "less" : "more"}`;
    return [{ cause: "regular trains", population: population.name, size, words, moves: ["mean", "distribution"] }];
  });
};

const short = (value: number) => Number(value.toPrecision(2));
