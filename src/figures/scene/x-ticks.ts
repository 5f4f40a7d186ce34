/** Ticks of a horizontal axis, whose labels must not run into one another. */
import { measure } from "../text/metrics.ts";
import { type } from "./furniture.ts";
import { positioner } from "./scales.ts";
import type { Scale, Tick } from "./scene.ts";
import { ticksThatFit } from "./ticks.ts";

/**
 * Ticks of an axis of `width` points.
 *
 * @param per  units of x per unit of the labels: 1000 for milliseconds labelled in seconds
 */
export function xTicksThatFit(x: Scale, per: number, width: number): readonly Tick[] {
  const scale = { ...x, low: x.low / per, high: x.high / per };
  const ticks = ticksThatFit(scale, Math.round(width / 72), (some) => areApart(some, scale, width));
  return ticks.map(({ at, label }) => ({ at: at * per, label }));
}

/** Whether neighbouring labels keep a distance of a digit and a half. */
function areApart(ticks: readonly Tick[], scale: Scale, width: number): boolean {
  const at = positioner(scale, 0, width);
  return ticks.every((tick, k) => {
    const next = ticks[k + 1];
    if (!next) return true;
    const needed = (measure(tick.label, type.tick) + measure(next.label, type.tick)) / 2 + type.tick;
    return at(next.at) - at(tick.at) >= needed;
  });
}
