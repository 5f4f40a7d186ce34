import { test } from "vitest";
import { hodgkinHuxley, run, step } from "./support.ts";
test("hh", () => {
  for (const tolerance of [1e-6, 1e-8, 1e-10]) for (const method of ["dormand-prince8", "tsitouras5"]) {
  for (let k = 0; k < 5; k++) {
  const t0 = performance.now();
  const r = run({ model: hodgkinHuxley, run: { duration: 1000, tolerance, method }, stimuli: [{ wave: step(10) }], record: [] });
  const t1 = performance.now();
  if (k==4) console.log(method, tolerance, r.outcome, r.spikes[0]!.length, r.spikes[0]!.at(-1)! - 997.606863749180, r.spikes[0]![0]! - 1.901420591068315, t1 - t0);
  }}
});
