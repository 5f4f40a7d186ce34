/** Projections and synapses as a person reads them: as they were written. */
import { type ParseOptions, parseEquations, parseExpression, type Statement, type Tree } from "../../language/index.ts";
import { child, entriesOf, itemsOf, type MapNode, type Node, optionalText, withoutEntries } from "../document/node.ts";
import { synapseKinds } from "../synapses/index.ts";
import { synapseEntry } from "../synapses/kind.ts";
import { type DescribedQuantity, ruleStatements, writtenText } from "./describe.ts";

/** One line of `projections:`. Every text as it was written; empty where nothing was. */
export interface DescribedProjection {
  readonly name: string;
  readonly from: readonly string[];
  readonly to: readonly string[];
  readonly synapse: string;
  readonly into: string;
  /** `tau: 5 ms, norm: area`. */
  readonly values: string;
  /** `all`, or `indegree: 1000`. */
  readonly connect: string;
  readonly weight: string;
  readonly delay: string;
}

/** The lines of `projections:`. */
export function describeProjections(root: MapNode): readonly DescribedProjection[] {
  return itemsOf(child(root, "projections")).map((node, i) => {
    const synapse = child(node, "synapse");
    const connect = child(node, "connect");
    return {
      name: optionalText(child(node, "name")) ?? `projection_${i + 1}`,
      from: itemsOf(child(node, "from")).map(writtenText),
      to: itemsOf(child(node, "to")).map(writtenText),
      synapse: writtenText(child(synapse, "kind")),
      into: writtenText(child(synapse, "into")),
      values: synapse?.kind === "map" ? pairsIn(withoutEntries(synapse, ["kind", "into"])) : "",
      connect: connect?.kind === "map" ? pairsIn(connect) : writtenText(connect),
      weight: writtenText(child(node, "weight")),
      delay: writtenText(child(node, "delay")),
    };
  });
}

function pairsIn(node: MapNode): string {
  return entriesOf(node)
    .map(([key, { value }]) => `${key}: ${writtenText(value)}`)
    .join(", ");
}

/** A synapse of the document, or one of the catalogue that it uses. */
export interface DescribedSynapse {
  readonly kind: string;
  readonly statements: readonly Statement[];
  /** `pre at-spike`, `at-arrival` and the like with their assignments. */
  readonly rules: readonly { readonly key: string; readonly lines: readonly Statement[] }[];
  /** `output` and `send`. */
  readonly expressions: readonly { readonly key: string; readonly tree: Tree }[];
  readonly parameters: readonly DescribedQuantity[];
  readonly states: readonly DescribedQuantity[];
}

/** Synapses with equations: those that the document uses, then its other ones. */
export function describeSynapses(root: MapNode, units: "physical" | "none"): readonly DescribedSynapse[] {
  const users = [...itemsOf(child(root, "projections")), ...itemsOf(child(root, "stimuli"))];
  const used = users.flatMap((user) => optionalText(child(child(user, "synapse"), "kind")) ?? []);
  const own = entriesOf(child(root, "synapses")).map(([name]) => name);
  return [...new Set([...used, ...own])].flatMap((kind) => {
    const entry = child(child(root, "synapses"), kind);
    if (entry) return [describeSynapse(kind, entry, units, {})];
    const builtin = synapseKinds.find(({ id }) => id === kind);
    if (!builtin || builtin.action.kind === "jump" || builtin.action.kind === "activity") return [];
    const meanings = Object.fromEntries(Object.entries(builtin.parameters).map(([name, { meaning }]) => [name, meaning]));
    return [describeSynapse(kind, synapseEntry(builtin, builtin.measures === "area"), units, meanings)];
  });
}

const sides = ["pre", "post", "edge"] as const;
const events = ["at-spike", "at-arrival", "at-post-spike"] as const;

function describeSynapse(
  kind: string,
  entry: Node,
  units: "physical" | "none",
  meanings: Readonly<Record<string, string>>,
): DescribedSynapse {
  const given = entriesOf(child(entry, "parameters"));
  const names = [...new Set([...Object.keys(meanings), ...given.map(([name]) => name)])];
  const declared = new Set([...names, "weight"]);
  const texts = sides.flatMap((side) => child(child(entry, side), "equations") ?? []);
  const reading: ParseOptions = { declared, units };
  const statements = texts.flatMap((text) =>
    text.kind === "scalar" ? parseEquations(text.source, { ...reading, definable: new Set(["weight"]) }).statements : [],
  );
  const options: ParseOptions = { ...reading, declared: new Set([...declared, ...statements.map(({ name }) => name)]) };
  const rules = sides.flatMap((side) =>
    events.flatMap((event) => {
      const lines = ruleStatements(child(child(entry, side), event), options);
      return lines.length > 0 ? [{ key: side === "pre" ? `pre ${event}` : event, lines }] : [];
    }),
  );
  const expressions = ["output", "send"].flatMap((key) => {
    const node = child(entry, key);
    return node?.kind === "scalar" ? [{ key, tree: parseExpression(node.source, options) }] : [];
  });
  return {
    kind,
    statements,
    rules,
    expressions,
    parameters: describeParameters(names, entry, meanings),
    states: describeStates(entry, statements),
  };
}

function describeParameters(
  names: readonly string[],
  entry: Node,
  meanings: Readonly<Record<string, string>>,
): readonly DescribedQuantity[] {
  return names.map((name) => {
    const node = child(child(entry, "parameters"), name);
    const meaning = meanings[name] ?? optionalText(child(node, "meaning"));
    return { name, value: writtenText(node), unit: "", ...(meaning === undefined ? {} : { meaning }) };
  });
}

/** States with the initial values that were written; a state of `post` without one begins at 0. */
function describeStates(entry: Node, statements: readonly Statement[]): readonly DescribedQuantity[] {
  return statements.flatMap(({ kind, name }) => {
    if (kind !== "derivative") return [];
    const written = sides.map((side) => writtenText(child(child(child(entry, side), "initial"), name))).find((text) => text !== "");
    return [{ name, value: written ?? "0", unit: "" }];
  });
}
