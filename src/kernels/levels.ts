/** What a program watches while it integrates: functions of time and state whose sign changes are events. */
import { jacobianTrees, type NamedTree } from "../compiler/index.ts";
import { binary, name, number, type Tree } from "../language/index.ts";
import type { Program } from "./program.ts";

/** A watched quantity and what its crossing means. */
export interface Level {
  readonly tree: Tree;
  readonly effect:
    | { readonly kind: "spike" }
    /** The slot becomes 1 where the level becomes positive, 0 where it becomes negative. */
    | { readonly kind: "truth"; readonly slot: number }
    /** The slot changes by `by` where the level becomes positive. */
    | { readonly kind: "count"; readonly slot: number; readonly by: number };
}

/** The spike condition, if there is one, then the switches. */
export function levelsOf(program: Program): readonly Level[] {
  const { spike, switches, slots } = program;
  const levels: Level[] = spike === undefined ? [] : [{ tree: spike.tree, effect: { kind: "spike" } }];
  for (const one of switches) {
    const slot = slots.indexOf(one.slot);
    if (one.kind === "truth") {
      levels.push({ tree: one.level, effect: { kind: "truth", slot } });
      continue;
    }
    const whole = name(one.slot);
    levels.push({ tree: binary("-", one.level, binary("+", whole, number(1))), effect: { kind: "count", slot, by: 1 } });
    levels.push({ tree: binary("-", whole, one.level), effect: { kind: "count", slot, by: -1 } });
  }
  return levels;
}

/**
 * Outputs of the compiled function `levels`: the m levels, their m time derivatives at fixed state, then for each level its n
 * derivatives by the states. The derivative along the flow is dg/dt + sum_i dg/dy_i f_i.
 */
export function levelTrees(program: Program): { readonly trees: readonly Tree[]; readonly definitions: readonly NamedTree[] } {
  const levels = levelsOf(program).map((level) => level.tree);
  const { definitions, entries, byTime } = jacobianTrees(levels, program.states, program.definitions);
  return { trees: [...levels, ...byTime, ...entries], definitions };
}
