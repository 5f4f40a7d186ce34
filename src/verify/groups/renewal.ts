/** Laws of intervals: escape-noise neurons and closed forms. */
import { exp } from "../../base/index.ts";
import {
  deadTimePoisson,
  escapeLif,
  gammaIntervals,
  perfectIntegrator,
  type RenewalLaw,
  type RenewalProcess,
  renewalLaw,
} from "../../theory/index.ts";
import { type Row, row } from "../row.ts";

const digits = "quadrature of exponential integrals, 30-digit arithmetic";
const nothing = Number.NaN;

function softNeuron(drive: number, slope: number, threshold = 15): RenewalLaw | undefined {
  const law = renewalLaw(escapeLif({ tau: 20, drive, reset: 0, refractory: 4, threshold, slope, rate: 0.01 }));
  return law.kind === "law" ? law : undefined;
}

/** Drive and width of the soft threshold [mV], rate [1/ms], CV, 1/E|T1 - T2| [1/ms]. */
const neurons: readonly (readonly [number, number, number, number, number])[] = [
  [14, 2, 0.00459738969044355, 0.7658843920347305, 0.005954116524624103],
  [18, 2, 0.01372313719977722, 0.3917586756695563, 0.03238033022681598],
  [25, 2, 0.02812784937450855, 0.194284008907163, 0.1284513423403102],
  [-20, 2, 2.511030544692487e-10, 1.000012500502915, 2.510999156136458e-10],
  [60, 0.2, 0.09677447786694426, 0.01126884315457852, 7.931543054665571],
];

/** A process asked at one lambda. */
const transforms: readonly (readonly [string, RenewalProcess, number, number, string])[] = [
  [
    "Poisson with dead time 10 ms, hazard 0.1/ms",
    deadTimePoisson({ hazard: 0.1, deadTime: 10 }),
    0.05,
    exp(-0.5) / 1.5,
    "nu e^(-lambda Delta)/(nu + lambda)",
  ],
  [
    "perfect integrate-and-fire, 10 Hz, CV 0.5",
    perfectIntegrator({ rate: 0.01, cv: 0.5 }),
    0.06,
    exp(-4),
    "exp((1 - sqrt(1 + 2 CV^2 lambda/r))/CV^2)",
  ],
  ["gamma intervals of order 4, 10 Hz", gammaIntervals({ rate: 0.01, cv: 0.5 }), 0.04, 1 / 16, "(1 + lambda/(4 r))^-4"],
];

export async function renewal(): Promise<readonly Row[]> {
  const rows = neurons.flatMap(([drive, slope, rate, cv, lambda]) => {
    const law = softNeuron(drive, slope);
    const name = `escape-noise LIF, ${drive} mV, Delta_u ${slope} mV`;
    return [
      row(`${name}: rate [Hz]`, 1000 * (law?.rate ?? nothing), 1000 * rate, 1e-9 * rate, digits),
      row(`${name}: CV`, law?.cv ?? nothing, cv, 1e-12 * cv, digits),
      row(`${name}: 1/E|T1 - T2| [1/s]`, 1000 * (law?.lambdaSurvival ?? nothing), 1000 * lambda, 1e-9 * lambda, digits),
    ];
  });
  const weibull = renewalLaw({ initial: new Float64Array(), flow: () => {}, hazard: (age) => (3 * age * age) / 1e9, breaks: [] });
  return [
    ...rows,
    row(
      "hazard 3 a^2/s^3 with s = 1 s: mean interval [ms]",
      weibull.kind === "law" ? weibull.mean : nothing,
      892.9795115692493,
      1e-10,
      "Weibull: s Gamma(4/3)",
    ),
    ...transforms.map(([name, process, lambda, reference, source]) =>
      row(`${name}: P_L at ${lambda}/ms`, process.laplace([lambda, 0])[0], reference, 1e-15, source),
    ),
  ];
}
