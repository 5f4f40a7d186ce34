/** Two scales of a document over one another. A module of its own, so that the first picture need not wait for its code. */
import type { Agreement } from "../../../src/contract/index.ts";
import { compareScales, type Environment } from "../../../src/session/index.ts";
import type { Answer, CompareRequest } from "./messages.ts";
import { readSound } from "./read.ts";
import { reasonOf } from "./reason.ts";
import type { Tell } from "./serve.ts";

export async function comparisonOf(
  environment: Environment,
  { settings, ...document }: CompareRequest,
  tell: Tell,
): Promise<Answer<Agreement>> {
  try {
    const compared = await compareScales(environment.host, await readSound(environment, document), {
      ...settings,
      progress: ({ fraction, what, secondsLeft }) => tell("stage", { fraction, what, secondsLeft }),
    });
    if (compared.kind === "compared") return { value: compared.agreement };
    return { reason: `${compared.scale}: ${reasonOf(compared.outcome)}` };
  } catch (error) {
    return { reason: reasonOf(error) };
  }
}
