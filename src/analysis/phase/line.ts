/** The phase line of one state: its rate over a range, with rest, threshold and reset. */
import { LapicqueError } from "../../base/index.ts";
import type { FixedPoint } from "../../contract/index.ts";
import type { PlanePortrait, PortraitOptions } from "./parts.ts";
import type { Setting } from "./setting.ts";
import { chooseRange, spikeValues } from "./window.ts";

/** Points at which the rate is given. */
const columns = 401;

/** The rate over the range, which holds where the run begins, threshold and reset and the fixed points. */
export function portrayLine(
  setting: Setting,
  state: number,
  fixed: readonly FixedPoint[],
  visited: readonly (readonly number[])[],
  options: PortraitOptions,
): PlanePortrait {
  const { system, p, start } = setting;
  const { name, factor } = system.states[state]!;
  const given = options.xRange?.map((end) => end * factor) as [number, number] | undefined;
  if (given && !(given[0] < given[1])) {
    throw new LapicqueError("bad-window", { name, low: given[0] / factor, high: given[1] / factor });
  }
  const [left, right] = given ?? chooseRange(setting, state, fixed, visited[state] ?? []);
  const y = Float64Array.from(start);
  const rate = new Float64Array(y.length);
  const u = Float64Array.from({ length: columns }, (_, k) => {
    y[state] = left + ((k + 0.5) / columns) * (right - left);
    system.rhs(y, p, rate);
    return rate[state]! / factor;
  });
  const { threshold, reset } = system.jump?.resets ? spikeValues(setting, state) : {};
  const point = (at: number | undefined) => (at === undefined ? [] : [{ x: Float64Array.of(at), y: Float64Array.of(0) }]);
  return {
    window: { left, right, bottom: 0, top: 0 },
    field: { columns, rows: 1, u, v: new Float64Array(0) },
    nullclines: [],
    fixedPoints: fixed,
    threshold: point(threshold),
    reset: point(reset),
  };
}
