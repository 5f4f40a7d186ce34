/** What the plane shows while an input has another value than for most of the run. */
import type { Stretch } from "../../contract/index.ts";
import type { Scenery } from "./parts.ts";
import type { Setting } from "./setting.ts";

/** More moments than this tell nothing; of an input that moves they are spread over the run. */
const most = 8;

/** Stretches of the run with other inputs than those of the setting: each set of values once, where it first acts. */
export function momentsOf({ system, p }: Setting, sceneryAt: (p: Float64Array) => Scenery): readonly (Stretch & Scenery)[] {
  const first = p.length - system.inputCount;
  const own = p.subarray(first).join(" ");
  const seen = new Set([own]);
  const different = system.course.filter(({ inputs }) => {
    const key = inputs.join(" ");
    return !seen.has(key) && seen.add(key);
  });
  const count = Math.min(most, different.length);
  return Array.from({ length: count }, (_, k) => {
    const stretch = different[count === 1 ? 0 : Math.round((k * (different.length - 1)) / (count - 1))]!;
    const moved = Float64Array.from(p);
    moved.set(stretch.inputs, first);
    return { ...stretch, ...sceneryAt(moved) };
  });
}
