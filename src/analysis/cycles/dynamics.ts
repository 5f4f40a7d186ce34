/** What of a phase portrait has to be integrated: limit cycles and separatrices. */
import type { PhasePortrait, Separatrix, System } from "../../contract/index.ts";
import { describe } from "../phase/words.ts";
import { searchCycles } from "./find.ts";
import { portray } from "./portray.ts";
import { separatricesOf } from "./separatrices.ts";

/** How far beyond the window manifolds are followed, in widths of it: they may come back. */
const beyond = 1;

/** Time and steps of a separatrix; all but those that wind around a cycle end before. */
const extent = { duration: 1e4, steps: 3000, tolerance: 1e-8, points: 4 };

/**
 * The portrait with limit cycles, separatrices (of systems of two states), and the sentences about them. Where states are frozen the
 * plane has no orbits of its own, and nothing is added.
 *
 * @param p  parameters of the portrait in internal units
 */
export function withDynamics(system: System, p: Float64Array, portrait: PhasePortrait): PhasePortrait {
  if (portrait.others.some(({ how }) => how === "frozen")) return portrait;
  const equilibria = portrait.fixedPoints.map(({ at }) => Float64Array.from(at, (value, i) => value * system.states[i]!.factor));
  const found = searchCycles(system, p, { equilibria });
  const cycles = found.cycles.map((solved) => portray(system, p, solved));
  const escapes = found.fates.length > 0 && found.fates.every(({ fate }) => fate.kind === "escape");
  const complete = { ...portrait, cycles, separatrices: manifoldsOf(system, p, portrait, equilibria) };
  return { ...complete, words: describe(complete, system.jump !== undefined, escapes ? "escapes" : "searched") };
}

function manifoldsOf(
  system: System,
  p: Float64Array,
  { axes, fixedPoints }: PhasePortrait,
  equilibria: readonly Float64Array[],
): Separatrix[] {
  if (system.states.length !== 2 || axes.length !== 2) return [];
  const isSwapped = axes[0].state !== system.states[0]!.name;
  const bounds = system.states.map(({ name, factor }): readonly [number, number] => {
    // Each state of a plane is an axis of it.
    const { low, high } = axes.find((axis) => axis.state === name)!;
    const margin = beyond * (high - low);
    return [(low - margin) * factor, (high + margin) * factor];
  });
  return fixedPoints.flatMap(({ type }, of) =>
    type === "saddle"
      ? separatricesOf(system, p, equilibria[of]!, { ...extent, bounds }).map(({ kind, x, y }) => ({
          of,
          kind,
          x: isSwapped ? y : x,
          y: isSwapped ? x : y,
        }))
      : [],
  );
}
