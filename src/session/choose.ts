/** Which scales run a document, and what is said where none does. */
import { type Complaint, complain, LapicqueError, type Span } from "../base/index.ts";
import type { Reason, Scale } from "../contract/index.ts";
import { type Demand, type Document, type Experiment, placeOf } from "../model/index.ts";
import { scales as registry } from "../scales/index.ts";

/**
 * The scales that the document names; without names, the first that accepts it, of those for single units or those for networks.
 * Throws why there is none, at its place in `document` where that is given.
 */
export async function chooseScales(experiment: Experiment, document?: Document): Promise<readonly Scale[]> {
  const named = experiment.run.scales;
  if (named.length > 0) {
    // The schema has found them among the names of the registry.
    const loaded = await Promise.all(named.map((id) => registry.find((entry) => entry.id === id)!.load()));
    for (const scale of loaded) {
      const [reason] = scale.accepts(experiment);
      if (reason) throw refusal(reason, document);
    }
    return loaded;
  }
  const eligible = registry.filter(({ id, onRequest }) => {
    // Rates take the place of neurons where somebody says so.
    const isInPlace = id === "rate" && experiment.rates.length === 0 && experiment.populations.length > 0;
    return !onRequest && isNetwork(experiment) === networks.has(id) && !isInPlace;
  });
  const refused: { readonly id: string; readonly reasons: readonly Reason[] }[] = [];
  for (const entry of eligible) {
    const scale = await entry.load();
    const reasons = scale.accepts(experiment);
    if (reasons.length === 0) return [scale];
    refused.push({ id: entry.id, reasons });
  }
  // A scale for another kind of document is no candidate: what the only candidate lacks is the mistake.
  const candidates = refused.filter(({ reasons }) => !reasons.some(isOfAnotherKind));
  const [only, other] = candidates;
  if (only?.reasons[0] && !other && only.reasons.length === 1) throw refusal(only.reasons[0], document);
  const lines = (candidates.length > 0 ? candidates : refused).flatMap(({ id, reasons }) =>
    reasons.map((reason) => `${id}: ${complain(reason).message}`),
  );
  throw new LapicqueError("no-scale-fits", { reasons: lines }, place(document, "run"));
}

/** Scales whose neurons act on one another, and what only they can do. */
const networks: ReadonlySet<string> = new Set(["network"]);
const ofNetworks: ReadonlySet<Demand["feature"]> = new Set<Demand["feature"]>([
  "projections",
  "poisson",
  "spike-trains",
  "redraw",
  "initial-age",
]);

function isNetwork({ demands }: Experiment): boolean {
  return demands.some(({ feature }) => ofNetworks.has(feature));
}

function isOfAnotherKind({ code }: Reason): boolean {
  return (
    code === "scale-needs-rates" || code === "scale-needs-neurons" || code === "scale-needs-projections" || code === "scale-needs-fields"
  );
}

/** A reason as an error, at what it is about. */
function refusal(reason: Complaint, document: Document | undefined): LapicqueError {
  return complain(reason, place(document, pathOf(reason)));
}

function place(document: Document | undefined, path: string): Span | undefined {
  return document && placeOf(document, path);
}

function pathOf({ code, data }: Complaint): string {
  if (code.startsWith("method-") || code === "network-method") return "run.method";
  if (code.startsWith("scale-option") && "scale" in data && "name" in data) return `run.options.${data.scale}.${data.name}`;
  if (code === "noise-needs-step" || code === "bounds-need-noise") return "run";
  const where = "where" in data ? `${data.where}` : "run";
  return where.includes(".") || where === "run" ? where : `populations.${where}`;
}
