/** `synapse:` of a projection or stimulus: a known kind, where it acts, its parameters, and what its weight measures. */
import { LapicqueError } from "../../base/index.ts";
import { checkDimension, type Scope, suggest, unitOf } from "../../language/index.ts";
import { divideUnits, multiplyUnits, noUnit, type Unit } from "../../units/index.ts";
import { child, entriesOf, type MapNode, type Node, optionalText, textOf } from "../document/node.ts";
import { knownNames } from "../names.ts";
import type { Context } from "./context.ts";
import type { Place } from "./populations.ts";
import { findTarget } from "./targets.ts";
import { parseScalar } from "./value.ts";

/** What a kind of the catalogue needs: the dimension of each parameter, and of the weight relative to its target. */
interface Kind {
  readonly parameters: Readonly<Record<string, "time" | "rate">>;
  readonly weight: "target" | "area";
  readonly into: "input" | "state";
}

const kinds: Readonly<Record<string, Kind>> = {
  delta: { parameters: {}, weight: "target", into: "state" },
  exponential: { parameters: { tau: "time" }, weight: "target", into: "input" },
  alpha: { parameters: { tau: "time" }, weight: "target", into: "input" },
  biexponential: { parameters: { rise: "time", decay: "time" }, weight: "target", into: "input" },
  pulse: { parameters: { alpha: "rate" }, weight: "area", into: "input" },
  activity: { parameters: {}, weight: "area", into: "input" },
};

/** A synapse as it is used on one target population. */
export interface SynapseUse {
  readonly kind: string;
  /** Unit that a weight must have; undefined for the document's own synapses, where it depends on their equations. */
  readonly weight: Unit | undefined;
  /** Whether the sources' activity acts as a whole, so that nothing needs connecting. */
  readonly needsConnect: boolean;
}

/** Checks a `synapse:` that acts on the neurons of `place`. Throws `unknown-synapse`, `no-into`, and what its values throw. */
export function bindSynapseUse(context: Context, node: MapNode, place: Place, scope: Scope): SynapseUse {
  const kindNode = child(node, "kind")!;
  const kind = textOf(kindNode);
  const own = child(child(context.root, "synapses"), kind);
  const builtin = own ? undefined : kinds[kind];
  if (!own && !builtin) {
    const known = [...knownNames(context.names, "synapses"), ...entriesOf(child(context.root, "synapses")).map(([name]) => name)];
    throw new LapicqueError("unknown-synapse", { name: kind, known, suggestions: suggest(kind, known) }, kindNode.span);
  }
  const intoNode = child(node, "into");
  if (!intoNode) throw new LapicqueError("no-into", { kind }, node.span);
  const target = findTarget(place, textOf(intoNode), intoNode.span, builtin?.into ?? "input");
  checkParameters(context, node, kind, own, builtin, scope);
  if (!builtin) return { kind, weight: undefined, needsConnect: true };
  const area = builtin.weight === "area" || optionalText(child(node, "norm")) === "area";
  const { unit } = target;
  return { kind, weight: area ? multiplyUnits(unit, context.time) : unit, needsConnect: kind !== "activity" };
}

const keys = new Set(["kind", "into", "norm"]);

function checkParameters(
  context: Context,
  node: MapNode,
  kind: string,
  own: Node | undefined,
  builtin: Kind | undefined,
  scope: Scope,
): void {
  const known = builtin ? Object.keys(builtin.parameters) : entriesOf(child(own, "parameters")).map(([name]) => name);
  const random: Scope = { ...scope, random: true };
  for (const [name, entry] of entriesOf(node)) {
    if (keys.has(name)) continue;
    if (!known.includes(name))
      throw new LapicqueError("unknown-synapse-parameter", { name, kind, known, suggestions: suggest(name, known) }, entry.key);
    const wanted = builtin?.parameters[name];
    const tree = parseScalar(context, entry.value);
    if (wanted === undefined) unitOf(tree, random);
    else checkDimension(tree, random, wanted === "time" ? context.time : divideUnits(noUnit, context.time), `\`${name}\` of the synapse`);
  }
  for (const name of builtin ? known : []) {
    if (!child(node, name)) throw new LapicqueError("missing-key", { name, where: `a synapse of kind ${kind}` }, node.span);
  }
}
