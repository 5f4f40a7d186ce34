/** Every pair, or every neuron with its counterpart. */
import { type Choose, excludedTarget } from "./blocks.ts";
import type { Projecting } from "./wiring.ts";

/** Each source to all targets, in ascending order. */
export function chooseAll(projecting: Projecting): Choose {
  const excluded = excludedTarget(projecting);
  return (source, { from, to }, batch) => {
    batch.reserve(to - from);
    const without = excluded(source);
    let end = batch.length;
    for (let target = from; target < to; target++) if (target !== without) batch.targets[end++] = target;
    batch.length = end;
  };
}

/** Source number i of the range to target number i of the other. */
export function chooseCounterpart(projecting: Projecting): Choose {
  const { from: sources, to: targets } = projecting.projection;
  const excluded = excludedTarget(projecting);
  return (source, { from, to }, batch) => {
    const target = source - sources.from + targets.from;
    if (target < from || target >= to || target === excluded(source)) return;
    batch.reserve(1);
    batch.targets[batch.length++] = target;
  };
}
