/** What views ask of the studio: the same for all, and the settings of each. */
import type { Brush, ChangeKind, Computed, Views } from "../contract.ts";
import { theme, typeSize } from "../state/preferences.ts";
import { useStudio } from "../state/studio.ts";

export type SettingsName = Exclude<keyof Views, "open" | "openOfNetworks">;

/** Brush and theme, beside what was computed. */
export function useShared(computed: Computed): { readonly computed: Computed; readonly brush: { value: Brush }; readonly theme: string } {
  return { computed, brush: useStudio().brush, theme: `${theme.value} ${typeSize.value}` };
}

/** The settings that a view has, and how they are changed. */
export function useSettings<K extends SettingsName>(name: K) {
  const studio = useStudio();
  const change = (next: Views[K], kind?: ChangeKind) => studio.changeView(name, next, kind);
  return { settings: studio.views.value[name], change };
}

/** A document that says nothing of a figure. */
const nothing: Readonly<Record<string, unknown>> = {};

/** What the document says of a figure. */
export const useWanted = (figure: string): Readonly<Record<string, unknown>> => useStudio().wanted.value[figure] ?? nothing;
