/** References to variables of neurons: what a stimulus acts on. */
import { LapicqueError, type Span } from "../../base/index.ts";
import { suggest } from "../../language/index.ts";
import { noUnit, type Unit } from "../../units/index.ts";
import { type Place, type Populations, placesNamed, splitReference } from "./populations.ts";

/** A variable of some neurons, with the unit that it has there. */
export interface Target {
  readonly place: Place;
  readonly variable: string;
  readonly unit: Unit;
}

/** A reference to a variable: `POP.I`, `POP.GROUP.I`, `UNION.I`, `POP[0:10].I`: the neurons, and the variable's name. */
function targetsNamed(
  populations: Populations,
  text: string,
  span: Span,
): { readonly places: readonly Place[]; readonly variable: string | undefined } {
  const { name, range, rest } = splitReference(text, span);
  const head = range ? `${name}[${range[0]}:${range[1]}]` : name;
  const population = populations.byName.get(name);
  const last = rest.at(-1);
  const isGroup = rest.length === 1 && last !== undefined && population?.groups[last] !== undefined;
  if (last === undefined || isGroup) return { places: placesNamed(populations, text, span), variable: undefined };
  return { places: placesNamed(populations, [head, ...rest.slice(0, -1)].join("."), span), variable: last };
}

/** The inputs (or states) that a reference such as `E.A.I` means. Throws `no-variable`, `no-such-target`. */
export function targetsOf(populations: Populations, text: string, span: Span, kind: "input" | "state"): Target[] {
  const { places, variable } = targetsNamed(populations, text, span);
  return places.map((place) => {
    if (variable === undefined) throw new LapicqueError("no-variable", { population: text, kind, known: namesOfKind(place, kind) }, span);
    return findTarget(place, variable, span, kind);
  });
}

function namesOfKind(place: Place, kind: "input" | "state"): string[] {
  const { flow } = place.population;
  return (kind === "input" ? flow.inputs : flow.states).map((quantity) => quantity.name);
}

/** One variable of the neurons of a place. Throws `no-such-target` with what there is. */
export function findTarget(place: Place, variable: string, span: Span, kind: "input" | "state"): Target {
  const { flow, bound, name: population } = place.population;
  const known = namesOfKind(place, kind);
  if (!known.includes(variable)) {
    const is = flow.states.some((state) => state.name === variable)
      ? "a state"
      : flow.inputs.some((input) => input.name === variable)
        ? "an input"
        : bound.parameters.has(variable)
          ? "a parameter"
          : "";
    throw new LapicqueError("no-such-target", { name: variable, population, kind, known, is, suggestions: suggest(variable, known) }, span);
  }
  const measured = bound.scope.measure(variable);
  return { place, variable, unit: measured?.kind === "quantity" ? measured.unit : noUnit };
}
