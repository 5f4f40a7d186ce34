/** Two scales of a document over one another. A module of its own, so that the first picture need not wait for its code. */
import { compareScales, type Environment, openText, setValues } from "../../../src/session/index.ts";
import type { CompareAnswer, CompareRequest } from "./messages.ts";
import { reasonOf } from "./reason.ts";
import type { Tell } from "./serve.ts";

export async function comparisonOf(
  environment: Environment,
  { base, values, name, settings }: CompareRequest,
  tell: Tell,
): Promise<CompareAnswer> {
  try {
    const opened = await openText(environment, setValues(base, new Map(Object.entries(values))), name);
    const compared = await compareScales(environment.host, opened, {
      ...settings,
      progress: ({ fraction, what, secondsLeft }) => tell("compared", { fraction, what, secondsLeft }),
    });
    if (compared.kind === "compared") return { agreement: compared.agreement };
    return { reason: `${compared.scale}: ${reasonOf(compared.outcome)}` };
  } catch (error) {
    return { reason: reasonOf(error) };
  }
}
