/** What acts across a field, taken out of its equations: integrals with kernels, and Laplacians. */
import { LapicqueError, type Span } from "../../base/index.ts";
import {
  call,
  type DefinitionStatement,
  equalTrees,
  type FunctionStatement,
  inlineFunctions,
  isNoise,
  mapTree,
  name,
  namesIn,
  simplify,
  type Tree,
  withoutSingularities,
  withoutSpans,
} from "../../language/index.ts";
import { equalDimensions, type Unit } from "../../units/index.ts";
import type { FieldAxis, FieldOperator } from "../experiment.ts";
import type { ParameterTable } from "./parameters.ts";
import { prepareStart } from "./prepare.ts";

/** A coordinate and its unit. */
export interface BoundAxis {
  readonly name: string;
  readonly unit: Unit;
  readonly axis: FieldAxis;
}

/** What the equations of a field are read with. */
interface Reading {
  readonly axes: readonly BoundAxis[];
  readonly functions: ReadonlyMap<string, FunctionStatement>;
  readonly definitions: readonly DefinitionStatement[];
  readonly parameters: ParameterTable;
}

type Call = Extract<Tree, { kind: "call" }>;

/** Collects the operators of a field. Equal ones become one. */
export class Across {
  /** Each reads only those before it. */
  readonly operators: FieldOperator[] = [];
  readonly #reading: Reading;

  constructor(reading: Reading) {
    this.#reading = reading;
  }

  get axes(): readonly BoundAxis[] {
    return this.#reading.axes;
  }

  /** Definitions come first, each after those it uses, so that operators stand in the order in which they can be computed. */
  takeDefinitions(): void {
    for (const { value } of this.#reading.definitions) this.take(value);
  }

  /** The tree with the names of operators in the place of `conv(...)` and `laplacian(...)`; functions are put in. Its dimensions have been checked. */
  take(tree: Tree): Tree {
    return mapTree(inlineFunctions(tree, this.#reading.functions), (node) => {
      if (node.kind !== "call") return node;
      if (node.name === "conv") return this.#named(this.#convolution(node), node.span);
      if (node.name === "laplacian") return this.#named(this.#laplacian(node), node.span);
      return node;
    });
  }

  /** The trees of all operators. */
  trees(): readonly Tree[] {
    return this.operators.flatMap((operator) => (operator.kind === "conv" ? [operator.of, operator.kernel] : [operator.of]));
  }

  /** The middle of an axis; undefined for another name. */
  middleOf(one: string): number | undefined {
    const axis = this.axes.find((each) => each.name === one)?.axis;
    return axis && (axis.from + axis.to) / 2;
  }

  #named(operator: Unnamed, span: Span | undefined): Tree {
    for (const read of namesIn(operator.of)) if (isNoise(read)) throw new LapicqueError("noise-across", { name: read }, span);
    const known = this.operators.find((one) => isSame(one, operator));
    const found = known ?? ({ ...operator, name: `across.${this.operators.length + 1}` } as FieldOperator);
    if (!known) this.operators.push(found);
    return { ...name(found.name), ...(span ? { span } : {}) };
  }

  #convolution({ args, span }: Call): Unnamed {
    const [kernel, of, ...over] = args as [Tree, Tree, ...Tree[]]; // arity was checked by the parser
    const written = kernel.kind === "name" ? kernel.name : "";
    const axes = over.length === 0 ? this.axes.map((axis) => axis.name) : over.map((axis) => (axis.kind === "name" ? axis.name : ""));
    const twice = axes.find((axis, k) => axes.indexOf(axis) < k);
    if (twice !== undefined) throw new LapicqueError("conv-axis-twice", { name: twice }, span);
    const displacements = axes.map((_, k) => `displacement.${k + 1}`);
    const { functions, definitions } = this.#reading;
    const asCall = { kind: "expression", tree: call(written, ...displacements.map((one) => name(one))) } as const;
    const value = prepareStart(asCall, functions, definitions);
    // An expression stays one.
    const tree = value.kind === "expression" ? value.tree : asCall.tree;
    this.#checkKernel(tree, written, displacements, span);
    return { kind: "conv", of: prepared(of), axes, kernel: simplify(withoutSingularities(tree)), displacements, written };
  }

  /** A kernel reads the displacement, coordinates and parameters: what is the same at all times. */
  #checkKernel(tree: Tree, kernel: string, displacements: readonly string[], span: Span | undefined): void {
    const coordinates = this.axes.map((axis) => axis.name);
    const mayRead = (one: string) =>
      displacements.includes(one) || coordinates.includes(one) || this.#reading.parameters.has(one) || one === "pi" || one === "infinity";
    for (const read of namesIn(tree))
      if (!mayRead(read)) throw new LapicqueError("kernel-reads", { name: read, kernel, coordinates }, span);
  }

  #laplacian({ args, span }: Call): Unnamed {
    const [first, ...others] = this.axes;
    const other = others.find(({ unit }) => first && !equalDimensions(unit.dimension, first.unit.dimension));
    if (first && other) throw new LapicqueError("laplacian-axes", { first: first.name, second: other.name }, span);
    return { kind: "laplacian", of: prepared(args[0]!) };
  }
}

/** An operator before it has a name. */
type Unnamed = { readonly [K in FieldOperator["kind"]]: Omit<Extract<FieldOperator, { kind: K }>, "name"> }[FieldOperator["kind"]];

const prepared = (tree: Tree) => simplify(withoutSingularities(withoutSpans(tree)));

function isSame(a: FieldOperator, b: Unnamed): boolean {
  if (a.kind === "laplacian" || b.kind === "laplacian") return a.kind === b.kind && equalTrees(a.of, b.of);
  return equalTrees(a.of, b.of) && equalTrees(a.kernel, b.kernel) && a.axes.join(" ") === b.axes.join(" ");
}
