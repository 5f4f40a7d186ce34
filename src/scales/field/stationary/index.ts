/** States of a field that are the same everywhere, and what becomes of waves on them. */
import { InternalError, LapicqueError } from "../../../base/index.ts";
import type { ActivityReading, Stationary, StationaryProblem } from "../../../contract/index.ts";
import { suggest } from "../../../language/index.ts";
import type { Experiment, Field } from "../../../model/index.ts";
import { alikeReasons } from "./alike.ts";
import { Homogeneous } from "./homogeneous.ts";
import { localisedIn } from "./patterns.ts";
import { dispersionOf, spectrumOf } from "./waves.ts";

export const stationary: Stationary = {
  accepts(experiment, population) {
    if (experiment.fields.length === 0) return [{ code: "scale-needs-fields", data: { scale: "field" } }];
    return alikeReasons(fieldNamed(experiment, population));
  },
  problem(experiment, population): StationaryProblem {
    const field = fieldNamed(experiment, population);
    const homogeneous = new Homogeneous(experiment, field);
    const { system } = homogeneous;
    const activities = system.states.map(({ name, unit, factor }, i): ActivityReading => ({ name, unit, factor, of: (x) => x[i]! }));
    return {
      system,
      activities,
      spectrum: (x, p) => ({ eigenvalues: spectrumOf(homogeneous, x, p) }),
      dispersion: (x, p) => dispersionOf(homogeneous, x, p),
      localised: (p) => localisedIn(field, new Map(system.parameters.map(({ name }, k) => [name, p[k]!]))),
      complete: system.states.length <= 2,
    };
  },
};

/** The field of the name; the first without. Throws `unknown-population`. */
function fieldNamed({ fields }: Experiment, name: string | undefined): Field {
  const found = name === undefined ? fields[0] : fields.find((one) => one.name === name);
  if (found) return found;
  if (name === undefined) throw new InternalError("a document without fields");
  const known = fields.map((one) => one.name);
  throw new LapicqueError("unknown-population", { name, suggestions: suggest(name, known), known });
}
