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
