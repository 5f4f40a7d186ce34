/** Reference numbers, each computed by running the real thing. The command line prints them; the tests iterate them. */
import { LapicqueError } from "../base/index.ts";
import type { Cancellation, Environment } from "../session/index.ts";
import { type Lab, lab } from "./lab.ts";
import type { Row } from "./row.ts";

export type { Row } from "./row.ts";

export interface Group {
  readonly id: string;
  readonly title: string;
  /** Computes the rows. */
  readonly load: () => Promise<(lab: Lab) => Promise<readonly Row[]>>;
}

export const groups: readonly Group[] = [
  {
    id: "mathematics",
    title: "Elementary functions and random numbers",
    load: async () => (await import("./groups/mathematics.ts")).mathematics,
  },
  { id: "hodgkin-huxley", title: "Hodgkin-Huxley", load: async () => (await import("./groups/hodgkin-huxley.ts")).hodgkinHuxley },
  { id: "adex", title: "Adaptive exponential integrate-and-fire", load: async () => (await import("./groups/adex.ts")).adex },
  { id: "izhikevich", title: "Izhikevich 2004", load: async () => (await import("./groups/izhikevich.ts")).izhikevich },
  {
    id: "integrate-and-fire",
    title: "Integrate-and-fire in closed form",
    load: async () => (await import("./groups/integrate-and-fire.ts")).integrateAndFire,
  },
  { id: "closed-forms", title: "Closed forms", load: async () => (await import("./groups/closed-forms.ts")).closedForms },
  { id: "oscillators", title: "Oscillators and rate equations", load: async () => (await import("./groups/oscillators.ts")).oscillators },
  {
    id: "bifurcations",
    title: "Bifurcations over the input",
    load: async () => (await import("./groups/bifurcations.ts")).bifurcations,
  },
  { id: "catalogue", title: "Models of the catalogue", load: async () => (await import("./groups/catalogue.ts")).catalogue },
  { id: "firing", title: "Firing rates and rheobases", load: async () => (await import("./groups/firing.ts")).firing },
  { id: "stimuli", title: "Stimuli on a passive membrane", load: async () => (await import("./groups/stimuli.ts")).stimuli },
  {
    id: "event-driven",
    title: "Networks from event to event",
    load: async () => (await import("./groups/event-driven.ts")).eventDriven,
  },
  { id: "noise", title: "Noise", load: async () => (await import("./groups/noise.ts")).noise },
  { id: "network", title: "Spiking networks", load: async () => (await import("./groups/network.ts")).network },
  { id: "stationary", title: "Stationary states", load: async () => (await import("./groups/stationary.ts")).stationary },
  {
    id: "stationary-densities",
    title: "Stationary densities",
    load: async () => (await import("./groups/stationary-densities.ts")).stationaryDensities,
  },
  { id: "elapsed-time", title: "Elapsed time", load: async () => (await import("./groups/elapsed-time.ts")).elapsedTime },
  { id: "densities", title: "Densities over time", load: async () => (await import("./groups/densities.ts")).densities },
  { id: "fields", title: "Fields", load: async () => (await import("./groups/fields.ts")).fields },
  { id: "convergence", title: "Orders of convergence", load: async () => (await import("./groups/convergence.ts")).convergence },
  { id: "renewal", title: "Renewal theory", load: async () => (await import("./groups/renewal.ts")).renewal },
  { id: "eigenmodes", title: "Eigenmodes of populations", load: async () => (await import("./groups/eigenmodes.ts")).eigenvalues },
  { id: "siegert", title: "White-noise integrate-and-fire", load: async () => (await import("./groups/siegert.ts")).siegert },
  { id: "spectra", title: "Spectra and linear responses", load: async () => (await import("./groups/spectra.ts")).spectra },
];

/** What was computed: rows by group, in order. A cancelled run has the groups that were complete. */
export interface Verified {
  readonly groups: readonly { readonly title: string; readonly rows: readonly Row[] }[];
  readonly isCancelled: boolean;
}

export interface VerifyOptions {
  readonly signal?: Cancellation;
  /** Called before each group. */
  readonly began?: (group: Group, index: number) => void;
}

/** Computes every row, group by group. */
export async function verify(environment: Environment, { signal, began }: VerifyOptions = {}): Promise<Verified> {
  const bench = lab(environment, signal);
  const done: { title: string; rows: readonly Row[] }[] = [];
  for (const [index, group] of groups.entries()) {
    began?.(group, index);
    try {
      done.push({ title: group.title, rows: await (await group.load())(bench) });
    } catch (error) {
      if (error instanceof LapicqueError && error.code === "run-cancelled") return { groups: done, isCancelled: true };
      throw error;
    }
    await environment.host.pause();
  }
  return { groups: done, isCancelled: false };
}
