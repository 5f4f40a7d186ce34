/** Opening and closing views, wherever somebody asks for it. */
import type { ViewId } from "../contract.ts";
import type { Studio } from "../state/studio.ts";
import { views } from "./index.ts";

/** Opens these views, in the order of the registry. */
function open(studio: Studio, next: readonly ViewId[]): void {
  studio.changeOpen(views.flatMap(({ id }) => (next.includes(id) ? [id] : [])));
}

/** Opens a view beside the others, or closes it. */
export function toggleView(studio: Studio, id: ViewId): void {
  const shown = studio.shown.peek();
  open(studio, shown.includes(id) ? shown.filter((each) => each !== id) : [...shown, id]);
  studio.focus.value = undefined;
}

/** Shows a view alone. */
export function showAlone(studio: Studio, id: ViewId): void {
  const shown = studio.shown.peek();
  if (!shown.includes(id)) open(studio, [...shown, id]);
  studio.focus.value = id;
}
