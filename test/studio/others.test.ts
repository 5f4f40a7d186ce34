/** The scales that a document is run on beside its own: what lies over its activity, and when. The workers answer in process. */
import { beforeEach, expect, test, vi } from "vitest";
import { run as runDocument } from "../../src/index.ts";
import { openDocument, withValue } from "../../studio/src/state/document.ts";
import { Others } from "../../studio/src/state/others.ts";
import { crewInProcess, type InProcess } from "./in-process.ts";

vi.stubGlobal("requestAnimationFrame", (act: () => void) => setTimeout(act, 0));

/** Nothing but spikes is recorded, which scales of populations have not. */
const text = `
neurons:
  poisson: { equations: "tau*dV/dt = -V", initial: { V: 0 mV }, hazard: 20 Hz, parameters: { tau: 10 ms } }
populations: { E: { neuron: poisson, size: 400 } }
run: { duration: 60 ms, step: 0.5 ms, seed: 3, scale: network }
record: { E: [spikes] }`;
const document = openDocument("poisson.yaml", text);
const turned = withValue(document, "neurons.poisson.parameters.tau", "20 ms");
const sourceOf = ({ base, values }: typeof document) => JSON.stringify([base, values]);

const until = (test: () => boolean) => vi.waitFor(() => expect(test()).toBe(true), { timeout: 60_000, interval: 5 });

let workers: InProcess[];
let others: Others;
/** How often somebody was told. */
let told: number;
const completed = (scale: string) =>
  others.chosen.value.some(
    (one) => one.scale === scale && one.result?.outcome.kind === "completed" && one.run.isPresent && one.run.state.value.kind === "idle",
  );

beforeEach(() => {
  workers = [];
  told = 0;
  const crew = crewInProcess(workers);
  others = new Others(crew, crew.begin());
  others.tells(() => told++);
});

test("each runs with the seed of the document, and has the activity of the command line on that scale", async () => {
  others.change(document);
  others.settle(document, ["mesoscopic", "refractory-density"]);
  await until(() => completed("mesoscopic") && completed("refractory-density"));
  const drawn = others.results(sourceOf(document));
  expect(drawn.map(({ scale }) => scale)).toEqual(["mesoscopic", "refractory-density"]);
  for (const { scale, signals } of drawn) {
    const [alone] = await runDocument(text.replace("scale: network", `scale: ${scale}`).replace("[spikes]", "[activity]"));
    expect(signals).toEqual(alone!.signals);
  }
  expect(told).toBeGreaterThan(0);
});

test("a scale that refuses says why, and never runs", async () => {
  others.change(document);
  others.settle(document, ["fokker-planck"]);
  await until(() => others.chosen.value[0]?.reason !== undefined);
  expect(others.chosen.value[0]!.reason).toMatch(/needs a reset that sets one state/);
  expect(workers).toHaveLength(1);
});

test("only what is of the same values lies over a run (kills: a scale of old values beside a new run)", async () => {
  others.change(document);
  others.settle(document, ["mesoscopic"]);
  await until(() => completed("mesoscopic"));
  others.change(turned);
  expect(others.results(sourceOf(document))).toHaveLength(1);
  expect(others.results(sourceOf(turned))).toHaveLength(0);
  // While the document's own run is not there, the others are looked at by themselves.
  expect(others.results(undefined)).toHaveLength(1);
  others.settle(turned, ["mesoscopic"]);
  await until(() => completed("mesoscopic"));
  expect(others.results(sourceOf(turned))).toHaveLength(1);
});

test("one that is switched off goes with its worker; the rest stays (kills: a run for every switch)", async () => {
  others.change(document);
  others.settle(document, ["mesoscopic", "refractory-density"]);
  await until(() => completed("mesoscopic") && completed("refractory-density"));
  const before = others.results(undefined)[1];
  others.settle(document, ["refractory-density"]);
  expect(others.results(undefined)).toEqual([before]);
  expect(workers.filter(({ isEnded }) => isEnded)).toHaveLength(1);
  others.forget();
  expect([others.chosen.value, workers.filter(({ isEnded }) => !isEnded).length]).toEqual([[], 1]);
});
