/** Eigenvalues of the age structure of a population: how it relaxes. */
import { eigenmodes as modesOf } from "../../../theory/index.ts";
import { isUncovered } from "../renewal.ts";
import type { TheoryRule } from "./curve.ts";

/** Modes along the curve from 0. */
const count = 4;
/** Near the end of what is known of a transform, in parts of the way there, digits are lost. */
const trusted = 0.9;

export const eigenmodes: TheoryRule = ({ renewal }) => {
  const found = renewal();
  if (isUncovered(found)) return found;
  const { modes, others } = modesOf(found.process, count);
  const all = [...modes, ...others].flatMap(({ eigenvalue }) => (eigenvalue[0] > trusted * found.process.abscissa ? [eigenvalue] : []));
  if (all.length === 0) return { reason: "no eigenvalue of its law is known" };
  const part = (which: 0 | 1) => Float64Array.from(all, (one) => one[which]);
  return [{ quantity: "eigenvalues", label: found.label, x: part(0), y: part(1) }];
};
