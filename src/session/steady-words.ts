/** Stationary states in sentences. */
import type { SteadyChange, SteadyResult, SteadyState } from "../contract/index.ts";

type Found = Omit<SteadyResult, "words">;

/** How many there are, each with its stability, then what happens over the parameter. */
export function describeSteady({ states, activities, over, units, complete }: Found): readonly string[] {
  const time = units === "physical" ? "/ms" : "";
  // Of many activities the first few say which state it is.
  const named = activities.slice(0, 8);
  const told = (values: readonly number[]) =>
    named.map(({ name, unit }, k) => `${name} = ${print(values[k]!)}${unit === "" || unit === "1" ? "" : ` ${unit}`}`).join(", ");
  const state = ({ activities: values, stable, eigenvalues: [leading] }: SteadyState) => {
    const [re, im] = leading!;
    const eigenvalue = im === 0 ? print(re) : `${print(re)} +- ${print(Math.abs(im))}i`;
    return `${stable ? "stable" : "unstable"}: ${told(values)}; leading eigenvalue ${eigenvalue}${time}`;
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
    states.length === 0 ? "no stationary state was found" : `${states.length} stationary state${states.length === 1 ? "" : "s"}`,
    ...states.map(state),
    ...(complete ? [] : ["there may be more: they cannot be looked for everywhere"]),
    ...(over === undefined ? [] : over.changes.map(change)),
    ...(over !== undefined && over.changes.length === 0
      ? [`no fold and no Hopf point between ${over.parameter.name} = ${print(over.parameter.low)} and ${print(over.parameter.high)}`]
      : []),
  ];
}

function print(value: number, digits = 6): string {
  return Math.abs(value) < 1e-12 ? "0" : `${Number(value.toPrecision(digits))}`;
}
