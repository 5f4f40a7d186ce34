/** How large the states of a system are, before anything is known of its dynamics. */
import type { System, SystemQuantity } from "../../contract/index.ts";

/** Values of the parameters that are written in the unit of the state, and where the run begins. */
function relatives(system: System, p: ArrayLike<number>, state: SystemQuantity): number[] {
  const alike = system.parameters.flatMap(({ unit, factor }, k) =>
    unit === state.unit && factor === state.factor && Number.isFinite(p[k]!) ? [p[k]!] : [],
  );
  return [state.value, ...alike];
}

/**
 * For each state a size below which differences do not count: of what is looked for in a range its length, of numbers without unit 1
 * (gates), else the largest parameter in its unit {n}.
 */
export function sizesOf(system: System, p: ArrayLike<number>): Float64Array {
  return Float64Array.from(system.states, (state) => {
    if (state.range) return state.range[1] - state.range[0];
    if (state.unit === "") return Math.max(1, Math.abs(state.value));
    const largest = Math.max(...relatives(system, p, state).map(Math.abs));
    return largest > 0 ? largest : state.factor;
  });
}

/** Where fixed points of a state are looked for: its range, or all parameters in its unit with twice their range on either side. */
export function searchRange(system: System, p: ArrayLike<number>, state: number): readonly [number, number] {
  const quantity = system.states[state]!;
  if (quantity.range) return quantity.range;
  const values = relatives(system, p, quantity);
  const [low, high] = [Math.min(...values), Math.max(...values)];
  const width = Math.max(high - low, 0.1 * Math.max(Math.abs(low), Math.abs(high)), quantity.factor);
  return [low - 2 * width, high + 2 * width];
}
