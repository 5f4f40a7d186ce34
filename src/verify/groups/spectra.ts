/** Spectra of populations and linear responses. */
import {
  escapeLif,
  escapeResponse,
  gammaIntervals,
  lambdaPowerRatio,
  mesoscopicSpectrum,
  numericalSlopes,
  renewalLaw,
  renewalSpectrum,
  whiteNoiseResponse,
} from "../../theory/index.ts";
import { type Row, row } from "../row.ts";

const softNeuron = (drive: number) => escapeLif({ tau: 20, drive, reset: 0, refractory: 4, threshold: 15, slope: 2, rate: 0.01 });

/** Frequency [Hz], exact spectrum and the one of the mesoscopic model with Lambda = 1/E|T1 - T2|, both of 1,000 neurons [Hz]. */
const table: readonly (readonly [number, number, number])[] = [
  [1, 0.002137014, 0.0024645304],
  [10, 0.0079813962, 0.0070582373],
  [15, 0.016188796, 0.014724689],
  [50, 0.013722737, 0.013578488],
];

export async function spectra(): Promise<readonly Row[]> {
  const law = renewalLaw(softNeuron(18));
  const response = escapeResponse(softNeuron(18), numericalSlopes(softNeuron, 18));
  const steep = renewalLaw(escapeLif({ tau: 20, drive: 20, reset: 0, refractory: 4, threshold: 10, slope: 2, rate: 0.01 }));
  if (law.kind !== "law" || steep.kind !== "law" || response.kind !== "response")
    return [row("escape-noise LIF: a law", 0, 1, 0, "it fires")];
  const noisy = (drift: number, diffusion: number, omega: number) =>
    whiteNoiseResponse({ tau: 1, target: drift, threshold: 1, reset: 0, refractory: 0, noise: Math.sqrt(2 * diffusion) }, omega);
  const [re, im] = noisy(1.2, 0.05, 10);
  const step = 0.01;
  const rateAt = (drive: number) => {
    const moved = renewalLaw(softNeuron(drive));
    return moved.kind === "law" ? moved.rate : Number.NaN;
  };
  const [coarse, fine] = [step, 0.5 * step].map((h) => (rateAt(18 + h) - rateAt(18 - h)) / (2 * h));
  return [
    ...table.flatMap(([frequency, exact, meso]) => {
      const omega = (2 * Math.PI * frequency) / 1000;
      const source = "characteristic function by quadrature, 8 digits";
      return [
        row(`escape-noise LIF, N = 1000: spectrum at ${frequency} Hz [Hz]`, renewalSpectrum(law, omega), exact, 1e-6 * exact, source),
        row(`the same, mesoscopic model [Hz]`, mesoscopicSpectrum(law, law.lambdaSurvival, omega), meso, 1e-6 * meso, source),
      ];
    }),
    row("power at 0 with Lambda = 1/sigma over the exact one", lambdaPowerRatio(law, law.lambdaInterval), 1, 1e-13, "S(0) = r CV^2"),
    row(
      "power at 0 with Lambda = 1/E|T1 - T2| over the exact one, CV 0.22",
      lambdaPowerRatio(steep, steep.lambdaSurvival),
      1.2711,
      5e-5,
      "quadrature; mesoscopic simulations have 1.27",
    ),
    row(
      "gamma intervals of order 2: spectrum over rate at omega = r",
      renewalSpectrum(gammaIntervals({ rate: 1, cv: Math.SQRT1_2 }), 1),
      9 / 17,
      1e-14,
      "(omega^2 + 8 r^2)/(omega^2 + 16 r^2)",
    ),
    row(
      "escape-noise LIF: response at frequency 0 [1/ms/mV]",
      response.at(0)[0]?.[0] ?? Number.NaN,
      (4 * fine! - coarse!) / 3,
      1e-11,
      "dF_0/dh, differences of rates",
    ),
    row("white-noise LIF, drift 0.8, D 0.1: response at 0", noisy(0.8, 0.1, 0)[0], 0.830988411711, 1e-12, "Siegert, 50-digit arithmetic"),
    row(
      "white-noise LIF, drift 1.2, D 0.05: response at omega = 10, real part",
      re,
      0.712071986422,
      1e-12,
      "parabolic cylinder functions, 60-digit arithmetic",
    ),
    row(
      "white-noise LIF: response at omega = 10, imaginary part",
      im,
      -0.448507318727,
      1e-12,
      "parabolic cylinder functions, 60-digit arithmetic",
    ),
  ];
}
