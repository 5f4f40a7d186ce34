/** The constant input that the f-I curve is over, among the dials. */
import type { FiringCurve } from "../../../src/contract/index.ts";
import type { ChangeKind } from "../contract.ts";
import type { Studio } from "../state/studio.ts";

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
