/** The actions that are always there. Adding one is one entry; with a `key` it is heard anywhere on the page. */
import { chooseFile, copyText, saveDocument } from "../shell/files.ts";
import { commandLine } from "../state/document.ts";
import type { Studio } from "../state/studio.ts";
import type { Action, Key } from "./action.ts";

const key = (name: string): Key => ({ key: name, ctrl: false, shown: name.toUpperCase() });
const ctrl = (name: string, shown = `Ctrl ${name.toUpperCase()}`): Key => ({ key: name, ctrl: true, shown });

const notOnTour = ({ tour }: Studio) => (tour.value ? undefined : "You are not on a tour.");

/** Goes on along the tour, or back. */
const stepOf = (by: 1 | -1, name: string) => ({
  id: by > 0 ? "next" : "back",
  name,
  group: "Studio",
  lacks: notOnTour,
  act: (studio: Studio) => void import("../tour/walk.ts").then(({ move }) => move(studio, by)),
});

export const basic = {
  palette: {
    id: "palette",
    name: "Find an action",
    group: "Studio",
    key: ctrl("k"),
    act: ({ sheet }) => (sheet.value = "palette"),
  },
  gallery: {
    id: "gallery",
    name: "Gallery",
    group: "Studio",
    about: "models and examples",
    key: key("g"),
    act: ({ sheet }) => (sheet.value = "gallery"),
  },
  tours: {
    id: "tours",
    name: "Tours",
    group: "Studio",
    about: "through the lectures",
    key: key("t"),
    act: ({ sheet }) => (sheet.value = "tours"),
  },
  next: { ...stepOf(1, "Next step of the tour"), key: key("n") },
  back: stepOf(-1, "Step before on the tour"),
  leave: {
    id: "leave",
    name: "Leave the tour",
    group: "Studio",
    lacks: notOnTour,
    act: ({ tour }) => (tour.value = undefined),
  },
  panel: {
    id: "panel",
    name: "Dials or text",
    group: "Studio",
    about: "the model by its numbers, or as a document to edit",
    key: key("e"),
    act: ({ panel }) => (panel.value = panel.value === "text" ? "model" : "text"),
  },
  run: {
    id: "run",
    name: "Run a network, or stop it",
    group: "Studio",
    key: key("r"),
    lacks: ({ kind }) => (kind.value === "network" ? undefined : "A single neuron runs by itself whenever something changes."),
    act: (studio) => studio.toggleRun(),
  },
  undo: {
    id: "undo",
    name: "Undo",
    group: "Document",
    key: ctrl("z"),
    lacks: ({ steps }) => (steps.value.undo === 0 ? "There is nothing to undo." : undefined),
    act: (studio) => studio.undo(),
  },
  redo: {
    id: "redo",
    name: "Redo",
    group: "Document",
    key: ctrl("y", "Ctrl Y, Ctrl Shift Z"),
    lacks: ({ steps }) => (steps.value.redo === 0 ? "There is nothing to redo." : undefined),
    act: (studio) => studio.redo(),
  },
  open: {
    id: "open",
    name: "Open files",
    group: "Document",
    key: ctrl("o"),
    act: chooseFile,
  },
  save: {
    id: "save",
    name: "Save the document",
    group: "Document",
    key: ctrl("s"),
    act: (studio) => void saveDocument(studio),
  },
  link: {
    id: "link",
    name: "Copy a link",
    group: "Document",
    about: "to what you see",
    key: key("l"),
    act: (studio) => void copyText(studio, studio.link(), "The link"),
  },
  export: {
    id: "export",
    name: "Export",
    group: "Document",
    about: "for Brian2, in LaTeX, on paper",
    act: ({ sheet }) => (sheet.value = "export"),
  },
  command: {
    id: "command",
    name: "Copy the command line",
    group: "Document",
    about: "that computes what you see",
    act: (studio) => void copyText(studio, commandLine(studio.document.peek()), "The command line that makes this"),
  },
  help: { id: "help", name: "Keys and gestures", group: "Studio", key: key("?"), act: ({ sheet }) => (sheet.value = "help") },
} as const satisfies Readonly<Record<string, Action>>;

export const basicActions: readonly Action[] = Object.values(basic);

/** Does it, or says why not. */
export function perform(action: Action, studio: Studio): void {
  const lack = action.lacks?.(studio);
  if (lack === undefined) action.act(studio);
  else studio.say(lack);
}
