/** The expression tree: what the parser makes and every later stage reads. Plain data; structured-clonable but for the sources in its spans. */
import type { Span } from "../base/index.ts";
import type { Unit } from "../units/index.ts";

export type Comparison = "<" | "<=" | ">" | ">=" | "==" | "!=";
export type Arithmetic = "+" | "-" | "*" | "/" | "^";

export type Tree =
  /** A literal. `value` is in the coherent internal unit (ms, mV, pA, ...); `unit` is what was written, for printing and checking. */
  | { readonly kind: "number"; readonly value: number; readonly unit?: Unit; readonly span?: Span }
  /** A name; dotted for `pre.size`. Names `t`, `age`, `xi`, `pi`, `infinity`, ... are names too. */
  | { readonly kind: "name"; readonly name: string; readonly span?: Span }
  | { readonly kind: "call"; readonly name: string; readonly args: readonly Tree[]; readonly span?: Span }
  | { readonly kind: "unary"; readonly op: "-" | "not"; readonly arg: Tree; readonly span?: Span }
  | { readonly kind: "binary"; readonly op: Arithmetic | Comparison | "and" | "or"; readonly left: Tree; readonly right: Tree; readonly span?: Span };

/** One line of an `equations` block. */
export type Statement =
  /** `coefficient * d name/dt = value`; coefficient absent for `dV/dt = ...` and `V' = ...`. */
  | { readonly kind: "derivative"; readonly name: string; readonly coefficient?: Tree; readonly value: Tree; readonly span: Span; readonly nameSpan: Span }
  /** `name = value`, in every instant. In a `reset` or `at-...` text: an assignment. */
  | { readonly kind: "definition"; readonly name: string; readonly value: Tree; readonly span: Span; readonly nameSpan: Span }
  /** `name(parameters) = value`. */
  | { readonly kind: "function"; readonly name: string; readonly parameters: readonly string[]; readonly value: Tree; readonly span: Span; readonly nameSpan: Span };
