/** `fields:` -> equations over space. */
import { LapicqueError } from "../../base/index.ts";
import { unitOf } from "../../language/index.ts";
import { noUnit } from "../../units/index.ts";
import { child, entriesOf, itemsOf, type MapNode, optionalText } from "../document/node.ts";
import type { Demand, Field } from "../experiment.ts";
import type { BoundAxis } from "./across.ts";
import type { Context } from "./context.ts";
import { defineName } from "./define-name.ts";
import { quantityOf } from "./entity.ts";
import { bindFlow } from "./flow.ts";
import type { ParameterTable } from "./parameters.ts";
import type { BoundPopulation, Populations } from "./populations.ts";
import { constantOf, parseScalar } from "./value.ts";

/** The fields of a document among its populations, and what they ask of a scale. */
export interface BoundFields {
  readonly places: Populations;
  readonly demands: readonly Demand[];
}

/** Most axes that a field has, and most cells: beyond it one number per cell takes a gigabyte. */
const [mostAxes, mostCells] = [3, 0x8000000];

/** Binds `fields:`. */
export function bindFields(
  context: Context,
  populations: Populations,
  parameters: ParameterTable,
  broken: ReadonlySet<string>,
): BoundFields {
  const byName = new Map(populations.byName);
  const failed = new Set(populations.failed);
  const entries = new Map(populations.entries);
  const demands: Demand[] = [];
  for (const [name, entry] of entriesOf(child(context.root, "fields"))) {
    const node = entry.value;
    demands.push({ feature: "fields", where: `fields.${name}` });
    if (byName.has(name) || populations.unions.has(name)) context.error("field-and-population", { name }, entry.key);
    const field =
      node.kind === "map" && !broken.has(`fields.${name}`) ? context.attempt(() => bindField(context, name, node, parameters)) : undefined;
    if (field) {
      byName.set(name, field);
      entries.set(`fields.${name}`, field.bound);
    } else failed.add(name);
  }
  return { places: { ...populations, byName, failed, entries }, demands };
}

/** A field as the experiment has it, after everything that is recorded of it was bound. */
export function fieldOf({ kind: _kind, bound, node: _node, local: _local, ...population }: BoundPopulation): Field {
  const across = bound.across!;
  return { ...population, axes: across.axes.map(({ axis }) => axis), operators: across.operators };
}

function bindField(context: Context, name: string, node: MapNode, parameters: ParameterTable): BoundPopulation | undefined {
  const axes = bindAxes(context, node, parameters);
  const bound = bindFlow(context, name, node, parameters, { axes });
  const across = bound?.across;
  if (!bound || !across) return undefined;
  return { kind: "fields", name, flow: bound.flow, size: 1, groups: {}, bound, node, local: (tree) => across.take(tree) };
}

/** Throws `bad-axis`, `too-many-axes`, `too-many-cells`, `unknown-axis`, `axis-and-name`. */
function bindAxes(context: Context, node: MapNode, parameters: ParameterTable): readonly BoundAxis[] {
  const outside = child(node, "outside");
  const section = child(node, "axes");
  const axes = entriesOf(section).map(([name, { key, value }]): BoundAxis => {
    defineName(name, key);
    for (const part of ["parameters", "inputs", "initial"])
      if (child(child(node, part), name)) throw new LapicqueError("axis-and-name", { name, part }, key);
    const [from, to, points] = itemsOf(value);
    if (!from || !to || !points) throw new LapicqueError("value-expected", {}, value.span);
    const unit = unitOf(parseScalar(context, to), parameters.scope);
    const number = (at: typeof from, wanted = unit) => constantOf(context, at, wanted, `the axis \`${name}\``, parameters);
    const [low, high, count] = [number(from), number(to), number(points, noUnit)];
    if (!(low < high) || !Number.isInteger(count) || count < 2) throw new LapicqueError("bad-axis", { name }, value.span);
    const beyond = optionalText(child(outside, name)) === "zero" ? ("zero" as const) : ("periodic" as const);
    return { name, unit, axis: { ...quantityOf(name, unit), from: low, to: high, points: count, outside: beyond } };
  });
  const known = axes.map((axis) => axis.name);
  for (const [name, { key }] of entriesOf(outside)) {
    if (!known.includes(name)) throw new LapicqueError("unknown-axis", { name, known }, key);
  }
  if (axes.length === 0 || axes.length > mostAxes)
    throw new LapicqueError("too-many-axes", { count: axes.length, most: mostAxes }, section?.span);
  const cells = axes.reduce((product, { axis }) => product * axis.points, 1);
  if (cells > mostCells) throw new LapicqueError("too-many-cells", { count: cells, most: mostCells }, section?.span);
  return axes;
}
