/** Stationary states of noisy integrate-and-fire networks as densities of the potential: the scalar equation, folds, modes, random thresholds. */
import { eigenmodes, type NoPassage, nnlifFolds, nnlifStates, type Passage, stationaryPassage, whiteNoiseLif } from "../../theory/index.ts";
import type { Lab } from "../lab.ts";
import { type Row, row } from "../row.ts";

const quadrature = "N I(N) = 1, 40-digit quadrature";
const cylinder = "parabolic cylinder functions, 30 digits";

/** Caceres, Carrillo, Perthame 2011: V_R = 1, V_F = 2, a = 1. */
const network = { drift: 0, diffusion: 1, threshold: 2, reset: 1, refractory: 0, diffusionByRate: 0 };

/** Coupling, refractoriness, and the stationary rates. */
const states: readonly (readonly [number, number, readonly number[]])[] = [
  [-1.5, 0, [0.09311604810232332]],
  [0, 0, [0.119975965239105]],
  [0.5, 0, [0.13477507993525]],
  [1.5, 0, [0.192364012568479, 2.289125707746863]],
  [1.5, 0.025, [0.1907361294, 2.9169876555, 10.7133751877]],
];

/** The same as a document, on 1200 cells. */
const document = (b: number) => `
units: none
neurons: { cell: { equations: "dV/dt = -V + sqrt(2)*xi", initial: { V: 0 }, spike: V > 2, reset: { V: 1 } } }
populations: { n: { neuron: cell, size: 100 } }
projections: [{ from: n, to: n, synapse: { kind: delta, into: V }, weight: ${b}/pre.size, connect: all }]
run: { duration: 1, step: 0.01, scale: fokker-planck, options: { fokker-planck: { cells: 1200, V: [-6, 2] } } }
record: { n: [activity] }
`;

/** Coupling, state, and its leading eigenvalue by another finite-volume code, with the digits that its grid gives. */
const leading: readonly (readonly [number, number, number, number])[] = [
  [-10, 0, -1.6725, 5e-4],
  [0.5, 0, -1.1099, 5e-4],
  [1.5, 0, -0.8304, 5e-4],
  [1.5, 1, 3.88, 5e-3],
  [2, 1, 0.7135, 5e-4],
];

async function byOperator(lab: Lab, eigenvalues: readonly number[]): Promise<readonly Row[]> {
  const [free] = (await lab.steady(document(0))).states;
  const rows: Row[] = eigenvalues.map((reference, k) =>
    row(`NNLIF, b = 0, 1200 cells: eigenvalue ${k + 1}`, free?.eigenvalues[k]?.[0] ?? Number.NaN, reference, 1e-3, `1 = P_L, ${cylinder}`),
  );
  for (const [b, k, reference, tolerance] of leading) {
    const { states: found } = await lab.steady(document(b));
    const value = found[k]?.eigenvalues[0]?.[0] ?? Number.NaN;
    rows.push(row(`NNLIF, b = ${b}, state ${k + 1}: leading eigenvalue`, value, reference, tolerance, "finite volumes of 900 cells"));
  }
  return rows;
}

export async function stationaryDensities(lab: Lab): Promise<readonly Row[]> {
  const [fold] = nnlifFolds(network);
  const [first, second] = nnlifFolds({ ...network, refractory: 0.01 });
  const { modes } = eigenmodes(whiteNoiseLif({ tau: 1, target: 0, threshold: 2, reset: 1, refractory: 0, noise: Math.SQRT2 }), 5);
  const eigenvalues = [-1.1909670923906, -2.6026799782535, -4.1405595366733, -5.7504554432853, -7.4065486232094];
  return [
    ...states.flatMap(([coupling, refractory, references]) => {
      const found = nnlifStates({ ...network, coupling, refractory });
      const held = refractory > 0 ? `, refractory ${refractory}` : "";
      return references.map((reference, k) =>
        row(`NNLIF, b = ${coupling}${held}: state ${k + 1}`, found[k] ?? Number.NaN, reference, 1e-9 * reference, quadrature),
      );
    }),
    row("NNLIF, b = 3: number of stationary states", nnlifStates({ ...network, coupling: 3 }).length, 0, 0, "beyond the fold"),
    row("NNLIF: fold b_c", fold?.coupling ?? Number.NaN, 2.1009677604558, 1e-10, quadrature),
    row("NNLIF: rate at the fold", fold?.rate ?? Number.NaN, 0.42422436, 1e-8, quadrature),
    row("NNLIF, refractory 0.01: first fold", first?.coupling ?? Number.NaN, 2.109915229, 1e-9, quadrature),
    row("NNLIF, refractory 0.01: second fold", second?.coupling ?? Number.NaN, 1.2527558367, 1e-9, quadrature),
    ...eigenvalues.map((reference, k) =>
      row(`NNLIF, b = 0: eigenvalue ${k + 1}`, modes[k]?.eigenvalue[0] ?? Number.NaN, reference, 1e-12, `1 = P_L, ${cylinder}`),
    ),
    ...(await byOperator(lab, eigenvalues)),
    ...passages.map(([name, compute, reference, source]) => {
      const passage = compute();
      return row(name, passage.kind === "passage" ? 1 / passage.mean : Number.NaN, reference, 1e-11 * reference, source);
    }),
  ];
}

/** Drift of the random threshold at V_F = 2 with a hazard of 1/epsilon beyond. */
const random = (mean: number, epsilon: number) =>
  stationaryPassage({
    at: (v, out) => {
      [out[0], out[1], out[2]] = [mean - v, 1, v > 2 ? 1 / epsilon : 0];
    },
    reset: 1,
    unit: 1,
  });

/** v^2 + 1/2 with D = 1. */
const quadratic = () =>
  stationaryPassage({
    at: (v, out) => {
      [out[0], out[1], out[2]] = [v * v + 0.5, 1, 0];
    },
    reset: -1,
    threshold: 3,
    unit: 1,
  });

const passages: readonly (readonly [string, () => Passage | NoPassage, number, string])[] = [
  ["random threshold, epsilon 0.1: rate", () => random(0, 0.1), 0.06088429934917462, cylinder],
  ["random threshold, epsilon 0.01: rate", () => random(0, 0.01), 0.09661825257662987, cylinder],
  ["random threshold, drift 2, epsilon 0.1: rate", () => random(2, 0.1), 0.7100975493018729, cylinder],
  ["noisy QIF, v^2 + 1/2, from -1 to 3: rate", quadratic, 0.388044069303087, "double integral, 25 digits"],
];
