/** Orders of convergence on a forced problem (an autonomous one cannot see a wrong node of the method). */
import { exp, log2, sin } from "../../base/index.ts";
import { type Lab, lastOf } from "../lab.ts";
import { type Row, row } from "../row.ts";

/** x' = x cos t: x = exp(sin t). */
const forced = (method: string, step: number) => `
units: none
rates: { p: { equations: "dx/dt = x*cos(t)", initial: { x: 1 } } }
run: { duration: 4, step: ${step}, method: ${method}, scale: rate }
record: { p: [x] }
`;

/** Method, order, coarsest step. Errors stay above 2e-11, where rounding does not reach. */
const methods = [
  ["euler", 1, 1 / 64],
  ["heun", 2, 1 / 32],
  ["rk4", 4, 1 / 16],
] as const;

export async function convergence(lab: Lab): Promise<readonly Row[]> {
  const rows: Row[] = [];
  const exact = exp(sin(4));
  for (const [method, order, coarse] of methods) {
    const error = async (halvings: number) => {
      const result = await lab.run(forced(method, coarse / 2 ** halvings));
      return Math.abs(lastOf(result, "x") - exact);
    };
    const slope = log2((await error(0)) / (await error(3))) / 3;
    rows.push(row(`${method}: order over three halvings`, slope, order, 0.1, "x' = x cos t, x = exp(sin t)"));
  }
  return rows;
}
