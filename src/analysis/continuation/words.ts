/** A continuation in sentences. */
import type { Bifurcation, Continuation } from "../../contract/index.ts";

/** A change of the fixed points or cycles with what only the computation knows about it. */
export interface Change extends Bifurcation {
  /** Attracting fixed points below minus above the value: 1, rest ends here; -1, it begins. */
  readonly restLost?: number;
  /** A saddle-node: +1 the two fixed points exist above the value, -1 below. */
  readonly side?: number;
  /** A homoclinic orbit that begins at the reset, not along the unstable manifold of the fixed point. */
  readonly meets?: "reset";
}

/** An interval of the parameter, and whether its ends are those of the range. */
export interface Interval {
  readonly from: number;
  readonly to: number;
}

/** Where a unit does what. */
export interface Stretches {
  /** On stable cycles with spikes, and without. */
  readonly firing: readonly Interval[];
  readonly turning: readonly Interval[];
  /** At stable fixed points. */
  readonly resting: readonly Interval[];
  /** Saddle-nodes that cycles pass through. */
  readonly through: readonly number[];
  /** Values at which it fires on no cycle that was found. */
  readonly unsettled: readonly number[];
}

/**
 * Sentences: what happens to rest, where it fires, where it turns without spikes, where it may rest as well, then what happens to cycles.
 *
 * @param fires  whether the unit has spikes: one without oscillates
 */
export function describeContinuation(
  { parameter, units, states, fires }: Pick<Continuation, "parameter" | "units" | "states"> & { readonly fires: boolean },
  changes: readonly Change[],
  { firing, turning, resting, through, unsettled }: Stretches,
): string[] {
  const unit = parameter.unit === "" || parameter.unit === "1" ? "" : ` ${parameter.unit}`;
  const name = parameter.name;
  // Nothing of the range is known better than this.
  const resolution = 1e-12 * (parameter.high - parameter.low);
  const known = (value: number) => {
    const near = changes.find(({ parameter: at, uncertainty = 0 }) => uncertainty > 0 && Math.abs(at - value) <= uncertainty);
    return Math.abs(value) < Math.max(resolution, near?.uncertainty ?? 0) ? "0" : print(near?.parameter ?? value, near?.uncertainty);
  };
  const at = (value: number) => `${name} = ${known(value)}${unit}`;
  const time = units === "physical" ? " ms" : "";
  const where = ({ state }: Bifurcation) =>
    `${states[0]!.name} = ${print(Math.abs(state[0]!) < 1e-12 ? 0 : state[0]!)}${states[0]!.unit ? ` ${states[0]!.unit}` : ""}`;
  const sentence = (change: Change): string => {
    const here = at(change.parameter);
    const rests = change.restLost ?? 0;
    switch (change.type) {
      case "saddle-node": {
        if (rests === 0)
          return `two unstable fixed points ${change.side === 1 ? "appear" : "vanish"} at ${here} in a saddle-node (${where(change)})`;
        return `rest ${rests > 0 ? "vanishes" : "appears"} at ${here} in a saddle-node (${where(change)})`;
      }
      case "Andronov-Hopf": {
        const what = rests === 0 ? "an unstable fixed point changes" : rests > 0 ? "rest becomes unstable" : "rest becomes stable";
        const period = (2 * Math.PI) / (change.omega ?? Number.NaN);
        if (change.criticality === "degenerate") {
          return `${what} at ${here} in a degenerate Andronov-Hopf bifurcation (l1 = 0, omega = ${print(change.omega!)}${units === "physical" ? "/ms" : ""}, period ${print(period)}${time})`;
        }
        const born = change.criticality === "subcritical" ? "unstable cycles" : "stable oscillations";
        return `${what} at ${here} in ${change.criticality === "subcritical" ? "a subcritical" : "a supercritical"} Andronov-Hopf bifurcation: ${born} of period ${print(period)}${time} branch off`;
      }
      case "branch point":
        return `branches of fixed points cross at ${here} (${where(change)})`;
      case "grazing":
        return change.period === undefined ? `rest reaches the threshold at ${here}` : `cycles gain or lose a spike at ${here}`;
      case "fold of cycles":
        return `two cycles of period ${print(change.period!)}${time} meet and vanish at ${here} (fold of cycles)`;
      case "period doubling":
        return `a cycle of period ${print(change.period!)}${time} doubles its period at ${here}`;
      case "homoclinic":
        if (change.meets === "reset") {
          return `the period of a cycle grows beyond all bounds at ${here}: the reset meets the unstable fixed point (${where(change)})`;
        }
        return `the period of a cycle grows beyond all bounds at ${here}: it meets a saddle (homoclinic orbit)`;
    }
  };
  const span = (verb: string, { from, to }: Interval) => {
    const [isFirst, isLast] = [from <= parameter.low, to >= parameter.high];
    if (isFirst && isLast) return `${verb} at every ${name} from ${known(from)} to ${known(to)}${unit}`;
    if (isLast) return `${verb} from ${at(from)} on, up to the end of the range`;
    if (isFirst) return `${verb} up to ${at(to)}`;
    return `${verb} from ${name} = ${known(from)} to ${known(to)}${unit}`;
  };
  const [moving, verb] = fires ? [firing, "fires"] : [turning, "oscillates"];
  const both = moving.flatMap((one) =>
    resting.map((other): Interval => ({ from: Math.max(one.from, other.from), to: Math.min(one.to, other.to) })),
  );
  const found = [
    ...changes.filter(({ period }) => period === undefined).map(sentence),
    ...moving.map((one) => span(verb, one)),
    ...(fires ? turning : []).map((one) => span("oscillates without spikes", one)),
    ...both.filter(({ from, to }) => to > from).map((one) => span(`rests or ${verb}, by where it starts,`, one)),
    ...(unsettled.length === 0
      ? []
      : [
          `at ${name} = ${unsettled.map((value) => print(value)).join(", ")}${unit} it fires without a period that was found: irregularly, or it settles slowly`,
        ]),
    ...through.map(
      (value) =>
        `the cycle passes through the saddle-node at ${at(value)}: ${fires ? "firing" : "oscillation"} begins there with a period without bound`,
    ),
    ...changes.filter(({ period }) => period !== undefined).map(sentence),
  ];
  return found.length > 0 ? found : [`nothing changes between ${name} = ${print(parameter.low)} and ${print(parameter.high)}${unit}`];
}

/** Six digits, without zeros at the end; fewer where a value is uncertain: those that hold to one in the last. */
function print(value: number, uncertainty = 0): string {
  let digits = 6;
  while (digits > 1 && unitOf(value, digits) < uncertainty) digits--;
  return `${Number(value.toPrecision(digits))}`;
}

/** What 1 in the last of so many digits of a value stands for. */
function unitOf(value: number, digits: number): number {
  const exponent = Number(value.toExponential().split("e")[1]);
  return Number(`1e${exponent - digits + 1}`);
}
