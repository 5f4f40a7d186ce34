/** Keys that work anywhere on the page. They need Ctrl (Cmd) or stay silent while a text is typed, so that screen readers keep theirs. */
import { useEffect } from "preact/hooks";
import type { Studio } from "../state/studio.ts";
import { chooseFile, copyText, saveDocument } from "./files.ts";

/** One key: as it is pressed, as it is shown, what it does. */
export interface KeyBinding {
  readonly key: string;
  readonly ctrl: boolean;
  readonly shown: string;
  readonly meaning: string;
  act(studio: Studio): void;
}

export const keys: readonly KeyBinding[] = [
  { key: "z", ctrl: true, shown: "Ctrl Z", meaning: "undo", act: (studio) => studio.undo() },
  { key: "y", ctrl: true, shown: "Ctrl Y, Ctrl Shift Z", meaning: "redo", act: (studio) => studio.redo() },
  { key: "o", ctrl: true, shown: "Ctrl O", meaning: "open files", act: chooseFile },
  { key: "s", ctrl: true, shown: "Ctrl S", meaning: "save the document as a file", act: (studio) => void saveDocument(studio) },
  { key: "g", ctrl: false, shown: "G", meaning: "gallery of models", act: ({ sheet }) => (sheet.value = "gallery") },
  {
    key: "t",
    ctrl: false,
    shown: "T",
    meaning: "tours through the lectures",
    act: ({ sheet }) => (sheet.value = "tours"),
  },
  {
    key: "n",
    ctrl: false,
    shown: "N",
    meaning: "next step of the tour",
    act: (studio) => {
      if (studio.tour.value) void import("../tour/walk.ts").then(({ move }) => move(studio, 1));
    },
  },
  {
    key: "e",
    ctrl: false,
    shown: "E",
    meaning: "dials or text",
    act: ({ panel }) => (panel.value = panel.value === "text" ? "model" : "text"),
  },
  { key: "r", ctrl: false, shown: "R", meaning: "run a network, or stop it", act: (studio) => studio.toggleRun() },
  {
    key: "l",
    ctrl: false,
    shown: "L",
    meaning: "copy a link to what you see",
    act: (studio) => void copyText(studio, studio.link(), "The link"),
  },
  { key: "?", ctrl: false, shown: "?", meaning: "this list", act: ({ sheet }) => (sheet.value = "help") },
];

function isTyping(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && (target.isContentEditable || target.matches("textarea, select, input:not([type=range])"));
}

/** Listens while the page is shown. */
export function useKeys(studio: Studio): void {
  useEffect(() => {
    if (studio.isEmbedded) return;
    const hear = (event: KeyboardEvent) => {
      const ctrl = event.ctrlKey || event.metaKey;
      if (event.altKey || event.defaultPrevented) return;
      // The editor has an undo of its own for what is being typed.
      if (isTyping(event.target) && (!ctrl || /^[zy]$/i.test(event.key))) return;
      if (studio.sheet.value !== undefined && !ctrl) return;
      const pressed = ctrl && event.shiftKey && event.key.toLowerCase() === "z" ? "y" : event.key.toLowerCase();
      const found = keys.find((each) => each.key === pressed && each.ctrl === ctrl);
      if (!found) return;
      event.preventDefault();
      found.act(studio);
    };
    addEventListener("keydown", hear);
    return () => removeEventListener("keydown", hear);
  }, [studio]);
}
