/** The values of a document that are names of files. */
import { child, entriesOf, itemsOf, type MapNode, type Node, type ScalarNode, withEntry } from "./node.ts";

/** What a file is read for. */
export type FileUse = "recording" | "spikes" | "pairs" | "density";

/** A file that the document names, as it is written there. */
export interface NamedFile {
  readonly use: FileUse;
  readonly name: string;
  readonly node: ScalarNode;
}

/** Recordings, spike trains and edge lists that a document names. Includes are not among them: `resolveDocument` asks for those. */
export function filesNamed(root: MapNode): NamedFile[] {
  const found: NamedFile[] = [];
  changeFiles(root, (node, use) => {
    found.push({ use, name: String(node.value), node });
    return undefined;
  });
  return found;
}

/** A copy of the document with other names for its files; the place in the document that an error points at stays. */
export function renameFiles(root: MapNode, rename: (name: string) => string): MapNode {
  return changeFiles(root, (node) => ({ ...node, value: rename(String(node.value)) }));
}

const places: readonly { readonly section: string; readonly path: readonly string[]; readonly use: FileUse }[] = [
  { section: "stimuli", path: ["recording", "file"], use: "recording" },
  { section: "stimuli", path: ["spikes"], use: "spikes" },
  { section: "stimuli", path: ["spikes", "file"], use: "spikes" },
  { section: "projections", path: ["connect", "pairs"], use: "pairs" },
];

type Change = (node: ScalarNode, use: FileUse) => ScalarNode | undefined;

function changeFiles(root: MapNode, change: Change): MapNode {
  let changed = root;
  for (const { section, path, use } of places) {
    const list = child(changed, section);
    if (list?.kind !== "list") continue;
    const items = itemsOf(list).map((item) => changeAt(item, path, use, change));
    if (items.some((item, i) => item !== list.items[i])) changed = withEntry(changed, section, { ...list, items });
  }
  const run = child(changed, "run");
  if (run) changed = withEntry(changed, "run", changeDensities(run, change));
  const compare = child(changed, "compare");
  if (!compare) return changed;
  const renamed = changeSignals(changeAt(compare, ["spikes"], "spikes", change), change);
  return renamed === compare ? changed : withEntry(changed, "compare", renamed);
}

/** Where a run's options say with which densities it begins. */
const beginning = ["options", "fokker-planck", "initial"];

/** Files of densities with which all populations begin, or single ones. */
function changeDensities(run: Node, change: Change): Node {
  const initial = beginning.reduce<Node | undefined>((node, step) => node && child(node, step), run);
  if (initial?.kind !== "map") return run;
  const paths = child(initial, "file") ? [["file"]] : entriesOf(initial).map(([name]) => [name, "file"]);
  return paths.reduce((changed, path) => changeAt(changed, [...beginning, ...path], "density", change), run);
}

/** The values that name them. */
export function filesOfDensities(root: MapNode): readonly ScalarNode[] {
  return filesNamed(root).flatMap(({ use, node }) => (use === "density" ? [node] : []));
}

/** Files of `compare: { signals: { V: FILE } }`, or `{ V: { file: FILE } }`. */
function changeSignals(compare: Node, change: Change): Node {
  return entriesOf(child(compare, "signals")).reduce((changed, [name, { value }]) => {
    const path = ["signals", name, ...(value.kind === "map" ? ["file"] : [])];
    return changeAt(changed, path, "recording", change);
  }, compare);
}

function changeAt(node: Node, path: readonly string[], use: FileUse, change: Change): Node {
  const [step, ...rest] = path;
  if (step === undefined) return node.kind === "scalar" && typeof node.value === "string" ? (change(node, use) ?? node) : node;
  const inner = child(node, step);
  if (node.kind !== "map" || !inner) return node;
  const changed = changeAt(inner, rest, use, change);
  return changed === inner ? node : withEntry(node, step, changed);
}
