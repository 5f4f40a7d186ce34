/** Runs kernels in tests, and makes trees to compile. */
import fc from "fast-check";
import { fileSource } from "../../src/base/index.ts";
import { compileKernel, type KernelSource } from "../../src/compiler/index.ts";
import { parseExpression, type Tree } from "../../src/language/index.ts";

/** What the tests need of an instantiated kernel. */
export interface Loaded {
  /** The memory as doubles; states at 0, slots at `slotsAt`, outputs at `outAt`. */
  readonly memory: Float64Array;
  readonly exports: Readonly<Record<string, (...args: number[]) => void>>;
  /** Outputs of a function at a point. */
  evaluate(name: string, states: readonly number[], slots: readonly number[], t?: number): number[];
}

export const slotsAt = 1024;
export const outAt = 2048;

export function instantiate(bytes: Uint8Array): Pick<Loaded, "memory" | "exports"> {
  const memory = new WebAssembly.Memory({ initial: 2 });
  const instance = new WebAssembly.Instance(new WebAssembly.Module(bytes as BufferSource), { env: { memory } });
  return { memory: new Float64Array(memory.buffer), exports: instance.exports as unknown as Loaded["exports"] };
}

export function load(source: KernelSource): Loaded {
  const kernel = compileKernel(source);
  const { memory, exports } = instantiate(kernel.bytes);
  return {
    memory,
    exports,
    evaluate(name, states, slots, t = 0) {
      memory.set(states, 0);
      memory.set(slots, slotsAt);
      exports[name]!(t, 0, 8 * slotsAt, 8 * outAt);
      return [...memory.subarray(outAt, outAt + kernel.outputs[name]!)];
    },
  };
}

export const tree = (text: string): Tree => parseExpression(fileSource("test", text));

const oneArgument =
  "exp expm1 log log1p log10 sqrt sin cos tan asin acos atan sinh cosh tanh erf abs sign floor ceil round exprel dexprel heaviside".split(
    " ",
  );

/** Trees over `names`, with every operator and function, conditions where numbers stand and the reverse included. */
export function trees(names: readonly string[]): fc.Arbitrary<Tree> {
  const literal = fc
    .oneof(
      fc.integer({ min: 0, max: 40 }),
      fc.constantFrom(0.5, 1.5, 1e-3, 1e3, 0.1, 1e-310, 1e300),
      fc.double({ min: 0, noNaN: true, noDefaultInfinity: true }),
    )
    .map((value): Tree => ({ kind: "number", value }));
  const leaf = fc.oneof(
    { weight: 3, arbitrary: fc.constantFrom(...names, "pi", "infinity").map((name): Tree => ({ kind: "name", name })) },
    { weight: 1, arbitrary: literal },
  );
  const { tree } = fc.letrec<{ tree: Tree; node: Tree }>((tie) => ({
    tree: fc.oneof({ maxDepth: 6, depthSize: "medium" }, leaf, tie("node")),
    node: fc.oneof(
      { weight: 6, arbitrary: operator(["+", "-", "*", "/"], tie("tree"), tie("tree")) },
      { weight: 1, arbitrary: operator(["<", "<=", ">", ">=", "==", "!=", "and", "or"], tie("tree"), tie("tree")) },
      { weight: 1, arbitrary: operator(["^"], tie("tree"), fc.oneof(literal, literal.map(negative), tie("tree"))) },
      { weight: 5, arbitrary: calls(oneArgument, [tie("tree")]) },
      { weight: 1, arbitrary: calls(["atan2", "mod", "min", "max"], [tie("tree"), tie("tree")]) },
      { weight: 1, arbitrary: calls(["where", "clip"], [tie("tree"), tie("tree"), tie("tree")]) },
      {
        weight: 1,
        arbitrary: fc
          .tuple(fc.constantFrom("-" as const, "not" as const), tie("tree"))
          .map(([op, arg]): Tree => ({ kind: "unary", op, arg })),
      },
    ),
  }));
  return tree;
}

const negative = (arg: Tree): Tree => ({ kind: "unary", op: "-", arg });

type BinaryOp = Extract<Tree, { kind: "binary" }>["op"];

function operator(ops: readonly BinaryOp[], left: fc.Arbitrary<Tree>, right: fc.Arbitrary<Tree>): fc.Arbitrary<Tree> {
  return fc.tuple(fc.constantFrom(...ops), left, right).map(([op, l, r]): Tree => ({ kind: "binary", op, left: l, right: r }));
}

function calls(names: readonly string[], args: readonly fc.Arbitrary<Tree>[]): fc.Arbitrary<Tree> {
  return fc.tuple(fc.constantFrom(...names), fc.tuple(...args)).map(([name, made]): Tree => ({ kind: "call", name, args: made }));
}

/** Numbers where functions change their ways, and all others. */
export const numbers: fc.Arbitrary<number> = fc.oneof(
  fc.double({ min: -100, max: 100, noNaN: true }),
  fc.double(),
  fc.constantFrom(
    0,
    -0,
    1,
    -1,
    0.5,
    2.5,
    -2.5,
    Number.NaN,
    Number.POSITIVE_INFINITY,
    Number.NEGATIVE_INFINITY,
    5e-324,
    1e-310,
    1e308,
    709.5,
    -745,
  ),
);
