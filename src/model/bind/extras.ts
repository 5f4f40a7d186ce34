/** `figures:` and `title:`. */
import { child, entriesOf, itemsOf, optionalText, plain, textOf } from "../document/node.ts";
import type { Figure } from "../experiment.ts";
import type { Context } from "./context.ts";

/** Binds `figures:`; those that cannot be drawn here are said to be missing and left out. */
export function bindFigures(context: Context): Figure[] {
  const figures = itemsOf(child(context.root, "figures")).flatMap((node): Figure[] => {
    if (node.kind === "scalar") return [{ name: textOf(node), options: {} }];
    const entries = entriesOf(node);
    if (entries.length !== 1) context.error("one-figure", {}, node.span);
    // The schema has found a mapping of options.
    return entries.map(([name, entry]) => ({ name, options: { ...(plain(entry.value) as Record<string, unknown>) } }));
  });
  return figures.filter(({ name }) => {
    const isMissing = !context.names.figures.includes(name);
    if (isMissing) context.lack("figure", name);
    return !isMissing;
  });
}

/** The title as text. */
export function titleOf(context: Context): string {
  return optionalText(child(context.root, "title")) ?? "";
}
