/** What is said about a text of the model language: expressions, equations, units and dimensions. */
import type { MessageTable, Names, Word } from "./message.ts";
import { chain, counted, didYouMean, grouped, quoted } from "./phrases.ts";

/** Sentences about expressions, equations, units and dimensions, by code. */
export const languageMessages = {
  // Characters.
  "text-too-long": (d: { length: Word; longest: Word }) => ({
    text: `the text has ${d.length} characters; at most ${d.longest} are read in one place`,
    hint: "is this the right file?",
  }),
  "bad-utf8": (d: { codePoint: Word }) => ({
    text: `this is no character (${d.codePoint})`,
    hint: "save the file as UTF-8 and type the character again",
  }),
  "control-character": (d: { codePoint: Word }) => ({
    text: `a control character (${d.codePoint}) stands here`,
    hint: "delete it; if there are many, the file is no text",
  }),
  "invisible-character": (d: { codePoint: Word }) => ({
    text: `an invisible character (${d.codePoint}) stands here`,
    hint: "delete it and type the neighbours again",
  }),
  "look-alike": (d: { character: Word; codePoint: Word; latin: Word }) => ({
    text: `\`${d.character}\` (${d.codePoint}) looks like \`${d.latin}\` but is a letter of another alphabet`,
    hint: `type \`${d.latin}\``,
  }),
  "raised-character": (d: { character: Word; codePoint: Word }) => ({
    text: `\`${d.character}\` (${d.codePoint}) has no meaning here`,
    hint: "write a power as `x^n` and a fraction as `1/2`",
  }),
  "strange-character": (d: { character: Word; codePoint?: Word }) => ({
    text: `\`${d.character}\`${d.codePoint ? ` (${d.codePoint})` : ""} has no meaning here`,
    hint: "names consist of Latin and Greek letters, digits and `_`",
  }),

  // Shape.
  "empty-expression": () => ({ text: "an expression is missing", hint: "write a number, a quantity such as `20 ms`, or an expression" }),
  expected: (d: { expected: Word; found: Word }) => ({
    text: `expected ${d.expected}, found ${d.found}`,
    hint: "change what stands here, or what stands before it",
  }),
  "unclosed-parenthesis": () => ({ text: "this `(` is never closed", hint: "add the `)`, or delete this `(`" }),
  "extra-parenthesis": () => ({ text: "this `)` closes nothing", hint: "delete it, or add its `(`" }),
  "empty-parentheses": () => ({
    text: "nothing stands between these parentheses",
    hint: "write an expression between them, or delete them",
  }),
  "stray-comma": () => ({ text: "a comma separates arguments of a function, and nothing else", hint: "a decimal point is written `.`" }),
  "two-points": () => ({ text: "a number has one decimal point", hint: "delete one of the two" }),
  "missing-product": (d: { written: Word; proposal: Word }) => ({
    text: `an operator is missing in \`${d.written}\``,
    hint: `a product is written \`${d.proposal}\``,
  }),
  "chained-comparison": (d: { first: Word; second: Word }) => ({
    text: "comparisons cannot be chained",
    hint: `write \`${d.first} and ${d.second}\``,
  }),
  "foreign-spelling": (d: { found: Word; ours: Word }) => ({
    text: `${d.found === "`" ? "a backquote" : `\`${d.found}\``} is not in the language`,
    hint: `${d.ours}`,
  }),
  "wrong-arity": (d: { name: Word; expected: Word; found: Word }) => ({
    text: `\`${d.name}\` takes ${counted(d.expected, "argument")}, not ${d.found}`,
    hint: "arguments are separated by commas; a decimal point is written `.`",
  }),
  "no-arguments": (d: { name: Word }) => ({
    text: `\`${d.name}()\` has no arguments`,
    hint: "a value without arguments is written without parentheses",
  }),
  "expression-too-deep": (d: { limit: Word }) => ({
    text: `more than ${d.limit} parentheses, calls or signs are inside one another`,
    hint: "give parts of the expression names of their own",
  }),
  "expression-too-long": (d: { limit: Word }) => ({
    text: `the expression is a chain of more than ${d.limit} operations`,
    hint: "give parts of the expression names of their own",
  }),
  "expanded-too-large": (d: { name?: Word }) => ({
    text: `with its functions put in, the expression becomes too large${d.name ? ` (at \`${d.name}\`)` : ""}`,
    hint: "give parts of it names of their own: a definition is computed once, a function at every call",
  }),

  // Literals.
  "number-too-large": (d: { number: Word }) => ({
    text: `${d.number} is too large for a number`,
    hint: "the largest is about 1e308; `infinity` is written so",
  }),
  "number-too-small": (d: { number: Word }) => ({
    text: `${d.number} is too small for a number`,
    hint: "the smallest is about 1e-308; write 0 if that is meant",
  }),
  "number-then-declared": (d: { written: Word; name: Word; product: Word; quantity: Word }) => ({
    text: `\`${d.written}\` has two readings, because \`${d.name}\` is a name here and also a unit`,
    hint: `write \`${d.product}\` or \`${d.quantity}\``,
  }),
  "ambiguous-literal": (d: { written: Word; first: Word; second: Word }) => ({
    text: `\`${d.written}\` has two readings`,
    hint: `write \`${d.first}\` or \`${d.second}\``,
  }),
  "unknown-unit": (d: { unit: Word; suggestions: Names; product?: Word }) => ({
    text: `\`${d.unit}\` is no unit`,
    hint:
      didYouMean(d.suggestions) ??
      (d.product
        ? `if it is a name, a product is written \`${d.product}\``
        : "units are s, Hz, V, A, S, F, Ohm, C, m, M, mol, K, rad, deg with a prefix f p n u m k M G"),
  }),
  "foreign-unit": (d: { unit: Word; ours: Word; product: Word }) => ({
    text: `\`${d.unit}\` is no unit`,
    hint: `${d.ours}${d.product ? `; if it is a name, a product is written \`${d.product}\`` : ""}`,
  }),
  "unit-expected": (d: { found: Word }) => ({
    text: `a unit is expected, found ${d.found}`,
    hint: "write a product of units such as `pA`, `uA/cm^2` or `1/ms/mV`, or `1` for a plain number",
  }),
  "root-of-unit": (d: { unit: Word; written: Word }) => ({
    text: `\`${d.unit}^${d.written}\` has two readings`,
    hint: `write \`${d.unit}^(${d.written})\`, or put the quantity in parentheses before it is divided`,
  }),
  "unit-exponent": (d: { unit: Word }) => ({
    text: `the exponent of the unit \`${d.unit}\` must be a small number such as 2, -1 or (1/2)`,
    hint: "put the quantity in parentheses if the exponent belongs to all of it: `(10 mV)^n`",
  }),
  "unit-to-a-power": (d: { literal: Word }) => ({ text: `\`${d.literal}^...\` has two exponents`, hint: `write \`(${d.literal})^...\`` }),
  "unit-in-plain-document": (d: { unit: Word; number: Word }) => ({
    text: `\`${d.unit}\` is a unit, but the document says \`units: none\``,
    hint: `write plain numbers (\`${d.number}\`), or delete \`units: none\` and give every number its unit`,
  }),
  "celsius-bare": (d: { literal: Word }) => ({
    text: `\`${d.literal}\`: degrees Celsius are allowed only where nothing else stands, as in \`T: 6.3 degC\``,
    hint: "differences of temperature are in K",
  }),

  // Lines.
  "not-an-equation": (d: { line: Word }) => ({
    text: `\`${d.line}\` is no equation`,
    hint: "write `dV/dt = ...`, `name = ...` or `name(x) = ...`",
  }),
  "not-an-assignment": (d: { line: Word }) => ({
    text: `\`${d.line}\` is no assignment`,
    hint: "lines here run in order and are written `name = expression`",
  }),
  "no-left-side": () => ({ text: "nothing stands before this `=`", hint: "write `dV/dt`, or a name, before it" }),
  "no-right-side": (d: { line: Word }) => ({
    text: `nothing stands after the \`=\` of \`${d.line}\``,
    hint: "write the expression after it, or delete the line",
  }),
  "two-equals": () => ({ text: "an equation has one `=`", hint: "a comparison is written `==`; write one equation per line" }),
  "left-side": (d: { left: Word }) => ({
    text: `\`${d.left}\` cannot stand before \`=\``,
    hint: "write `dV/dt = ...`, `C*dV/dt = ...`, `V' = ...`, `name = ...` or `name(x) = ...`",
  }),
  "derivative-form": (d: { left: Word }) => ({
    text: `\`${d.left}\` is no derivative that can stand before \`=\``,
    hint: "write `dV/dt`, `V'`, or a coefficient and `*` before them: `C*dV/dt`",
  }),
  "second-derivative": () => ({
    text: "only first derivatives are allowed",
    hint: "name the first derivative: `dx/dt = v` and `dv/dt = ...`",
  }),
  "coefficient-sum": (d: { coefficient: Word; name: Word }) => ({
    text: `only the last term of \`${d.coefficient}\` would multiply the derivative`,
    hint: `put the coefficient in parentheses: \`(${String(d.coefficient).replace(/\*$/, "")})*d${d.name}/dt\``,
  }),
  "function-power": (d: { name: Word; power: Word }) => ({
    text: `a power stands behind the argument of \`${d.name}\``,
    hint: `write \`${d.name}(x)^${d.power}\``,
  }),
  "argument-without-parentheses": (d: { name: Word; argument: Word }) => ({
    text: `the argument of \`${d.name}\` has no parentheses`,
    hint: `write \`${d.name}(${d.argument})\``,
  }),
  "function-of-time": (d: { name: Word }) => ({
    text: `\`${d.name}(t)\` is written without its argument`,
    hint: `write \`${d.name}\`: every name has the value of the present time`,
  }),
  "initial-in-equations": (d: { name: Word }) => ({
    text: `the value of \`${d.name}\` at the begin of the run is no equation`,
    hint: `write \`initial: { ${d.name}: ... }\``,
  }),
  differential: (d: { name: Word }) => ({
    text: `\`d${d.name}\` stands here without its \`/dt\``,
    hint: `divide by dt: \`d${d.name}/dt = ...\`, with white noise as \`xi\` in the place of \`dW/dt\``,
  }),
  "function-parameter": (d: { name: Word; found: Word }) => ({
    text: `the arguments of \`${d.name}\` are names separated by commas, found ${d.found}`,
    hint: `write \`${d.name}(x, y) = ...\``,
  }),
  "duplicate-parameter": (d: { function: Word; name: Word }) => ({
    text: `\`${d.function}\` has two arguments \`${d.name}\``,
    hint: "rename one of the two",
  }),
  "defined-twice": (d: { name: Word; line: Word; first: Word }) => ({
    text: `\`${d.name}\` is defined twice; the first time in line ${d.line}: \`${d.first}\``,
    hint: "delete one, or give it another name",
  }),
  "reserved-name": (d: { name: Word }) => ({
    text: `\`${d.name}\` has a meaning of its own in the language`,
    hint: `choose another name, such as \`${String(d.name).replaceAll(".", "_")}_0\``,
  }),
  "dotted-definition": (d: { name: Word }) => ({
    text: `\`${d.name}\` belongs elsewhere and cannot be defined here`,
    hint: "a name that is defined has no dot",
  }),
  "definition-cycle": (d: { cycle: Names }) => ({
    text: `each needs the next: ${chain(d.cycle)}`,
    hint: "a definition holds in every instant, so it cannot use itself; what has a memory is a state: `dx/dt = ...`",
  }),
  "recursive-function": (d: { cycle: Names }) => ({
    text: `a function cannot call itself: ${chain(d.cycle)}`,
    hint: "write it without itself; what has a memory is a state: `dx/dt = ...`",
  }),

  // Names.
  "unknown-name": (d: { name: Word; suggestions: Names; derivative?: Word; unit?: Word }) => ({
    text: `\`${d.name}\` is not defined`,
    hint: unknownNameHint(d),
  }),
  "unknown-function": (d: { name: Word; suggestions: Names }) => ({
    text: `there is no function \`${d.name}\``,
    hint:
      didYouMean(d.suggestions) ??
      (`${d.name}`.includes(".")
        ? "a function of your own has a plain name: `f(x) = ...`"
        : `define it (\`${d.name}(x) = ...\`); a product needs \`*\``),
  }),
  "name-is-no-function": (d: { name: Word; proposal: Word }) => ({
    text: `\`${d.name}\` is no function`,
    hint: `a product is written \`${d.proposal}\``,
  }),
  "function-without-arguments": (d: { name: Word }) => ({
    text: `\`${d.name}\` is a function`,
    hint: `write its argument: \`${d.name}(x)\``,
  }),
  "function-arity": (d: { name: Word; parameters: Names; expected: Word; found: Word }) => ({
    text: `\`${d.name}(${d.parameters.join(", ")})\` takes ${counted(d.expected, "argument")}, not ${d.found}`,
    hint: "give it as many values as its definition has arguments",
  }),
  "random-in-equation": (d: { name: Word }) => ({
    text: `\`${d.name}\` is a random value, which cannot stand here`,
    hint: "noise in equations is `xi`; random values stand in parameters, `initial`, weights, delays, `reset` and `refractory`",
  }),
  "only-in-fields": (d: { name: Word }) => ({
    text: `\`${d.name}\` exists only in the equations of \`fields:\``,
    hint: "move the equation to `fields:`, or write the operation out",
  }),
  "conv-kernel": (d: { part: Word }) => ({
    text: `the first argument of \`conv\` is the name of a function of the displacement, not \`${d.part}\``,
    hint: "write `conv(w, u)` and `w(d) = ...`",
  }),
  "conv-axis": (d: { part: Word; axes: Names }) => ({
    text: `\`${d.part}\` is no axis of this field`,
    hint: `its axes are ${quoted(d.axes).join(", ")}`,
  }),

  // Dimensions.
  "dimension-mismatch": (d: Mismatch) => ({ text: mismatch(d), hint: dimensionHint(d) }),
  "dimension-mismatch-per-area": (d: Mismatch & { area: Word; quantity: Word }) => ({
    text: mismatch(d),
    hint: `one side is per area: give the neuron a parameter \`${d.area}\` (such as \`${d.area}: 20000 um^2\`) and write \`${grouped(d.quantity)}/${d.area}\``,
  }),
  "arguments-differ": (d: { whole: Word; left: Word; leftUnit: Word; right: Word; rightUnit: Word }) => ({
    text: `the arguments of \`${d.whole}\` must measure the same: \`${d.left}\` is ${d.leftUnit}, \`${d.right}\` ${d.rightUnit}`,
    hint: "give both the same kind of unit; 0 fits any",
  }),
  "argument-not-plain": (d: { name: Word; part: Word; unit: Word; symbol: Word }) => ({
    text: `\`${d.name}\` needs a plain number, but \`${d.part}\` is ${d.unit}`,
    hint: `divide by a quantity: \`${d.name}(${grouped(d.part)}/${`${d.symbol}`.startsWith("1/") ? `(1${`${d.symbol}`.slice(1)})` : `(1 ${d.symbol})`})\``,
  }),
  "exponent-not-plain": (d: { part: Word; unit: Word }) => ({
    text: `an exponent is a plain number, but \`${d.part}\` is ${d.unit}`,
    hint: "divide it by a quantity of its kind",
  }),
  "exponent-not-constant": (d: { base: Word; unit: Word; exponent: Word }) => ({
    text: `\`${d.base}\` is ${d.unit}, so its exponent must be a constant fraction such as 2 or 1/2, not \`${d.exponent}\``,
    hint: `divide the base by a quantity first: \`(${d.base}/x_0)^${d.exponent}\``,
  }),
  "dimension-too-large": (d: { part: Word }) => ({ text: `\`${d.part}\` has a unit to an absurd power`, hint: "are the exponents right?" }),
  "condition-expected": (d: { part: Word }) => ({
    text: `\`${d.part}\` is a number where a condition is needed`,
    hint: "write a comparison such as `V > 0 mV`",
  }),
  "number-expected": (d: { part: Word }) => ({
    text: `\`${d.part}\` is a condition where a number is needed`,
    hint: "write `where(condition, a, b)`, or `heaviside(x)` for 0 and 1",
  }),
  "call-does-not-fit": (d: { call: Word; units: Names; reason: Word }) => ({
    text: `\`${d.call}\` does not fit: with its argument ${d.units.join(", ")}, ${d.reason}`,
    hint: "change the argument, or the quantities in the function",
  }),
  "wrong-dimension": (d: { what: Word; wanted: Word; part: Word; found: Word }) => ({
    text: `${d.what} must be ${d.wanted}, but \`${d.part}\` is ${d.found}`,
    hint: plainNumberHint(d.part, d.wanted) ?? metreHint(d) ?? "check the unit of each quantity in it",
  }),
  "per-area": (d: { what: Word; wanted: Word; part: Word; found: Word; area: Word }) => ({
    text: `${d.what} must be ${d.wanted}, but \`${d.part}\` is ${d.found}`,
    hint: `one is per area: give the neuron a parameter \`${d.area}\` (such as \`${d.area}: 20000 um^2\`) and divide by it, as in \`I_syn/${d.area}\``,
  }),
  "angular-frequency": (d: { what: Word; found: Word }) => ({
    text: `${d.what} is a frequency, but this is ${d.found}, an angle per time`,
    hint: "Hz counts cycles: divide by 2*pi and write Hz",
  }),
} as const satisfies MessageTable;

/** Both sides of an operator, each as it is written and in its unit. */
export type Mismatch = {
  readonly whole: Word;
  readonly operator: Word;
  readonly left: Word;
  readonly leftUnit: Word;
  readonly right: Word;
  readonly rightUnit: Word;
};

function unknownNameHint(d: { suggestions: Names; derivative?: Word; unit?: Word }): string {
  const near = didYouMean(d.suggestions);
  if (near !== undefined) return near;
  if (d.derivative) return `a derivative stands only on the left of \`d${d.derivative}/dt = ...\`; otherwise define the name`;
  if (d.unit) return `a unit stands only after a number: \`1 ${d.unit}\``;
  return "define it in an equation, or give it a value in `parameters:` or a unit in `inputs:`";
}

function mismatch(d: Mismatch): string {
  return `\`${d.whole}\`: left of \`${d.operator}\`, \`${d.left}\` is ${d.leftUnit}; right, \`${d.right}\` is ${d.rightUnit}`;
}

/** A number without its unit is the commonest slip of all. */
function dimensionHint(d: Mismatch): string {
  return (
    plainNumberHint(d.left, d.rightUnit) ?? plainNumberHint(d.right, d.leftUnit) ?? "both sides must measure the same kind of quantity"
  );
}

/** `m` is the metre, where a second was meant to have a prefix. */
function metreHint({ wanted, found }: { wanted: Word; found: Word }): string | undefined {
  return found === "in m" && /^in [a-zA-Z]?s$/.test(`${wanted}`) ? "`m` is the metre; a millisecond is written `ms`" : undefined;
}

/** `unit` is "in mV" or "a plain number". */
function plainNumberHint(part: Word, unit: Word): string | undefined {
  if (!/^-?[0-9.]+(e[+-]?[0-9]+)?$/i.test(`${part}`) || !`${unit}`.startsWith("in ")) return undefined;
  const symbol = `${unit}`.slice("in ".length);
  // Rates are thought of in hertz: the same number with the internal unit would be a thousand times as much.
  if (symbol === "1/ms") return `give the number its unit: \`${part} Hz\``;
  return `give the number its unit: \`${part}${symbol.startsWith("1/") ? symbol.slice(1) : ` ${symbol}`}\``;
}
