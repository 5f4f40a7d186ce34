/** Power spectrum of the activity of a population. */
import type { LinearisedSource, Result } from "../../../contract/index.ts";
import { mesoscopicSpectrum, renewalSpectrum } from "../../../theory/index.ts";
import { isUncovered, type Uncovered } from "../renewal.ts";
import { sampled, sampledSmooth } from "../sample.ts";
import type { Setting, TheoryRule } from "./curve.ts";

export const spectrum: TheoryRule = async (setting) => {
  const { result, population } = setting;
  if (result.transient === 0)
    return { reason: "the recording begins with the run, before it is stationary; give `run: { transient: ... }`" };
  const source = sourceAt(setting);
  if (isUncovered(source)) return source;
  const isCoupled = setting.experiment.projections.some(({ to }) => to.population === population);
  const theory = await (isCoupled ? coupled(setting, source) : uncoupled(setting, source));
  if (isUncovered(theory)) return theory;
  const perSecond = result.units === "physical" ? 1000 : 1;
  const of = (frequency: number) => theory.at((2 * Math.PI * frequency) / perSecond) * perSecond;
  const highest = Math.min(result.step ? 0.5 / result.step : Number.POSITIVE_INFINITY, (isCoupled ? 1 : 10) * drawnTo(result));
  const [low, high] = [perSecond / result.duration, highest * perSecond];
  const line = isCoupled ? sampledSmooth(of, low, high) : sampled(of, low, high, "log");
  return [{ quantity: "spectrum", label: theory.label, ...line }];
};

/** Where the figure's axis ends, without other bins than its own: 1 kHz. Coupled populations take seconds for a decade more. */
const drawnTo = ({ units, duration }: Result) => (units === "physical" ? 1 : 5000 / duration);

/** A spectrum [1/ms] over the angular frequency [1/ms]. */
interface Spectrum {
  readonly label: string;
  at(omega: number): number;
}

/** Scales that compute every neuron. */
const individual: ReadonlySet<string> = new Set(["cell", "network", "event-driven"]);

const mesoscopic = "linearised";

/** What the activity of the scale has where nothing is coupled. */
function sourceAt({ experiment, result }: Setting): { readonly kind: LinearisedSource } | Uncovered {
  if (individual.has(result.scale)) return { kind: "neurons" };
  if (result.scale !== "mesoscopic") return { reason: `that of the scale ${result.scale} is not known` };
  const lambda = `${experiment.run.options?.mesoscopic?.lambda ?? "survival"}`;
  if (lambda === "survival" || lambda === "interval-variance") return { kind: lambda };
  return { reason: `with \`lambda: ${lambda}\` the activity is not stationary` };
}

function uncoupled({ result, population, renewal }: Setting, { kind }: { readonly kind: LinearisedSource }): Spectrum | Uncovered {
  const found = renewal();
  if (isUncovered(found)) return found;
  const { size } = result.populations[population]!;
  const { process, label, lambdas } = found;
  if (kind === "neurons") return { label, at: (omega) => renewalSpectrum(process, omega) / size };
  const lambda = lambdas![kind];
  return { label: mesoscopic, at: (omega) => mesoscopicSpectrum(process, lambda, omega) / size };
}

async function coupled({ population, linearised }: Setting, { kind }: { readonly kind: LinearisedSource }): Promise<Spectrum | Uncovered> {
  const found = await linearised();
  if (isUncovered(found)) return found;
  const spectra = found.spectra(kind);
  return { label: kind === "neurons" ? "linear response" : mesoscopic, at: (omega) => spectra(omega)?.get(population) ?? Number.NaN };
}
