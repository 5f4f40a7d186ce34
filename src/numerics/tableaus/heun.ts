import { tableau } from "../tableau.ts";

/** Heun's explicit trapezoidal rule. 2 stages, order 2, embedded Euler. Not Heun's third-order method. */
export const heun = tableau({
  id: "heun",
  order: 2,
  embeddedOrder: 1,
  c: [0, 1],
  a: [[], [1]],
  b: [1 / 2, 1 / 2],
  bError: [-1 / 2, 1 / 2],
  source: "Heun 1900, Z. Math. Phys. 45:23",
});
