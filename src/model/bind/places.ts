/** `place:` of a population: where its neurons sit, and their coordinates as values that differ between them. */
import { fileSource, LapicqueError } from "../../base/index.ts";
import { number, parseExpression, substitute, withoutSpans } from "../../language/index.ts";
import { noUnit, type Unit, unitNamed } from "../../units/index.ts";
import { child, itemsOf, type Node } from "../document/node.ts";
import type { Geometry } from "../experiment.ts";
import type { Context } from "./context.ts";
import type { BoundParameter, ParameterTable } from "./parameters.ts";
import { constantOf } from "./value.ts";

/** A place, and what expressions call the coordinates in it. */
export interface BoundPlace {
  readonly geometry: Geometry;
  /** `position`, or `position.x` and `position.y`, as parameters of the population. */
  readonly coordinates: readonly BoundParameter[];
}

const kinds = ["ring", "line", "sheet"] as const;

/** Binds `place:`. Rings are closed, lines are open, and sheets have ends that touch, unless `periodic:` says otherwise. Throws `one-place`, `open-ring`. */
export function bindPlace(context: Context, node: Node, parameters: ParameterTable): BoundPlace {
  const given = kinds.filter((kind) => child(node, kind));
  const [kind] = given;
  if (!kind || given.length > 1) throw new LapicqueError("one-place", {}, node.span);
  const unit = context.units === "none" ? noUnit : unitNamed("um");
  const lengths = itemsOf(child(node, kind)).map((item) => {
    const length = constantOf(context, item, unit, `\`${kind}\``, parameters);
    if (!(length > 0)) throw new LapicqueError("not-positive-value", { what: kind }, item.span);
    return length;
  });
  const periodicNode = child(node, "periodic");
  const periodic = periodicNode?.kind === "scalar" ? periodicNode.value === true : kind !== "line";
  if (kind === "ring" && !periodic) throw new LapicqueError("open-ring", {}, periodicNode?.span);
  return { geometry: { kind, lengths, periodic }, coordinates: coordinatesOf(kind, lengths, unit, node) };
}

/** Coordinates over `index` and `size`, as documented at `Geometry`. */
const columns = "max(1, floor(sqrt(size*a/b) + 0.5))";
const coordinates: Readonly<Record<string, string>> = {
  position: "(index + 0.5)/size*a",
  "position.x": `(mod(index, ${columns}) + 0.5)/${columns}*a`,
  "position.y": `(floor(index/${columns}) + 0.5)/ceil(size/${columns})*b`,
};

function coordinatesOf(kind: Geometry["kind"], [a = 1, b = 1]: readonly number[], unit: Unit, node: Node): readonly BoundParameter[] {
  const names = kind === "sheet" ? ["position.x", "position.y"] : ["position"];
  const lengths = new Map([
    ["a", number(a)],
    ["b", number(b)],
  ]);
  return names.map((name) => {
    const text = coordinates[name]!;
    const tree = substitute(withoutSpans(parseExpression(fileSource(name, text))), lengths);
    return { name, level: "population", unit, value: { kind: "expression", tree }, typical: a / 2, span: node.span };
  });
}
