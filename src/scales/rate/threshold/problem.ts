/** Rates of threshold neurons that are consistent with the noise which they make for one another. */
import type { ActivityReading, Reason, StationaryProblem, SystemQuantity } from "../../../contract/index.ts";
import { relayRate, residualSystem } from "../../../kernels/index.ts";
import type { Experiment } from "../../../model/index.ts";
import { searchOf } from "../../self-consistent.ts";
import { inputsOf } from "./inputs.ts";
import { leakyUnit, needs } from "./leaky.ts";
import { segmentsOf } from "./segments.ts";
import { isOn } from "./stretch.ts";
import { type Member, Transfer } from "./transfer.ts";

/** Threshold neurons with linear membranes, or why they are none. */
export function membersOf(experiment: Experiment): readonly Member[] | Reason {
  const served = new Set(["projections", "synapses", "poisson", "hazard"]);
  const more = experiment.demands.find(({ feature }) => !served.has(feature));
  if (more) return { code: "scale-lacks", data: { scale: "rate", feature: more.feature, where: more.where } };
  const relays = new Map<string, number>();
  for (const population of experiment.populations) {
    const rate = relayRate(experiment, population, (stimulus) => isOn(experiment, stimulus));
    if (rate !== undefined) relays.set(population.name, rate);
  }
  const segments = segmentsOf(experiment).filter(({ population }) => !relays.has(population));
  const members: Member[] = [];
  for (const segment of segments) {
    const unit = leakyUnit(experiment.populations.find(({ name }) => name === segment.population)!);
    if ("code" in unit) return unit;
    const inputs = inputsOf(experiment, { segments, relays }, segment, unit);
    if ("code" in inputs) return inputs;
    members.push({ segment, unit, inputs });
  }
  return members.length > 0 ? members : needs("the document", "neurons with a threshold");
}

/** No neuron without refractoriness fires more often in a time constant than this. */
const mostPerTau = 100;

/** The problem tau_a dnu_a/dt = -nu_a + F_a(nu), whose solutions are the self-consistent rates. */
export function thresholdProblem(experiment: Experiment, members: readonly Member[]): StationaryProblem {
  const isPhysical = experiment.units === "physical";
  const [unit, factor] = isPhysical ? ["Hz", 0.001] : ["", 1];
  const most = members.map(({ unit: one }) => (one.refractory > 0 ? 1 / one.refractory : mostPerTau / one.tau));
  const unknowns = members.map(({ segment }, i): SystemQuantity => ({ name: segment.name, unit, factor, value: 0, range: [0, most[i]!] }));
  const transfers = members.map((member) => new Transfer(member, members.length));
  const positive = new Float64Array(members.length);
  // Newton's steps may lead below 0, where no variance is.
  const clip = (rates: Float64Array) => {
    for (let i = 0; i < rates.length; i++) positive[i] = Math.max(0, rates[i]!);
    return positive;
  };
  const system = residualSystem({
    name: experiment.populations.map(({ name }) => name).join(", "),
    units: experiment.units,
    unknowns,
    residual: (rates, out) => {
      const at = clip(rates);
      for (const [i, transfer] of transfers.entries()) out[i] = (transfer.rate(at) - rates[i]!) / transfer.tau;
    },
    jacobian: (rates, out) => {
      const at = clip(rates);
      const n = transfers.length;
      for (const [i, transfer] of transfers.entries()) {
        const row = out.subarray(i * n, (i + 1) * n);
        transfer.gradient(at, row);
        row[i]! -= 1;
        for (let j = 0; j < n; j++) row[j]! /= transfer.tau;
      }
    },
    notes: notesOf(experiment, members),
  });
  const told = experiment.populations.filter(({ name }) => members.some(({ segment }) => segment.population === name));
  const activities = told.map(({ name, size }): ActivityReading => {
    const parts = members.flatMap(({ segment }, i) =>
      segment.population === name ? [{ i, share: (segment.to - segment.from) / size }] : [],
    );
    return { name, unit, factor, of: (x) => parts.reduce((sum, { i, share }) => sum + share * x[i]!, 0) };
  });
  const keys = members.map(({ unit: { gates: _, ...own }, inputs }) => JSON.stringify([own, inputs]));
  return { system, activities, ...searchOf({ keys, most, rate: (i, rates) => transfers[i]!.rate(rates), isCheap: true }) };
}

function notesOf({ projections }: Experiment, members: readonly Member[]): readonly string[] {
  const streams = members.flatMap(({ inputs }) => inputs.streams);
  const notes = ["Stability is that of tau dnu/dt = -nu + F(nu), without delays: oscillations that delays make are not seen."];
  const random = projections.filter(
    ({ connect }) => connect && connect.kind !== "all" && connect.kind !== "indegree" && connect.kind !== "one-to-one",
  );
  if (random.length > 0) notes.push(`In-degrees are taken at their means: ${[...new Set(random.map(({ name }) => name))].join(", ")}.`);
  if (streams.some(({ filter }) => filter > 0))
    notes.push("The filter of the synapses moves threshold and reset (Fourcaud and Brunel 2002), to first order in sqrt(tau_s/tau_m).");
  if (streams.some(({ filter }) => Number.isNaN(filter))) notes.push("Responses with a rise are taken as short against the membrane.");
  return notes;
}
