/** The elapsed-time model of Pakdaman, Perthame & Salort: neurons that fire as soon as their age passes one that the activity sets. */
import type { Lab } from "../lab.ts";
import { type Row, row } from "../row.ts";

const elapsed = (coupling: number) => `
units: none
neurons:
  aged:
    equations: |
      lambda*dX/dt = N - X
      sigma = 2 - (J*X)^4/(1 + (J*X)^4)
    inputs: { N: 1 }
    initial: { X: 0.3 }
    hazard: heaviside(age - sigma)
    parameters: { J: ${coupling}, lambda: 0.1 }
populations: { n: { neuron: aged, size: 1000 } }
projections: [{ from: n, to: n, synapse: { kind: activity, into: N } }]
run: { duration: 1, step: 0.01, scale: refractory-density }
record: { n: [activity] }
`;

/** Couplings and the one root of A (1 + sigma(J A)) = 1. */
const roots = [
  [0.5, 0.333419111328],
  [1, 0.33471641078],
  [1.75, 0.347218226436],
  [2.5, 0.4],
  [3.5, 0.472075746538],
  [6, 0.496894657076],
] as const;

export async function elapsedTime(lab: Lab): Promise<readonly Row[]> {
  const rows: Row[] = [];
  for (const [coupling, root] of roots) {
    const { states } = await lab.steady(elapsed(coupling));
    const [only] = states;
    rows.push(
      row(
        `Elapsed time, J = ${coupling}: number of stationary states`,
        states.length,
        1,
        0,
        "sign changes of A (1 + sigma(J A)) - 1, scipy",
      ),
      row(
        `Elapsed time, J = ${coupling}: activity`,
        only?.activities[0] ?? Number.NaN,
        root,
        1e-10,
        "A (1 + sigma(J A)) = 1 by bisection, scipy",
      ),
    );
  }
  return rows;
}
