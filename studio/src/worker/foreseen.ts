/** What the run of a document on one of its scales will take. A module of its own: it loads the code of that scale. */
import { activityOn, type Environment } from "../../../src/session/index.ts";
import type { Foreseen } from "../contract.ts";
import { foreseenOf } from "./kind.ts";
import type { Answer, OnScale } from "./messages.ts";
import { readSound } from "./read.ts";
import { reasonOf } from "./reason.ts";

export async function foreseenOn(environment: Environment, { scale, ...document }: Required<OnScale>): Promise<Answer<Foreseen>> {
  try {
    return { value: await foreseenOf(environment.host, await activityOn(await readSound(environment, document), scale)) };
  } catch (error) {
    return { reason: reasonOf(error) };
  }
}
