/** What a bifurcation diagram can be over: the numbers of the document that stay while it runs. */
import type { OverSettings, ShownDial } from "../contract.ts";

/** One dial for each name, inputs first. A pulse's width and a noise's time constant have the name of their input and are none of them. */
export function variableDials(dials: readonly ShownDial[]): readonly ShownDial[] {
  const isOne = ({ group, part, ends }: ShownDial) =>
    ends !== undefined && (group === "parameter" || (group === "input" && (part === "" || part.endsWith("amplitude"))));
  const fitting = [...dials.filter(({ group }) => group === "input"), ...dials.filter(({ group }) => group === "parameter")].filter(isOne);
  return fitting.filter((dial, k) => fitting.findIndex(({ name }) => name === dial.name) === k);
}

/** The dial that the settings name, else the first. */
export function variedDial(dials: readonly ShownDial[], { parameter }: OverSettings): ShownDial | undefined {
  const variable = variableDials(dials);
  return variable.find(({ name }) => name === parameter) ?? variable[0];
}

/** What branches of stationary states can be over: every number of equations and connections, those of the document itself first. */
export function steadyDials(dials: readonly ShownDial[]): readonly ShownDial[] {
  const own = ({ owner, group }: ShownDial) => owner === "" && group === "parameter";
  const groups = ["connection", "input", "parameter"] as const;
  const fitting = dials.filter(({ ends }) => ends !== undefined);
  return [...fitting.filter(own), ...groups.flatMap((group) => fitting.filter((dial) => dial.group === group && !own(dial)))];
}

/** The dial whose path the settings name, else the first. */
export function steadyDial(dials: readonly ShownDial[], { parameter }: OverSettings): ShownDial | undefined {
  const all = steadyDials(dials);
  return all.find(({ path }) => path === parameter) ?? all[0];
}
