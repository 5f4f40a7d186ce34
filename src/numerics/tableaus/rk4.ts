import { tableau } from "../tableau.ts";

/** The classical Runge-Kutta method. 4 stages, order 4, no error estimate. */
export const rk4 = tableau({
  id: "rk4",
  order: 4,
  c: [0, 1 / 2, 1 / 2, 1],
  a: [[], [1 / 2], [0, 1 / 2], [0, 0, 1]],
  b: [1 / 6, 1 / 3, 1 / 3, 1 / 6],
  source: "Kutta 1901, Z. Math. Phys. 46:435; Hairer, Norsett, Wanner I, table II.1.2",
});
