/** What zod finds wrong with a document, in the user's words and at the user's line. */
import type { z } from "zod";
import type { Span } from "../../base/index.ts";
import { suggest } from "../../language/index.ts";
import type { Context } from "../bind/context.ts";
import { child, descend, itemsOf, type MapNode, type Node, optionalText, plain } from "../document/node.ts";
import { documentSchema, newestFormat } from "./document.ts";
import { keysAt } from "./keys.ts";

type Issue = z.core.$ZodIssue;
type Path = readonly (string | number)[];

/**
 * Checks the shape of a document and reports what is wrong in the context. Returns the parts that cannot be read further, as
 * `section`, `section.ENTRY` or `section.POSITION`; an unknown key alone breaks nothing.
 */
export function checkSchema(context: Context, root: MapNode): Set<string> {
  const broken = new Set<string>();
  checkFormat(context, root);
  checkItemNames(context, root);
  const schema = documentSchema();
  const result = schema.safeParse(plain(root));
  if (result.success) return broken;
  const report: Report = { context, root, schema, broken };
  for (const issue of result.error.issues) tell(report, issue, pathOf(issue));
  return broken;
}

interface Report {
  readonly context: Context;
  readonly root: MapNode;
  readonly schema: z.ZodType;
  readonly broken: Set<string>;
}

/** A document of a newer format is refused before its new keys are called unknown. */
function checkFormat(context: Context, root: MapNode): void {
  const node = child(root, "format");
  if (node?.kind === "scalar" && node.value !== newestFormat && typeof node.value === "number") {
    context.error("unknown-format", { found: optionalText(node) ?? "", newest: newestFormat }, node.span);
  }
}

/** Items of lists are addressed by their names. */
function checkItemNames(context: Context, root: MapNode): void {
  for (const section of ["stimuli", "projections"]) {
    const seen = new Set<string>();
    for (const item of itemsOf(child(root, section))) {
      const node = child(item, "name");
      const name = optionalText(node);
      if (name !== undefined && seen.has(name)) context.error("duplicate-name", { name, section }, node?.span);
      if (name !== undefined) seen.add(name);
    }
  }
}

function pathOf(issue: Issue): Path {
  return issue.path.map((step) => (typeof step === "number" ? step : String(step)));
}

function tell(report: Report, issue: Issue, path: Path): void {
  const node = descend(report.root, path);
  if (issue.code === "unrecognized_keys") {
    tellUnknownKeys(report, issue.keys, path, node);
    return;
  }
  if (issue.code === "invalid_union") {
    tellUnion(report, issue, path, node);
    return;
  }
  breakAt(report, path);
  if (issue.code === "invalid_key") tellKey(report, path);
  else if (!node) tellMissing(report, path);
  else if (issue.code === "invalid_value") tellChoice(report, issue.values.map(String), path, node);
  else report.context.error("wrong-shape", { where: where(path), expected: issue.message, found: kindOf(node) }, node.span);
}

/** Marks the entry (or the section, where it has no entries) that holds the path. */
function breakAt(report: Report, path: Path): void {
  const [section, entry] = path;
  if (section === undefined) return;
  const inEntries = ["neurons", "rates", "fields", "synapses", "populations", "projections", "stimuli"].includes(String(section));
  report.broken.add(inEntries && entry !== undefined ? `${section}.${entry}` : String(section));
}

function tellUnknownKeys(report: Report, keys: readonly string[], path: Path, node: Node | undefined): void {
  const known = keysAt(report.schema, path);
  for (const name of keys) {
    const span = node?.kind === "map" ? node.entries.get(name)?.key : node?.span;
    report.context.error("unknown-key", { name, where: where(path), known, suggestions: suggest(name, known) }, span);
  }
}

/** The branch that was meant is the one that fails inside, not at its outermost type. */
function tellUnion(report: Report, issue: Extract<Issue, { code: "invalid_union" }>, path: Path, node: Node | undefined): void {
  const inside = issue.errors.filter((branch) => branch.some((each) => each.path.length > 0 || each.code === "unrecognized_keys"));
  const [meant] = inside;
  if (inside.length === 1 && meant) {
    for (const inner of meant) tell(report, inner, [...path, ...pathOf(inner)]);
    return;
  }
  breakAt(report, path);
  const choices = issue.errors.flat().flatMap((each) => (each.code === "invalid_value" ? each.values.map(String) : []));
  if (!node) tellMissing(report, path);
  else if (choices.length > 0 && node.kind === "scalar") tellChoice(report, choices, path, node);
  else report.context.error("wrong-shape", { where: where(path), expected: issue.message, found: kindOf(node) }, node.span);
}

function tellMissing(report: Report, path: Path): void {
  const parent = descend(report.root, path.slice(0, -1));
  report.context.error("missing-key", { name: String(path.at(-1)), where: where(path.slice(0, -1)) }, parent?.span ?? report.root.span);
}

function tellKey(report: Report, path: Path): void {
  const name = String(path.at(-1));
  const parent = descend(report.root, path.slice(0, -1));
  const span: Span | undefined = parent?.kind === "map" ? parent.entries.get(name)?.key : undefined;
  report.context.error("bad-name", { name }, span ?? report.root.span);
}

function tellChoice(report: Report, known: readonly string[], path: Path, node: Node): void {
  const name = node.kind === "scalar" ? String(node.value) : kindOf(node);
  report.context.error("unknown-choice", { name, where: where(path), known, suggestions: suggest(name, known) }, node.span);
}

function where(path: Path): string {
  return path
    .map((step) => (typeof step === "number" ? `[${step}]` : step))
    .join(".")
    .replaceAll(".[", "[");
}

function kindOf(node: Node): string {
  if (node.kind !== "scalar") return node.kind === "map" ? "a mapping" : "a list";
  return typeof node.value === "string" ? "a text" : `${node.value}`;
}
