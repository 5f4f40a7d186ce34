import type { Changes } from "../../src/session/index.ts";

/** Examples of networks take their time: `networks.test.ts` is about what they show, elsewhere it is enough that each begins. */
export const shortened: Readonly<Record<string, Changes>> = {
  "adapting-population": { set: ["run.transient=0 ms"], duration: "200 ms" },
  brunel: { duration: "5 ms" },
  clusters: { duration: "20 ms" },
  coba: { duration: "20 ms" },
  cuba: { duration: "20 ms" },
  "elapsed-time": { set: ["run.transient=0"], duration: "1" },
  "finite-size": { set: ["run.transient=0 ms"], duration: "50 ms" },
  "finite-size-sparse": { set: ["run.transient=0 ms"], duration: "50 ms" },
  gamma: { duration: "20 ms" },
  hopping: { duration: "100 ms" },
  "match-to-sample": { duration: "20 ms" },
  nnlif: { duration: "0.1" },
  "potjans-diesmann": { set: ["f=0.05"], duration: "20 ms" },
  "potjans-diesmann-escape": { set: ["f=0.05", "run.transient=0 ms"], duration: "50 ms" },
  "traub-miles": { duration: "20 ms" },
  "wang-2002": { duration: "100 ms" },
};
