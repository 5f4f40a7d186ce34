/** How a person wants the page to look, kept by the browser; not part of the document. */
import { effect, signal } from "@preact/signals";
import { keep, kept } from "./storage.ts";

export type Look = "auto" | "light" | "dark";
export type TypeSize = "usual" | "large";

export const looks: readonly (readonly [value: Look, name: string])[] = [
  ["auto", "System"],
  ["light", "Light"],
  ["dark", "Dark"],
];
export const typeSizes: readonly (readonly [value: TypeSize, name: string])[] = [
  ["usual", "Usual"],
  ["large", "Projector"],
];

const LOOK = "lapicque.look";
const SIZE = "lapicque.size";

/** Colours; `auto` follows the system. */
export const look = signal<Look>(oneOf(["auto", "light", "dark"], kept(LOOK)));
/** Large type for a projector. */
export const typeSize = signal<TypeSize>(oneOf(["usual", "large"], kept(SIZE)));
/** The theme in use. */
export const theme = signal<"light" | "dark">("light");

function oneOf<T extends string>(all: readonly [T, ...T[]], value: string | undefined): T {
  return all.find((each) => each === value) ?? all[0];
}

/** Somebody wants it so from now on; what an address asks for is not kept. */
export function chooseLook(value: Look): void {
  look.value = value;
  keep(LOOK, value);
}

export function chooseTypeSize(value: TypeSize): void {
  typeSize.value = value;
  keep(SIZE, value);
}

/** Writes the choice to the page, now and whenever it changes. */
export function applyPreferences(page: HTMLElement): void {
  const system = matchMedia("(prefers-color-scheme: dark)");
  const update = () => {
    theme.value = look.value === "auto" ? (system.matches ? "dark" : "light") : look.value;
    page.dataset.theme = theme.value;
    page.dataset.size = typeSize.value;
  };
  system.addEventListener("change", update);
  effect(update);
}
