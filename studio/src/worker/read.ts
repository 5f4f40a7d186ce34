/** A document of the page, read with the values that its dials have set. */
import { type Changes, type Environment, type Opened, obstacles, openText, setValues, type Workbench } from "../../../src/session/index.ts";
import type { Readable } from "./messages.ts";

/** Throws the first of its mistakes. */
export async function readSound(environment: Environment, { base, values, name }: Readable, changes: Changes = {}): Promise<Opened> {
  return sound(await openText(environment, setValues(base, new Map(Object.entries(values))), name, changes));
}

/** The same of a document on the bench, which is read once for all turns of its dials. */
export async function turnSound(bench: Workbench, { base, values, name }: Readable): Promise<Opened> {
  return sound((await bench.turn(base, new Map(Object.entries(values)), name)).opened);
}

function sound(opened: Opened): Opened {
  const [mistake] = obstacles(opened);
  if (mistake) throw mistake;
  return opened;
}
