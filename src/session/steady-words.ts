/** Stationary states in sentences. */
import type { Dispersion, Localised, SteadyChange, SteadyResult, SteadyState } from "../contract/index.ts";

type Found = Omit<SteadyResult, "words">;

/** How many there are, each with its stability, then what happens over the parameter. */
export function describeSteady({ states, activities, over, units, complete, gaps, localised }: Found): readonly string[] {
  const time = units === "physical" ? "/ms" : "";
  // Of many activities the first few say which state it is.
  const named = activities.slice(0, 8);
  const told = (values: readonly number[]) =>
    named.map(({ name, unit }, k) => `${name} = ${print(values[k]!)}${unit === "" || unit === "1" ? "" : ` ${unit}`}`).join(", ");
  const state = ({ activities: values, stable, eigenvalues: [leading], isBound, poincare, dispersion }: SteadyState) => {
    const [re, im] = leading!;
    const eigenvalue = im === 0 ? print(re) : `${print(re)} +- ${print(Math.abs(im))}i`;
    const what = isBound ? "no eigenvalue to the right of" : "leading eigenvalue";
    const gap = stable && !isBound && poincare !== undefined ? `, a spectral gap of ${print(-re)}${time}` : "";
    const constant = poincare === undefined ? "" : `; best Poincare constant ${print(poincare)}`;
    return `${stable ? "stable" : "unstable"}: ${told(values)}; ${what} ${eigenvalue}${time}${gap}${constant}${dispersion ? waveWords(dispersion) : ""}`;
  };
  const change = ({ type, parameter, activities: values, omega }: SteadyChange) => {
    const { name, unit } = over!.parameter;
    const at = `${name} = ${print(parameter, 8)}${unit === "" || unit === "1" ? "" : ` ${unit}`}`;
    switch (type) {
      case "fold":
        return `two states meet and vanish at ${at} in a fold (${told(values)})`;
      case "Hopf":
        return `a pair of eigenvalues crosses the imaginary axis at ${at}: Hopf point, omega = ${print(omega!)}${time} (${told(values)})`;
      case "branch point":
        return `branches cross at ${at} (${told(values)})`;
    }
  };
  return [
    states.length === 0
      ? gaps.length === 0
        ? "no stationary state was found"
        : "nothing is known of stationary states where the law of the intervals cannot be followed"
      : `${states.length} stationary state${states.length === 1 ? "" : "s"}`,
    ...states.map(state),
    ...localisedWords(localised, time),
    ...gaps,
    ...(complete || (states.length === 0 && gaps.length > 0) ? [] : ["there may be more: they cannot be looked for everywhere"]),
    ...(over === undefined ? [] : over.changes.map(change)),
    ...(over !== undefined && over.changes.length === 0
      ? [`no fold and no Hopf point between ${over.parameter.name} = ${print(over.parameter.low)} and ${print(over.parameter.high)}`]
      : []),
  ];
}

/** Which waves begin to grow first, and when. */
function waveWords({ unit, critical, fastest }: Dispersion): string {
  if (!critical) return "";
  const { waveNumber, gain, present, factor } = critical;
  const per = unit === "" ? "" : ` ${unit}`;
  const what =
    waveNumber < 1e-9 * (fastest.waveNumber + 1)
      ? "what is the same everywhere"
      : `waves with the wave number ${print(waveNumber)}${per} (length ${print((2 * Math.PI) / waveNumber)})`;
  const when = gain === undefined ? `kernels ${print(factor!)} times as strong` : `a gain of ${print(gain)}; it is ${print(present!)}`;
  return `; ${what} are the first to grow, from ${when}`.replace("everywhere are", "everywhere is");
}

/** Bumps and fronts of a field that is on or off. */
function localisedWords(localised: Localised | undefined, time: string): readonly string[] {
  if (!localised) return [];
  const { bumps, front, unit } = localised;
  const length = unit === "" ? "" : ` ${unit}`;
  const told = bumps.map(({ width, stable }) => `a bump of width ${print(width, 8)}${length}, ${stable ? "stable" : "unstable"}`);
  return [...told, ...(front ? [`a front that moves with the speed ${print(front.speed, 8)}${length}${time}`] : [])];
}

function print(value: number, digits = 6): string {
  return Math.abs(value) < 1e-12 ? "0" : `${Number(value.toPrecision(digits))}`;
}
