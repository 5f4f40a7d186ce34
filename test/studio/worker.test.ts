/** The worker's side of the studio, in process: what is sent, in which order, and what is not computed twice. */
import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import type { Agreement, Continuation, SteadyResult } from "../../src/contract/index.ts";
import { figures } from "../../src/figures/index.ts";
import { run as runDocument } from "../../src/index.ts";
import { builtNames, compareScales, openText, phaseOver, portableHost, setValues, steady } from "../../src/session/index.ts";
import type { Computed, Part, StudioDocument } from "../../studio/src/contract.ts";
import { kindOfText, openDocument, plainViews, withText, withValue, withView } from "../../studio/src/state/document.ts";
import { kindOf } from "../../studio/src/worker/kind.ts";
import type { Answer, FromWorker, ToWorker } from "../../studio/src/worker/messages.ts";
import { answer } from "../../studio/src/worker/serve.ts";

const text = readFileSync(new URL("../../examples/adex-adapting.yaml", import.meta.url), "utf8");
const first = openDocument("adex-adapting.yaml", text, "example:adex-adapting", { ...plainViews, open: ["plane", "traces"] });
const a = "neurons.cell.parameters.a";

/** A worker without a thread: calls it, and keeps what it says. `now`: its clock [ms]. */
function worker(now: () => number = portableHost.now) {
  const said: FromWorker[] = [];
  const respond = answer({ ...portableHost, now }, (message) => said.push(message));
  let id = 0;
  const ask = async (call: ToWorker["call"], input: unknown) => {
    const own = ++id;
    // A test asks as the page does; the map of calls ties name and input together there.
    await respond({ id: own, call, input } as ToWorker);
    const answered = said.find((message) => message.kind !== "event" && message.id === own);
    if (answered?.kind === "failure") throw new Error(answered.message);
    return answered?.kind === "answer" ? answered.output : undefined;
  };
  let revision = 0;
  const show = (document: StudioDocument, fresh = false) => ask("show", { revision: ++revision, document, fresh });
  const parts = () =>
    said.flatMap((message) =>
      message.kind === "event" && message.event !== "settled"
        ? [`${message.event} ${(message.value as { readonly part: Part }).part}`]
        : message.kind === "event"
          ? ["settled"]
          : [],
    );
  const last = <P extends Part>(part: P): Computed[P] | undefined =>
    said
      .flatMap((message) => (message.kind === "event" && message.event === "part" && message.value.part === part ? [message.value] : []))
      .at(-1)?.value as Computed[P] | undefined;
  return { said, ask, show, parts, last };
}

describe("show", () => {
  test("sends a run that takes no time before the plane, which is computed while it is drawn; one that takes turns after it", async () => {
    let [time, tick] = [0, 0];
    const { show, parts, said } = worker(() => (time += tick));
    // What is imported for the first time takes a turn.
    await show(first);
    said.length = 0;
    await show(first, true);
    expect(parts()).toEqual(["part described", "part result", "part portrait", "settled"]);
    said.length = 0;
    tick = 10;
    await show(first, true);
    expect(parts()).toEqual(["part described", "part portrait", "part result", "settled"]);
  });

  test("the plane has the axes that the document says, until others are chosen", async () => {
    const { show, last, ask } = worker();
    const text = (await ask("text", "hodgkin-huxley")) as string;
    const document = openDocument("hodgkin-huxley.yaml", text, "hodgkin-huxley", { ...plainViews, open: ["plane"] });
    await show(document);
    expect(last("portrait")?.axes.map(({ state }) => state)).toEqual(["V", "n"]);
    await show(withView(document, "plane", { ...plainViews.plane, axes: ["V", "h"] }));
    expect(last("portrait")?.axes.map(({ state }) => state)).toEqual(["V", "h"]);
  });

  test("a diagram is over the first input between the ends of its slider, and is the command line's", { tags: "slow" }, async () => {
    const { ask } = worker();
    const text = (await ask("text", "fitzhugh-nagumo.classic")) as string;
    const document = openDocument("fitzhugh-nagumo.yaml", text, undefined, { ...plainViews, open: ["over"] });
    const { value } = (await ask("study", { what: "over", effort: "exact", document })) as { readonly value: Continuation };
    const opened = await openText({ host: portableHost, names: builtNames(figures.map(({ id }) => id)) }, text, "fitzhugh-nagumo.yaml");
    const { name, low, high } = value.parameter;
    expect(name).toBe("I");
    expect(value).toEqual(await phaseOver(opened, `I=${low}:${high}`));
    // v = a Hopf point of FitzHugh's form: 1 - v^2 = epsilon b, at both signs of v (a = 0.7, b = 0.8, epsilon = 0.08).
    const hopf = value.bifurcations.filter(({ type }) => type === "Andronov-Hopf").map(({ state }) => Math.abs(state[0]!));
    expect(hopf.length).toBeGreaterThan(0);
    for (const v of hopf) expect(v).toBeCloseTo(Math.sqrt(1 - 0.08 * 0.8), 10);
  });

  test("branches of stationary states are over the first number, with what happens on them in words; the states are those of the dials", async () => {
    const { ask } = worker();
    const text = `
units: none
rates:
  x: { equations: dx/dt = r + x - x^3, initial: { x: 0.1 }, parameters: { r: { value: 0.1, range: [-1, 1] } } }
run: { duration: 1, scale: rate }
record: { x: [x] }`;
    const document = openDocument("cubic.yaml", text);
    const study = async (what: string, of = document) =>
      ((await ask("study", { what, effort: "exact", document: of })) as { readonly value: unknown }).value;
    const branches = (await study("branches")) as Continuation;
    expect([branches.parameter.name, branches.parameter.low, branches.parameter.high]).toEqual(["r", -1, 1]);
    // r + x - x^3 = 0 = 1 - 3 x^2.
    const folds = branches.bifurcations.map(({ parameter }) => parameter).sort((a, b) => a - b);
    expect(folds).toHaveLength(2);
    for (const [k, sign] of [-1, 1].entries()) expect(folds[k]).toBeCloseTo((sign * 2) / (3 * Math.sqrt(3)), 8);
    expect(branches.words).toHaveLength(2);
    expect(branches.words.every((sentence) => sentence.includes("fold"))).toBe(true);
    const turned = (await study("steady", withValue(document, "rates.x.parameters.r", "0.5"))) as SteadyResult;
    // Of one sign of r beyond the folds there is one state: the real root of x^3 - x - 1/2.
    expect(turned.states).toHaveLength(1);
    const [x] = turned.states[0]!.activities;
    expect(x! ** 3 - x! - 0.5).toBeCloseTo(0, 9);
    const opened = await openText({ host: portableHost, names: builtNames(figures.map(({ id }) => id)) }, text, "cubic.yaml");
    expect(await study("steady")).toEqual(await steady(opened));
  });

  test("two scales are compared as the command line does, and it is told how far that is", async () => {
    const { ask, said } = worker();
    const text = `
neurons:
  poisson: { equations: "tau*dV/dt = -V", initial: { V: 0 mV }, hazard: 20 Hz, parameters: { tau: 10 ms } }
populations: { E: { neuron: poisson, size: 400 } }
run: { duration: 300 ms, step: 0.5 ms, seed: 3, scale: network }
record: { E: [activity] }`;
    const settings = { scales: ["network", "mesoscopic"] as const };
    const { value: agreement } = (await ask("compare", { base: text, values: {}, name: "poisson.yaml", settings })) as Answer<Agreement>;
    const opened = await openText({ host: portableHost, names: builtNames([]) }, text, "poisson.yaml");
    const compared = await compareScales(portableHost, opened, settings);
    expect(compared.kind).toBe("compared");
    const told = ({ quantities, verdict, words }: Agreement) => ({ quantities, verdict, words });
    expect(told(agreement!)).toEqual(told((compared as { readonly agreement: Agreement }).agreement));
    const stages = said.flatMap((message) => (message.kind === "event" && message.event === "stage" ? [message.value.fraction] : []));
    expect(stages.length).toBeGreaterThan(1);
    expect(stages).toEqual([...stages].sort((a, b) => a - b));
    const refused = (await ask("compare", { base: text, values: {}, name: "poisson.yaml", settings: {} })) as Answer<Agreement>;
    expect(refused.value).toBeUndefined();
    expect(refused.reason).toMatch(/^there is nothing to compare the scale network with: /);
  });

  test("a file that the document names is asked for in the page's words, and read once it was opened there, whatever its folder", async () => {
    const { show, last, ask } = worker();
    const named = text.replace(/^ {2}- \{ to: cell.I.*$/m, "  - { to: cell.I, recording: { file: ../data/current.csv } }");
    const document = openDocument("adex.yaml", named, undefined, first.views);
    await show(document);
    expect(last("described")?.sound).toBe(false);
    expect(last("described")?.remarks[0]?.hint).toMatch(/^drop it onto the page/);
    await ask("files", [{ name: "current.csv", bytes: new TextEncoder().encode("time_ms,current_pA\n0,500\n1000,500\n") }]);
    await show(document);
    expect(last("described")?.remarks).toEqual([]);
    expect(last("result")?.populations.cell?.spikes?.times.length).toBeGreaterThan(5);
  });

  test("a turned dial gives the numbers of the edited text, bit for bit", async () => {
    const { show, last } = worker();
    await show(first);
    await show(withValue(first, a, "3.1 nS"));
    const [expected] = await runDocument(setValues(text, new Map([[a, "3.1 nS"]])));
    expect(last("result")?.signals).toEqual(expected!.signals);
    expect(last("result")?.populations).toEqual(expected!.populations);
    expect(last("described")?.dials.find(({ path }) => path === a)).toMatchObject({ value: 3.1, original: "2 nS" });
  });

  test("what would be the same is not computed again", async () => {
    const { show, parts, said } = worker(() => 0);
    await show(first);
    said.length = 0;
    await show(withView(first, "traces", { hidden: ["w"] }));
    expect(parts()).toEqual(["part described", "kept result", "kept portrait", "settled"]);
    said.length = 0;
    await show(withView(first, "plane", { hidden: [], starts: [{ at: { V: -60, w: 10 }, backwards: false }] }));
    expect(parts()).toEqual(["part described", "kept result", "part portrait", "settled"]);
    said.length = 0;
    await show(first, true);
    expect(parts()).toContain("part result");
  });

  test("a newer document overtakes an older one, of which nothing more is heard", async () => {
    const { show, said } = worker();
    const long = openDocument("long.yaml", setValues(text, new Map([["run.duration", "100 s"]])), undefined, first.views);
    const [before, after] = await Promise.all([show(long), show(first)]);
    expect([before, after]).toEqual(["overtaken", "done"]);
    const results = said.filter((message) => message.kind === "event" && message.event === "part" && message.value.part === "result");
    expect(results).toHaveLength(1);
  });

  test("a mistake has its place in the text, and the equations of before stay", async () => {
    const { show, last, parts, said } = worker();
    await show(first);
    said.length = 0;
    const wrong = text.replace("- g_L*(V", "- g_l*(V").replace("= -g_L*(V", "= -g_l*(V");
    await show(withText(first, wrong));
    const [remark] = last("described")!.remarks;
    expect(wrong.slice(remark!.from, remark!.to)).toBe("g_l");
    expect(remark?.hint).toContain("g_L");
    expect(last("described")?.entries[0]?.equations).toHaveLength(2);
    expect(parts()).toEqual(["part described", "settled"]);
  });
});

describe("the gallery", () => {
  test("has every model and, each once, every example; models have a sketch, all a text", async () => {
    const { ask } = worker();
    const groups = (await ask("gallery", null)) as { id: string; items: { id: string }[] }[];
    const ids = groups.flatMap(({ items }) => items.map(({ id }) => id));
    expect(ids).toContain("adex.tonic");
    const examples = readdirSync(new URL("../../examples/", import.meta.url)).map((file) => `example:${file.replace(/\.yaml$/, "")}`);
    expect(ids.filter((id) => id.startsWith("example:")).sort()).toEqual(examples.sort());
    for (const id of ["lif", "adex.tonic", "example:hodgkin-huxley"]) {
      expect(await ask("sketch", id), id).toMatch(/^0,[\d.]+ /);
      expect(await ask("text", id), id).toContain("neurons:");
    }
  });
});

test("what an example seems to be by its text is what the scales make of it", async () => {
  const environment = { host: portableHost, names: builtNames(figures.map(({ id }) => id)) };
  for (const name of readdirSync(new URL("../../examples/", import.meta.url)).filter((file) => file.endsWith(".yaml"))) {
    const example = readFileSync(new URL(`../../examples/${name}`, import.meta.url), "utf8");
    expect(kindOfText(example), name).toBe(await kindOf(await openText(environment, example, name)));
  }
});

test("a network is described, and what it will take is said; its run is left to another worker", async () => {
  const { show, parts, last, ask } = worker();
  const text = (await ask("text", "example:brunel")) as string;
  const document = openDocument("brunel.yaml", text, undefined, plainViews);
  await show(document);
  expect(parts()).toEqual(["part described", "part foreseen", "settled"]);
  expect(last("described")).toMatchObject({ kind: "network", sound: true, figures: { raster: { from: "100 ms", to: "300 ms" } } });
  expect(last("foreseen")).toMatchObject({ neurons: 12_500, connections: 15_625_000 });
  await show(withView(document, "openOfNetworks", ["plane"]));
  expect(last("portrait")?.axes.map(({ state }) => state)).toEqual(["V"]);
});

test("the text with values set is the session's", async () => {
  const { ask } = worker();
  expect(await ask("written", withValue(first, a, "5 nS"))).toBe(text.replace("a: 2 nS", "a: 5 nS"));
  await expect(ask("written", { base: "a: [1", values: { "run.seed": "1" } })).rejects.toThrow("YAML");
});
