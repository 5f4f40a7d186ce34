import { tableau } from "../tableau.ts";

/** Euler's method. 1 stage, order 1. Not `euler-sequential`, in which each line sees the new values of the lines above it. */
export const euler = tableau({
  id: "euler",
  order: 1,
  c: [0],
  a: [[]],
  b: [1],
  source: "Hairer, Norsett, Wanner, Solving Ordinary Differential Equations I, eq. I.7.3",
});
