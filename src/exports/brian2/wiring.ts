/** Which neurons are connected: lines of the script for each rule of `connect`, and values for each connection. */
import { LapicqueError, unreachable } from "../../base/index.ts";
import { constantValue } from "../../language/index.ts";
import type { Geometry, Projection } from "../../model/index.ts";
import { type Dimension, dimension, dimensionless, rational } from "../../units/index.ts";
import type { Group } from "./group.ts";
import { arrayText, type Script } from "./script.ts";
import { type Lookup, spell, spellNumber, type Word } from "./spell.ts";
import { givenValue, type In } from "./values.ts";

const length = dimension({ length: rational(1) });

/** What a connection reads: variables of both neurons, their numbers within the populations, the distance. */
export function pairLookup(script: Script, { from, to }: Projection): Lookup {
  const [source, target] = [script.group(from.population), script.group(to.population)];
  const numbered = (letter: string, offset: number): Word =>
    offset === 0 ? { text: letter, dimension: dimensionless } : { text: `(${letter} + ${offset})`, dimension: dimensionless };
  return (name) => {
    if (name === "pre.index") return numbered("i", from.from);
    if (name === "post.index") return numbered("j", to.from);
    if (name === "distance")
      return {
        text: distanceText(source.population.geometry ?? target.population.geometry),
        dimension: source.units === "none" ? dimensionless : length,
      };
    if (name.startsWith("pre.")) return sideWord(source, name.slice(4), "pre");
    if (name.startsWith("post.")) return sideWord(target, name.slice(5), "post");
    throw new LapicqueError("export-name", { name });
  };
}

/** A synapse does not see the namespaces of its neurons: numbers and definitions are put in. */
function sideWord(group: Group, name: string, side: "pre" | "post"): Word {
  const word = group.lookup(name);
  const known = group.known.get(name);
  if (known !== undefined) return { text: `(${spellNumber(known, word.dimension)})`, dimension: word.dimension };
  const definition = group.population.flow.definitions.find((one) => one.name === name);
  if (!definition) return { ...word, text: `${word.text}_${side}` };
  const inner = spell(definition.tree, (read) => sideWord(group, read, side), word.dimension);
  return { text: `(${inner})`, dimension: word.dimension };
}

function distanceText(geometry: Geometry | undefined): string {
  if (!geometry) throw new LapicqueError("export-name", { name: "distance" });
  const along = (axis: string, size: number) => {
    const apart = `abs(${axis}_pre - ${axis}_post)`;
    const half = spellNumber(size / 2, length);
    return geometry.periodic ? `(${half} - abs(${half} - ${apart}))` : apart;
  };
  if (geometry.kind !== "sheet") return along("position", geometry.lengths[0]!);
  return `sqrt(${along("position_x", geometry.lengths[0]!)}**2 + ${along("position_y", geometry.lengths[1]!)}**2)`;
}

/** Lines that connect `object`. */
export function connectLines(script: Script, projection: Projection, object: string): readonly string[] {
  const { connect, from, to } = projection;
  if (!connect) return [];
  const [sources, targets] = [from.to - from.from, to.to - to.from];
  const isSame = from.population === to.population;
  const other = isSame && "self" in connect && !connect.self;
  const apart = from.from === to.from ? "i != j" : `i + ${from.from} != j + ${to.from}`;
  const condition = other ? [`condition='${apart}'`] : [];
  switch (connect.kind) {
    case "all":
      return [`${object}.connect(${condition.join("")})`];
    case "one-to-one":
      return [`${object}.connect(j='i')`];
    case "probability": {
      const constant = constantValue(connect.probability);
      const p = constant === undefined ? `'${spell(connect.probability, pairLookup(script, projection), dimensionless)}'` : `${constant}`;
      return [`${object}.connect(${[...condition, `p=${p}`].join(", ")})`];
    }
    case "indegree":
    case "outdegree":
    case "total":
      return drawnPairs(connect.kind, connect.count, [sources, targets], other, object, from.from === to.from);
    case "pairs": {
      const { pre, post } = script.experiment.assets[connect.asset]!.columns;
      return [`${object}.connect(i=${arrayText(pre!)}.astype(int), j=${arrayText(post!)}.astype(int))`];
    }
    default:
      return unreachable(connect);
  }
}

/** Connections drawn with replacement. */
function drawnPairs(
  kind: "indegree" | "outdegree" | "total",
  count: number,
  [sources, targets]: readonly [number, number],
  withoutSelf: boolean,
  object: string,
  isAligned: boolean,
): readonly string[] {
  if (withoutSelf && !isAligned) throw new LapicqueError("export-self", {});
  const all = kind === "indegree" ? count * targets : kind === "outdegree" ? count * sources : count;
  // Without itself a neuron has one choice less; those from its own number on are one further.
  const free = (n: number) => (withoutSelf ? n - 1 : n);
  const lines =
    kind === "indegree"
      ? [`post = np.repeat(np.arange(${targets}), ${count})`, `pre = rng.integers(0, ${free(sources)}, ${all})`]
      : [
          kind === "outdegree" ? `pre = np.repeat(np.arange(${sources}), ${count})` : `pre = rng.integers(0, ${sources}, ${all})`,
          `post = rng.integers(0, ${free(targets)}, ${all})`,
        ];
  const shift = !withoutSelf ? [] : [kind === "indegree" ? "pre += pre >= post" : "post += post >= pre"];
  return [...lines, ...shift, `${object}.connect(i=pre, j=post)`];
}

/** A value of each connection: `S.w = ...`. */
export function connectionValue(script: Script, projection: Projection, object: string, variable: string, of: In): string {
  const { connect } = projection;
  const column =
    connect?.kind === "pairs" ? script.experiment.assets[connect.asset]!.columns[variable === "w" ? "weight" : variable] : undefined;
  if (column) return `${object}.${variable} = ${arrayText(column)}${suffixOf(of.dimension)}`;
  const given = givenValue(variable === "w" ? projection.weight : projection.delay!, of, `len(${object})`, pairLookup(script, projection));
  return `${object}.${variable} = ${given.kind === "string" ? `'${given.text}'` : given.text}`;
}

const suffixOf = (of: Dimension) => spellNumber(1, of).slice(1);
