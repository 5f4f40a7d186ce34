/** A constant in the place of all stimuli of one input. */

import { fileSource } from "../../base/index.ts";
import {
  child,
  entriesOf,
  fromPlain,
  itemsOf,
  type ListNode,
  type MapNode,
  type Node,
  optionalText,
  scalarNode,
  withEntry,
} from "./node.ts";

/** Names of the populations and `rates` entries that a population or union stands for. */
function membersOf(root: MapNode, name: string, active: readonly string[] = []): readonly string[] {
  const node = child(child(root, "populations"), name);
  if (node?.kind !== "list" || active.includes(name)) return [name];
  return node.items.flatMap((item) => membersOf(root, optionalText(item) ?? "", [...active, name]));
}

/** Whether a population (or each member of a union) has an input of that name. */
export function isInput(root: MapNode, population: string, input: string): boolean {
  return membersOf(root, population).every((name) => {
    const neuron = optionalText(child(child(child(root, "populations"), name), "neuron"));
    const entry = neuron === undefined ? onceNamed(root, name) : child(child(root, "neurons"), neuron);
    return entriesOf(child(entry, "inputs")).some(([key]) => key === input);
  });
}

/** The entry of a section whose equations exist once. */
export function onceNamed(root: MapNode, name: string): Node | undefined {
  return child(child(root, "rates"), name) ?? child(child(root, "fields"), name);
}

/** A copy of `own` whose stimuli of the input are replaced by one step of the given amplitude. */
export function replaceInput(own: MapNode, root: MapNode, population: string, input: string, amplitude: Node): MapNode {
  const members = new Set(membersOf(root, population));
  const kept = itemsOf(child(own, "stimuli")).flatMap((item): Node[] => {
    const to = child(item, "to");
    if (item.kind !== "map" || !to) return [item];
    const targets = itemsOf(to).flatMap((target) => withoutMembers(root, target, members, input));
    if (targets.length === 0) return [];
    const same = targets.length === itemsOf(to).length && targets.every((target, i) => target === itemsOf(to)[i]);
    return [same ? item : withEntry(item, "to", { kind: "list", items: targets, span: to.span })];
  });
  // An object becomes a mapping.
  const step = withEntry(
    fromPlain({ to: `${population}.${input}`, step: {} }, "--set") as MapNode,
    "step",
    withEntry(fromPlain({}, "--set") as MapNode, "amplitude", amplitude),
  );
  const stimuli: ListNode = { kind: "list", items: [...kept, step], span: child(own, "stimuli")?.span ?? amplitude.span };
  return withEntry(own, "stimuli", stimuli);
}

/** The targets that remain of one: itself, nothing, or the other members of a union. */
function withoutMembers(root: MapNode, target: Node, members: ReadonlySet<string>, input: string): Node[] {
  const text = (optionalText(target) ?? "").trim();
  if (!text.endsWith(`.${input}`)) return [target];
  const head = text.slice(0, -input.length - 1);
  const name = /^[^.[\]\s]+/.exec(head)?.[0] ?? "";
  const meant = membersOf(root, name);
  if (!meant.some((member) => members.has(member))) return [target];
  return meant
    .filter((member) => !members.has(member))
    .map((member) => scalarNode(`${member}.${input}`, fileSource("--set", `${member}.${input}`)));
}
