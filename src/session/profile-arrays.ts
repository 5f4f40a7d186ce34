/** Recorded profiles as arrays. */
import type { Profile, Result } from "../contract/index.ts";
import { columnHeader, type NumberArray } from "../io/index.ts";

/**
 * `n.density` {times, cells}, with its times `n.density.time_ms` and, for each axis, the midpoints of the cells `n.density.V_mV`; everything in the
 * units of the user.
 */
export function profileArrays({ profiles = [], units }: Pick<Result, "profiles" | "units">): Readonly<Record<string, NumberArray>> {
  return Object.fromEntries(profiles.flatMap((profile) => entriesOf(profile, units === "physical" ? "ms" : "")));
}

function entriesOf({ channel, times, values }: Profile, timeUnit: string): readonly (readonly [string, NumberArray])[] {
  const axes = channel.axes!;
  const named = (name: string, unit: string) => `${channel.id}.${columnHeader({ name, unit, values: [] })}`;
  return [
    [channel.id, { shape: [times.length, ...axes.map((axis) => axis.values.length)], data: values }],
    [named("time", timeUnit), { shape: [times.length], data: times }],
    ...axes.map(({ name, unit, factor, values: cells }): readonly [string, NumberArray] => [
      named(name, unit),
      { shape: [cells.length], data: cells.map((value) => value / factor) },
    ]),
  ];
}
