/** Where a part of a document stands, for complaints of later stages, which know it by its path. */
import type { Span } from "../../base/index.ts";
import type { Document } from "./document.ts";
import { child, type Node, optionalText } from "./node.ts";

/**
 * The key (or item) that a path such as `run.method`, `stimuli.current` or `projections.projection_2` leads to, or the last one on the
 * way that the document has.
 */
export function placeOf(document: Document, path: string): Span | undefined {
  let at: Node | undefined = document.root;
  let span: Span | undefined;
  for (const step of path.split(".")) {
    if (at?.kind === "list") {
      const item: Node | undefined = itemNamed(at.items, step);
      at = item;
      span = item?.span ?? span;
    } else {
      span = (at?.kind === "map" ? at.entries.get(step)?.key : undefined) ?? span;
      at = child(at, step);
    }
  }
  return span;
}

/** Items without a name are called by their kind and number, from 1. */
function itemNamed(items: readonly Node[], name: string): Node | undefined {
  const number = Number(/_([0-9]+)$/.exec(name)?.[1]);
  return items.find((item) => optionalText(child(item, "name")) === name) ?? items[number - 1];
}
