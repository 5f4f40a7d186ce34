/**
 * The branches of NNLIF networks over the coupling, by continuation through the fold.
 * @module-tag slow
 */
import { expect, test } from "vitest";
import { builtNames, openText, portableHost, steady } from "../../src/session/index.ts";
import { nnlif } from "../scales/densities/support.ts";

async function statesOf(text: string, over: string) {
  const opened = await openText({ host: portableHost, names: builtNames(["activity"]) }, text, "density.yaml");
  return steady(opened, { scale: "fokker-planck", over });
}

const near = (value: number | undefined, reference: number, tolerance: number) =>
  expect(Math.abs(value! - reference), `${value} for ${reference}`).toBeLessThanOrEqual(tolerance);

test("the fold is where the scalar equation has it, on a coarse grid; an eigenvalue is 0 there", async () => {
  const { over, words } = await statesOf(
    nnlif({ b: 2, cells: 60 })
      .replace("weight: 2/pre.size", "weight: b/pre.size")
      .replace("units: none", "units: none\nparameters: { b: 2 }"),
    "b=1.7:2.5",
  );
  expect(over!.changes).toHaveLength(1);
  near(over!.changes[0]!.parameter, 2.1009677604558, 1e-9);
  near(over!.changes[0]!.activities[0], 0.42422436, 1e-7);
  expect(words.at(-1)).toContain("fold");
  const [branch] = over!.branches;
  for (const [k, rate] of branch!.states[0]!.entries())
    if (Math.abs(rate - 0.424) > 0.003) expect(branch!.stable[k], `${rate}`).toBe(rate < 0.424 ? 1 : 0);
});
