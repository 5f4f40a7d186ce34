/** A document of the page, read with the values that its dials have set. */
import { type Changes, type Environment, type Opened, obstacles, openText, setValues } from "../../../src/session/index.ts";
import type { Readable } from "./messages.ts";

/** Throws the first of its mistakes. */
export async function readSound(environment: Environment, { base, values, name }: Readable, changes: Changes = {}): Promise<Opened> {
  const opened = await openText(environment, setValues(base, new Map(Object.entries(values))), name, changes);
  const [mistake] = obstacles(opened);
  if (mistake) throw mistake;
  return opened;
}
