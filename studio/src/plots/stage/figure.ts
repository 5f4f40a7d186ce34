/** The figures of the library, loaded when a view first draws one. */
import { useEffect, useState } from "preact/hooks";
import { type Figure, figures, type Picture } from "../../../../src/figures/index.ts";

const loaded = new Map<string, Figure<never>>();

/** Loads a figure by its id. `From` is what that figure draws, as the registry says. */
export async function loadFigure<From>(id: string): Promise<Figure<From> | undefined> {
  const known = loaded.get(id) ?? (await figures.find((one) => one.id === id)?.load());
  if (!known) return undefined;
  // A figure of id X draws what its caller hands it: both are written for one another.
  const figure = known as Figure<From>;
  loaded.set(id, figure);
  return figure;
}

/** A figure by its id; undefined until it is there. */
export function useFigure<From>(id: string): Figure<From> | undefined {
  // As in loadFigure.
  const [figure, setFigure] = useState(loaded.get(id) as Figure<From> | undefined);
  useEffect(() => {
    if (!figure) void loadFigure<From>(id).then(setFigure);
  }, [id]);
  return figure;
}

/** A picture, or why there is none: a figure refuses a result that has nothing for it. */
export type Drawn = (Picture & { readonly reason?: never }) | { readonly scene?: never; readonly table?: never; readonly reason: string };

/** Draws, and hears why not. */
export function drawn(draw: () => Picture): Drawn {
  try {
    return draw();
  } catch (error) {
    // Figures throw what is said to the user, with a hint.
    if (!(error instanceof Error)) throw error;
    const hint = "hint" in error && typeof error.hint === "string" && error.hint !== "" ? `: ${error.hint}` : "";
    return { reason: `${error.message}${hint}.` };
  }
}
