/** The figures of the library, loaded when a view first draws one. */
import { useEffect, useState } from "preact/hooks";
import type { Result } from "../../../../src/contract/index.ts";
import { type Figure, figures } from "../../../../src/figures/index.ts";

const loaded = new Map<string, Figure>();

/** A figure of a run by its id; undefined until it is there. */
export function useFigure(id: string): Figure<Result> | undefined {
  const [figure, setFigure] = useState(loaded.get(id));
  useEffect(() => {
    if (figure) return;
    const entry = figures.find((one) => one.id === id);
    if (entry?.of !== "run") return;
    void entry.load().then((found) => {
      loaded.set(id, found);
      setFigure(found);
    });
  }, [id]);
  return figure;
}
