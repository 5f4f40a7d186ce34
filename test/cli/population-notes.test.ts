/** What a run of populations says about a document that it computes otherwise than it may be meant. */
import { describe, expect, test } from "vitest";
import { run } from "./virtual-shell.ts";

/** Leaky neurons that pass 10 mV 20 ms ln 2 = 13.86 ms after a spike: many are older. */
const document = (hazard: string, scale: string) => `
neurons:
  n:
    equations: tau*dV/dt = -V + 20 mV
    initial: { V: 0 mV }
    hazard: ${hazard}
    reset: { V: 0 mV }
    parameters: { tau: 20 ms }
populations: { E: { neuron: n, size: 100 } }
run: { duration: 100 ms, step: 0.1 ms, scale: ${scale} }
record: { E: [spikes, activity] }
figures: [isi]
`;
const notesOf = async (text: string): Promise<readonly string[]> => {
  const ran = await run(["run", "notes.yaml", "--json"], { "notes.yaml": text });
  expect(ran.status, ran.stderr).toBe(0);
  return ran.json().notes;
};

describe.each(["mesoscopic", "refractory-density"])("notes of a run on the scale %s", (scale) => {
  // Kills a look at hazards that have been cut off at 0, and one that takes rounding for a sign.
  test("a hazard that falls below 0 is named once, and one that stays above is not", async () => {
    const below = await notesOf(document("1 Hz*(10 - V/1 mV)", scale));
    expect(below.filter((note) => note.startsWith("the hazard of some neurons of `E` is below 0")).length).toBe(1);
    const above = await notesOf(document("1 Hz*max(10 - V/1 mV, 0)", scale));
    expect(above.filter((note) => note.includes("below 0"))).toEqual([]);
  });

  test("a figure of spikes that the scale does not compute asks for no recording of them", async () => {
    const notes = await notesOf(document("10 Hz", scale));
    expect(notes.filter((note) => note.includes("add `spikes`"))).toEqual([]);
    expect(notes).toContain("`spikes` of `E` is left out: the scale does not compute it (remove it from `record:` if it is not needed)");
  });
});
