/**
 * Finds the catalogue model whose equations a document has typed out, whatever the names and the order of the terms. A document
 * that is written as a paper prints it is cited like one that names the model.
 */
import { substitute, type Tree } from "../language/index.ts";
import type { Flow } from "../model/index.ts";

/** What each name of the model stands for in the document: a name or a literal. */
export type Correspondence = ReadonlyMap<string, Tree>;

/**
 * Matches equations: states with states, inputs with inputs, parameters of the model with parameters or numbers. Undefined where the
 * equations differ, or one of the two is reset by a spike and the other is not.
 */
export function correspond(model: Flow, flow: Flow): Correspondence | undefined {
  if (model.states.length !== flow.states.length || !model.reset !== !flow.reset) return undefined;
  const equations: Equations = { model: rolesOf(model), flow: rolesOf(flow) };
  const [theirs, ours] = [ratesOf(model), ratesOf(flow)];
  const match: Match<Named> = ([name, tree], [otherName, otherTree], known) => {
    const named = matchTrees({ kind: "name", name }, { kind: "name", name: otherName }, known, equations);
    return named && matchTrees(tree, otherTree, named, equations);
  };
  const rates = matchAll(theirs, ours, new Map(), match);
  if (!rates) return undefined;
  // What happens at a spike is part of the parameters' names, not of the model's identity: it may be written differently.
  const reset = matchAll(assignmentsOf(model), assignmentsOf(flow), rates, match) ?? rates;
  return (model.spike && flow.spike && matchTrees(model.spike, flow.spike, reset, equations)) ?? reset;
}

type Named = readonly [name: string, tree: Tree];
type Match<T> = (item: T, other: T, known: Correspondence) => Correspondence | undefined;

function assignmentsOf({ reset }: Flow): readonly Named[] {
  return (reset?.assignments ?? []).flatMap(({ target, value }) => (value.kind === "expression" ? [[target, value.tree] as const] : []));
}

type Role = "state" | "input" | "parameter";

interface Equations {
  readonly model: ReadonlyMap<string, Role>;
  readonly flow: ReadonlyMap<string, Role>;
}

function rolesOf({ states, inputs, parameters }: Flow): ReadonlyMap<string, Role> {
  return new Map([
    ...parameters.map(({ name }) => [name, "parameter"] as const),
    ...inputs.map(({ name }) => [name, "input"] as const),
    ...states.map(({ name }) => [name, "state"] as const),
  ]);
}

/** The rate of every state, definitions written out. */
function ratesOf({ states, definitions }: Flow): readonly Named[] {
  const values = new Map<string, Tree>();
  for (const { name, tree } of definitions) values.set(name, substitute(tree, values));
  return states.map(({ name, rate }) => [name, substitute(rate, values)]);
}

/** Pairs every item with one of the others, in any order; the first pairing that holds together. */
function matchAll<T>(items: readonly T[], others: readonly T[], known: Correspondence, match: Match<T>): Correspondence | undefined {
  const [item, ...rest] = items;
  if (item === undefined) return others.length === 0 ? known : undefined;
  for (const [k, other] of others.entries()) {
    const here = match(item, other, known);
    const whole = here && matchAll(rest, others.toSpliced(k, 1), here, match);
    if (whole) return whole;
  }
  return undefined;
}

function matchTrees(model: Tree, flow: Tree, known: Correspondence, equations: Equations): Correspondence | undefined {
  if (model.kind === "name") return matchName(model.name, flow, known, equations);
  if (model.kind === "number") return flow.kind === "number" && flow.value === model.value ? known : undefined;
  const parts = partsOf(model);
  const others = partsOf(flow);
  if (parts.head !== others.head || parts.trees.length !== others.trees.length) return undefined;
  const match = (a: Part, b: Part, so: Correspondence) => (a.sign === b.sign ? matchTrees(a.tree, b.tree, so, equations) : undefined);
  if (parts.isUnordered) return matchAll(parts.trees, others.trees, known, match);
  return parts.trees.reduce<Correspondence | undefined>((so, part, k) => so && match(part, others.trees[k]!, so), known);
}

/** A name means one thing throughout, and no two names of a document's neuron mean the same. */
function matchName(name: string, flow: Tree, known: Correspondence, { model, flow: ours }: Equations): Correspondence | undefined {
  const role = model.get(name);
  // What the language itself names stands for itself.
  if (role === undefined) return flow.kind === "name" && flow.name === name ? known : undefined;
  const text = textOf(flow);
  if (text === undefined) return undefined;
  const before = known.get(name);
  if (before) return textOf(before) === text ? known : undefined;
  const isConstant = flow.kind === "number" && role === "parameter";
  const isSameRole = flow.kind === "name" && ours.get(flow.name) === role && ![...known.values()].some((tree) => textOf(tree) === text);
  return isConstant || isSameRole ? new Map([...known, [name, flow]]) : undefined;
}

function textOf(tree: Tree): string | undefined {
  return tree.kind === "name" ? tree.name : tree.kind === "number" ? `${tree.value}` : undefined;
}

/** A term with its sign, or a factor with the sign of its exponent. */
interface Part {
  readonly tree: Tree;
  readonly sign: 1 | -1;
}

interface Parts {
  readonly head: string;
  readonly trees: readonly Part[];
  readonly isUnordered: boolean;
}

/** Sums and products as lists whose order does not matter; everything else as it is. */
function partsOf(tree: Tree): Parts {
  const [sign, bare] = unsigned(tree);
  if (sign < 0 || isSum(bare)) return { head: "+", trees: terms(bare, sign), isUnordered: true };
  if (isProduct(bare)) return { head: "*", trees: factors(bare, 1), isUnordered: true };
  const plain = (trees: readonly Tree[]) => trees.map((one): Part => ({ tree: one, sign: 1 }));
  switch (bare.kind) {
    case "binary":
      return { head: bare.op, trees: plain([bare.left, bare.right]), isUnordered: false };
    case "call":
      return { head: `${bare.name}()`, trees: plain(bare.args), isUnordered: false };
    case "unary":
      return { head: bare.op, trees: plain([bare.arg]), isUnordered: false };
    default:
      return { head: bare.kind, trees: [], isUnordered: false };
  }
}

type Chain<Op> = Extract<Tree, { kind: "binary" }> & { readonly op: Op };
const isSum = (tree: Tree): tree is Chain<"+" | "-"> => tree.kind === "binary" && (tree.op === "+" || tree.op === "-");
const isProduct = (tree: Tree): tree is Chain<"*" | "/"> => tree.kind === "binary" && (tree.op === "*" || tree.op === "/");
const opposite = (sign: Part["sign"]): Part["sign"] => (sign === 1 ? -1 : 1);

/** The sign of a product, and the product without the minus signs of its factors. */
function unsigned(tree: Tree): readonly [Part["sign"], Tree] {
  if (tree.kind === "unary" && tree.op === "-") {
    const [sign, bare] = unsigned(tree.arg);
    return [opposite(sign), bare];
  }
  if (!isProduct(tree)) return [1, tree];
  const [[a, left], [b, right]] = [unsigned(tree.left), unsigned(tree.right)];
  return [a === b ? 1 : -1, { ...tree, left, right }];
}

function terms(tree: Tree, sign: Part["sign"]): readonly Part[] {
  if (isSum(tree)) return [...terms(tree.left, sign), ...terms(tree.right, tree.op === "-" ? opposite(sign) : sign)];
  const [own, bare] = unsigned(tree);
  const total = own === sign ? 1 : -1;
  return bare !== tree && isSum(bare) ? terms(bare, total) : [{ tree: bare, sign: total }];
}

function factors(tree: Tree, sign: Part["sign"]): readonly Part[] {
  if (!isProduct(tree)) return [{ tree, sign }];
  return [...factors(tree.left, sign), ...factors(tree.right, tree.op === "/" ? opposite(sign) : sign)];
}
