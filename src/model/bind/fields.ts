/** `fields:`, checked in full; the scale that runs them comes later. */
import { LapicqueError } from "../../base/index.ts";
import { checkDimension, unitOf } from "../../language/index.ts";
import { divideUnits, multiplyUnits, noUnit, type Unit } from "../../units/index.ts";
import { child, entriesOf, itemsOf, type MapNode } from "../document/node.ts";
import type { Demand } from "../experiment.ts";
import type { Context } from "./context.ts";
import { defineName } from "./define-name.ts";
import { readEntity } from "./entity.ts";
import type { ParameterTable } from "./parameters.ts";
import { constantOf, parseScalar } from "./value.ts";

/** What fields ask of a scale, and their names. */
export interface BoundFields {
  readonly demands: readonly Demand[];
  readonly names: readonly string[];
}

/** Checks `fields:`. */
export function bindFields(context: Context, parameters: ParameterTable, broken: ReadonlySet<string>): BoundFields {
  const names: string[] = [];
  const demands: Demand[] = [];
  for (const [name, entry] of entriesOf(child(context.root, "fields"))) {
    names.push(name);
    if (entry.value.kind !== "map" || broken.has(`fields.${name}`)) continue;
    demands.push({ feature: "fields", where: `fields.${name}` });
    const node = entry.value;
    context.attempt(() => checkField(context, name, node, parameters));
  }
  return { demands, names };
}

function checkField(context: Context, name: string, node: MapNode, parameters: ParameterTable): void {
  const axes = bindAxes(context, node, parameters);
  const entity = readEntity(context, name, node, parameters, {}, axes);
  for (const definition of entity.definitions) context.attempt(() => unitOf(definition.value, entity.scope));
  for (const { name: state, nameSpan, value, coefficient } of entity.derivatives) {
    context.attempt(() => {
      defineName(state, nameSpan);
      const unit = unitOf({ kind: "name", name: state, span: nameSpan }, entity.scope);
      const factor = coefficient ? unitOf(coefficient, entity.scope) : noUnit;
      checkDimension(value, entity.scope, divideUnits(multiplyUnits(factor, unit), context.time), `the right side of d${state}/dt`);
    });
  }
}

/** Coordinates with their units. Throws `bad-axis`. */
function bindAxes(context: Context, node: MapNode, parameters: ParameterTable): Map<string, Unit> {
  const axes = new Map<string, Unit>();
  for (const [axis, entry] of entriesOf(child(node, "axes"))) {
    defineName(axis, entry.key);
    const [from, to, points] = itemsOf(entry.value);
    if (!from || !to || !points) throw new LapicqueError("value-expected", {}, entry.value.span);
    const unit = unitOf(parseScalar(context, to), parameters.scope);
    const low = constantOf(context, from, unit, `the axis \`${axis}\``, parameters);
    const high = constantOf(context, to, unit, `the axis \`${axis}\``, parameters);
    const count = constantOf(context, points, noUnit, `the axis \`${axis}\``, parameters);
    if (!(low < high) || !Number.isInteger(count) || count < 2) throw new LapicqueError("bad-axis", { name: axis }, entry.value.span);
    axes.set(axis, unit);
  }
  return axes;
}
