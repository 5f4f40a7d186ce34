/** Switching conditions of the equations, taken out so that every step sees smooth equations. */
import { binary, call, equalTrees, mapTree, name, negate, number, type Tree, uses } from "../language/index.ts";

/**
 * A condition that was taken out of the equations. Its value stands in the slot `slot`: 1 or 0 for a truth value, an integer for
 * `floor`. The slot changes where `level` passes zero.
 */
export interface Switch {
  readonly slot: string;
  readonly kind: "truth" | "floor";
  /** truth: the condition holds where this is positive. floor: the slot is its integer part. */
  readonly level: Tree;
  /** truth: whether the condition holds at level 0 itself. */
  readonly atZero: boolean;
}

/** A comparison with infinity never switches. */
const endless: ReadonlySet<string> = new Set(["infinity"]);

/** Collects the switches of one set of equations; the same condition has one slot wherever it stands. */
export class SwitchCollector {
  readonly switches: Switch[] = [];
  readonly #varies: { has(name: string): boolean };

  /** @param varies  names whose value changes within a step: states, `t`, and what is defined by them */
  constructor(varies: { has(name: string): boolean }) {
    this.#varies = varies;
  }

  /**
   * The tree with every condition that can change within a step replaced by its slot: comparisons, `heaviside`, `sign`, `abs`, `min`,
   * `max`, `clip`, `floor`, `ceil`, `round` and `mod`. What depends on parameters and held inputs only stays as it is.
   */
  freeze(tree: Tree): Tree {
    return mapTree(tree, (node) => (uses(node, this.#varies) ? this.#replace(node) : node));
  }

  #replace(node: Tree): Tree {
    if (node.kind === "binary" && !uses(node, endless)) {
      switch (node.op) {
        case ">":
        case ">=":
          return this.#truth(binary("-", node.left, node.right), node.op === ">=");
        case "<":
        case "<=":
          return this.#truth(binary("-", node.right, node.left), node.op === "<=");
        default:
          return node;
      }
    }
    return node.kind === "call" ? this.#replaceCall(node) : node;
  }

  #replaceCall(node: Extract<Tree, { kind: "call" }>): Tree {
    const [x, a, b] = node.args as [Tree, Tree, Tree];
    switch (node.name) {
      case "heaviside":
        return this.#choose(x, number(1), number(0));
      case "sign":
        return this.#choose(x, number(1), number(-1));
      case "abs":
        return this.#choose(x, x, negate(x));
      case "min":
        return this.#lesser(x, a);
      case "max":
        return this.#greater(x, a);
      case "clip":
        return this.#lesser(this.#greater(x, a), b);
      case "floor":
        return this.#floor(x);
      case "ceil":
        return negate(this.#floor(negate(x)));
      case "round":
        return this.#floor(binary("+", x, number(0.5)));
      case "mod":
        return binary("-", x, binary("*", a, this.#floor(binary("/", x, a))));
      default:
        return node;
    }
  }

  #lesser(x: Tree, a: Tree): Tree {
    return this.#choose(binary("-", a, x), x, a);
  }

  #greater(x: Tree, a: Tree): Tree {
    return this.#choose(binary("-", x, a), x, a);
  }

  #choose(level: Tree, positive: Tree, otherwise: Tree): Tree {
    return call("where", this.#truth(level, false), positive, otherwise);
  }

  #truth(level: Tree, atZero: boolean): Tree {
    return binary(">", name(this.#slot("truth", level, atZero)), number(0.5));
  }

  #floor(argument: Tree): Tree {
    return name(this.#slot("floor", argument, true));
  }

  #slot(kind: Switch["kind"], level: Tree, atZero: boolean): string {
    const known = this.switches.find((one) => one.kind === kind && one.atZero === atZero && equalTrees(one.level, level));
    if (known !== undefined) return known.slot;
    const slot = `switch.${this.switches.length}`;
    this.switches.push({ slot, kind, level, atZero });
    return slot;
  }
}
