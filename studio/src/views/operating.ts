/** The constant input that the f-I curve is over, among the dials. */
import type { Continuation, FiringCurve } from "../../../src/contract/index.ts";
import type { ChangeKind, ShownDial } from "../contract.ts";
import type { OverProps } from "../plots/props.ts";
import type { Studio } from "../state/studio.ts";
import { steadyDial, steadyDials, variableDials } from "../state/varied.ts";

export interface Operating {
  /** In the unit of the curve; absent where no dial says it. */
  readonly operating?: number;
  setInput(value: number, kind?: ChangeKind): void;
}

/** Where the model stands on its f-I curve, and how to put it elsewhere: by the amplitude of its step, else by a constant in place of all that drives it. */
export function operatingPoint(studio: Studio, firing: FiringCurve | undefined): Operating {
  if (!firing) return { setInput: () => {} };
  const { population, input } = firing;
  const dial = studio.described.value?.dials.find(
    ({ group, name, part, unit, value }) =>
      group === "input" && name === input.name && (part === "step amplitude" || part === "") && unit === input.unit && value !== undefined,
  );
  const path = dial?.path ?? `${population}.${input.name}`;
  return {
    ...(dial?.value === undefined ? {} : { operating: dial.value }),
    setInput: (value, kind = "step") => studio.turn(path, `${value} ${input.unit}`.trim(), kind),
  };
}

type Varied = Pick<OverProps, "choices" | "operating" | "setParameter">;

/** What a bifurcation diagram can be over, where the model stands on it, and how to put it elsewhere. */
export function variedPoint(studio: Studio, over: Continuation | undefined): Varied {
  const dials = variableDials(studio.described.value?.dials ?? []);
  const choices = dials.map(({ name }) => ({ value: name, label: name }));
  if (!over) return { choices, setParameter: () => {} };
  const { name, unit } = over.parameter;
  const dial = dials.find((each) => each.name === name && each.unit === unit && /^$|^step amplitude$/.test(each.part));
  const path = dial?.path ?? `${over.population}.${name}`;
  return {
    choices,
    operating: dial?.value,
    setParameter: (value, kind = "step") => studio.turn(path, `${value} ${unit}`.trim(), kind),
  };
}

/** The same for branches of stationary states: any number of equations and connections, by its path. */
export function steadyPoint(studio: Studio, branches: Continuation | undefined): Varied {
  const dials = steadyDials(studio.described.value?.dials ?? []);
  const isOnly = ({ name }: ShownDial) => dials.filter((dial) => dial.name === name).length === 1;
  const choices = dials.map((dial) => ({ value: dial.path, label: isOnly(dial) ? dial.name : `${dial.owner} ${dial.name}`.trim() }));
  const dial = steadyDial(dials, studio.views.value.steady);
  if (!branches || !dial) return { choices, setParameter: () => {} };
  return {
    choices,
    operating: dial.value,
    setParameter: (value, kind = "step") => studio.turn(dial.path, `${value} ${dial.unit}`.trim(), kind),
  };
}
