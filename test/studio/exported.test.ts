/** Exports of the studio: the files of the command line, with the figures of the result on the page. */
import { expect, test } from "vitest";
import { exportFormats } from "../../src/exports/index.ts";
import { figures } from "../../src/figures/index.ts";
import { builtNames, openText, portableHost, run } from "../../src/session/index.ts";
import { exportOf } from "../../studio/src/worker/exported.ts";
import { passiveCell as cell } from "../common-documents.ts";

const environment = { host: portableHost, names: builtNames(figures.map(({ id }) => id)) };

const request = {
  base: cell,
  values: { "neurons.leaky.parameters.tau": "20 ms" },
  name: "cell.yaml",
  command: "lapicque export cell.yaml",
};

test("a script has the values of the dials and is the one of the command line", async () => {
  const opened = await openText(environment, cell.replace("tau: 10 ms", "tau: 20 ms"), "cell.yaml");
  const brian2 = await exportFormats.find(({ id }) => id === "brian2")!.load();
  const { file, reasons } = await exportOf(environment, { ...request, to: "brian2" });
  expect(reasons).toEqual([]);
  expect(file!.extension).toBe(".py");
  expect(file!.text).toContain("20*ms");
  expect({ kind: "written", text: file!.text, notes: file!.notes }).toEqual(brian2({ opened, command: request.command, figures: [] }));
});

test("a hand-out holds the figures of the result on the page, and none without one", async () => {
  const opened = await openText(environment, cell, "cell.yaml");
  const [ran] = await run(portableHost, opened, {});
  const pictures = async (more: object) =>
    (await exportOf(environment, { ...request, to: "handout", ...more })).file!.text.match(/data:image\/svg/g)?.length;
  expect(await pictures({ result: ran!.result })).toBe(1);
  expect(await pictures({})).toBeUndefined();
});

test("what cannot be written says why, a document with mistakes says which", async () => {
  const clamped = cell.replace("record:", "stimuli: [{ to: cell.V, clamp: { hold: -60 mV } }]\nrecord:");
  for (const base of [clamped, cell.replace("tau: 10 ms,", "")]) {
    const { file, reasons } = await exportOf(environment, { ...request, base, values: {}, to: "brian2" });
    expect(file).toBeUndefined();
    expect(reasons.length).toBeGreaterThan(0);
    expect(reasons.every((reason) => reason.length > 10)).toBe(true);
  }
});
