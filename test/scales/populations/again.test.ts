/** An experiment that runs again: what was prepared for the first run is taken once more. */
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { builtNames, openText, portableHost, run } from "../../../src/session/index.ts";

const environment = { host: portableHost, names: builtNames(["activity"]) };
const text = readFileSync(new URL("../../../examples/finite-size.yaml", import.meta.url), "utf8")
  .replace(/^run:.*$/m, "run: { duration: 50 ms, step: 0.1 ms, seed: 1, scale: [mesoscopic, refractory-density] }")
  .replace(/^record:.*$/m, "record: { E: [activity], I: [activity] }");

// Kills: a plan with a stream that goes on, one module for two programs.
test("has the same bits, and another seed others", async () => {
  const opened = await openText(environment, text, "finite-size.yaml");
  const signals = async (seed: number) => {
    const experiment = { ...opened.experiment!, run: { ...opened.experiment!.run, seed } };
    return (await run(portableHost, seed === 1 ? opened : { ...opened, experiment }, {})).map(({ result }) => result.signals);
  };
  const first = await signals(1);
  expect(first[0]![0]!.values.some((value) => value > 0)).toBe(true);
  const [drawn, mean] = await signals(2);
  expect(drawn).not.toEqual(first[0]);
  expect(mean).toEqual(first[1]);
  expect(await signals(1)).toEqual(first);
});
