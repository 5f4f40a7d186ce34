/** Which scales accept a document. A module of its own: asking loads the code of all of them. */
import { checkScales, type Environment, listItems, openText, setValues, withoutSteady } from "../../../src/session/index.ts";
import type { Acceptance, StudioDocument } from "../contract.ts";

/** Null for a document with mistakes. */
export async function acceptanceOf(
  environment: Environment,
  { base, values, name }: Pick<StudioDocument, "base" | "values" | "name">,
): Promise<Acceptance | null> {
  const { experiment } = await openText(environment, setValues(base, new Map(Object.entries(values))), name);
  if (!experiment) return null;
  const titles = new Map((await listItems()).flatMap(({ kind, id, title }) => (kind === "scale" ? [[id, title] as const] : [])));
  const scales = (await checkScales(experiment)).map((one) => ({ ...one, title: titles.get(one.id) ?? "" }));
  return { scales, withoutSteady: await withoutSteady(experiment) };
}
