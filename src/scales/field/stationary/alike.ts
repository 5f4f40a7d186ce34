/** Fields all of whose places are alike, so that they have states that are the same everywhere. */
import type { Reason } from "../../../contract/index.ts";
import { namesIn, type Tree, uses } from "../../../language/index.ts";
import type { Experiment, Field } from "../../../model/index.ts";

/** Why a field has no homogeneous states that could be found; empty: it has. */
export function alikeReasons(field: Field): readonly Reason[] {
  const { name: where, axes, operators, flow } = field;
  const ended = axes.find(({ outside }) => outside === "zero");
  if (ended) return [{ code: "field-has-ends", data: { axis: ended.name, where } }];
  const coordinates = new Set(axes.map(({ name }) => name));
  const reads = (tree: Tree) => [...namesIn(tree)].find((name) => coordinates.has(name));
  const trees = [
    ...flow.states.map(({ rate }) => rate),
    ...flow.definitions.map(({ tree }) => tree),
    ...operators.flatMap((one) => (one.kind === "conv" ? [one.of, one.kernel] : [one.of])),
  ];
  const read = trees.map(reads).find((name) => name !== undefined);
  if (read !== undefined) return [{ code: "field-not-alike", data: { name: read, where } }];
  const names = new Set(operators.map(({ name }) => name));
  const nested = operators.find(({ of }) => readsAcross(of, names, field));
  return nested ? [{ code: "field-nested", data: { where } }] : [];
}

/** Stimuli of a field that are not the same everywhere. */
export function placedStimuli({ stimuli }: Experiment, { name, axes }: Field): readonly string[] {
  const coordinates = new Set(axes.map((axis) => axis.name));
  return stimuli
    .filter(
      ({ targets, wave }) =>
        wave.kind === "expression" && targets.some(({ population }) => population === name) && uses(wave.tree, coordinates),
    )
    .map((stimulus) => stimulus.name);
}

/** Whether a tree reads what acts across the field, by itself or through definitions. */
function readsAcross(tree: Tree, across: ReadonlySet<string>, { flow }: Field): boolean {
  return [...namesIn(tree)].some((name) => {
    if (across.has(name)) return true;
    const definition = flow.definitions.find((one) => one.name === name);
    return definition !== undefined && readsAcross(definition.tree, across, { flow } as Field);
  });
}
