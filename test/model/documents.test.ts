/** The documents that fix the format: each parses, checks, and names what it waits for. */
import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { bind, documentText, type FileText, resolveDocument } from "../../src/model/index.ts";
import { models, names, open, place, sharedDocuments } from "./open.ts";

/** What each document names beside `cell`, `rate`, traces and raster. */
const missing: Readonly<Record<string, readonly string[]>> = {
  "adapting-population": ["scale network", "scale mesoscopic", "figure activity", "figure spectrum"],
  "adex-adapting": [],
  brunel: ["scale network", "figure activity", "figure spectrum"],
  clusters: ["scale network", "figure activity", "figure isi"],
  coba: ["scale network", "figure isi", "figure rates"],
  cuba: ["scale network", "figure isi", "figure rates"],
  gamma: ["scale network", "figure activity", "figure spectrum"],
  "match-to-sample": ["scale network", "figure psth"],
  "potjans-diesmann": ["scale network", "figure activity", "figure rates"],
  "potjans-diesmann-escape": ["scale mesoscopic", "scale network", "figure activity", "figure spectrum"],
  "traub-miles": ["scale network", "figure isi", "figure rates"],
  "wang-2002": ["scale network", "figure activity"],
  "course-bursting": [],
  "elapsed-time": ["scale refractory-density", "scale network", "figure density", "figure activity"],
  "finite-size": ["scale network", "scale mesoscopic", "scale refractory-density", "figure activity", "figure spectrum"],
  "finite-size-sparse": ["scale network", "scale mesoscopic", "figure activity", "figure spectrum"],
  hopping: ["scale mesoscopic", "figure activity"],
  "hodgkin-huxley": [],
  "linear-response": ["scale low-dimensional", "scale refractory-density", "figure activity"],
  "recurrent-modes": ["scale low-dimensional", "scale refractory-density", "figure activity"],
  relaxation: ["scale low-dimensional", "scale refractory-density", "figure activity"],
  "perfect-if": ["scale network", "figure spectrum", "figure isi"],
  "renewal-eigenvalues": ["scale network", "figure eigenmodes", "figure isi", "figure spectrum"],
  "nnlif-blow-up": ["scale fokker-planck", "figure density", "figure activity", "figure map"],
  "nnlif-inhibitory": ["scale fokker-planck", "figure density", "figure entropy"],
  "nnlif-random-threshold": ["scale fokker-planck", "figure density"],
  "nnlif-refractory": ["scale fokker-planck", "figure density"],
  nnlif: ["scale fokker-planck", "scale network", "figure density", "figure activity"],
  "pulse-coupled": ["scale event-driven"],
  "recorded-current": [],
  "voltage-conductance": ["scale voltage-conductance", "scale network", "figure density", "figure joint-density", "figure activity"],
  "wilson-cowan": [],
  "firing-patterns": [],
  accommodation: [],
  bump: ["scale field", "figure field"],
  front: ["scale field", "figure field"],
  hallucinations: ["scale field", "figure retinal", "figure planform"],
  "wilson-cowan-steady": [],
  bistability: [],
  "adex-chaos": [],
  chaos: [],
  hopfield: [],
  "ring-attractor": [],
  "stabilised-supralinear": [],
  decision: [],
  "delayed-spike": [],
  "excitation-block": [],
  "heart-restitution": [],
  "izhikevich-patterns": [],
  "parabolic-bursts": [],
  rebound: [],
  "reliable-spikes": [],
  "saddle-node-ghost": [],
  "slow-inactivation": [],
  "square-wave-bursts": [],
  "three-onsets": [],
  "threshold-classes": [],
  "two-onsets": [],
  "01-pd": ["scale network", "figure activity"],
  "02-wang": ["scale network"],
  "03-gif": [],
  "04-tm-stdp": ["feature plastic synapses (synapses.stdp)"],
  "05-iz-ms": [],
  "06-nnlif2": ["scale fokker-planck", "scale network"],
  "07-vc": ["scale voltage-conductance", "scale network"],
  "08-field": ["scale field", "figure planform", "figure retinal"],
  "09-hebb": ["scale network", "feature plastic synapses (synapses.hebb)"],
  "10-pr": [],
  "12-sweep": ["scale network", "scale mesoscopic", "scale refractory-density"],
  "13-clusters": ["scale network"],
};

/** As `open`, with files read from disk. */
function openFile(name: string) {
  const texts = new Map<string, FileText>();
  for (;;) {
    const resolution = resolveDocument(name, texts, models);
    if (resolution.kind === "document") return resolution.document;
    for (const file of resolution.files) texts.set(file, { text: readFileSync(file, "utf8") });
  }
}

const examples = readdirSync(new URL("../../examples/", import.meta.url)).filter((file) => file.endsWith(".yaml"));
const here = (file: string) => decodeURIComponent(new URL(`../../examples/${file}`, import.meta.url).pathname);
const shared = sharedDocuments().map(({ name }) => name);
const documents = [...examples.map(here), ...shared].map((file) => [file.split("/").slice(-2).join("/"), file] as const);

describe("documents", () => {
  test.skipIf(shared.length === 0)("the shared documents are there (skipped where they are absent)", () => {
    expect(shared).toHaveLength(24);
  });

  test.each(documents)("%s checks, and names what is missing", (name, file) => {
    const { errors, warnings, missing: found } = bind(openFile(file), new Map(), names);
    expect(errors.map((error) => `${place(error)} ${error.message}`)).toEqual([]);
    expect(warnings.map((warning) => warning.message)).toEqual([]);
    expect(found.map((each) => `${each.kind} ${each.name}`)).toEqual(missing[name.split("/")[1]!.replace(".yaml", "")]);
  });

  test.each(documents)("%s is the same experiment when it is written out and read again", (_name, file) => {
    const document = openFile(file);
    const again = open(documentText(document.root));
    expect(bind(again, new Map(), names).experiment).toEqual(bind(document, new Map(), names).experiment);
  });

  // The network's regimes became parameters, its comments say what is seen; the pictures of the pulse-coupled neurons show ten periods of 230.
  const extended = ["brunel.yaml", "pulse-coupled.yaml"];
  test.each(examples.filter((file) => !extended.includes(file) && shared.some((name) => name.endsWith(`/${file}`))))(
    "the example %s is the shared document",
    (file) => {
      const theirs = sharedDocuments().find(({ name }) => name.endsWith(`documents/${file}`));
      expect(readFileSync(here(file), "utf8")).toBe(theirs?.text);
    },
  );

  test("an example can be written as JSON, with the same meaning", () => {
    const text = readFileSync(here("adex-adapting.yaml"), "utf8");
    const { root } = open(text);
    const toPlain = (node: typeof root | ReturnType<typeof Object.values>[number]): unknown => {
      const each = node as typeof root | { kind: "list"; items: never[] } | { kind: "scalar"; value: string };
      if (each.kind === "map") return Object.fromEntries([...each.entries].map(([key, entry]) => [key, toPlain(entry.value)]));
      return each.kind === "list" ? each.items.map(toPlain) : each.value;
    };
    const json = JSON.stringify(toPlain(root));
    expect(bind(open(json), new Map(), names).experiment).toEqual(bind(open(text), new Map(), names).experiment);
  });
});
