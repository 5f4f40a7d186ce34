/**
 * The model language: text to tree and back, and everything that is asked of a tree.
 *
 * Life of an equation: `parseEquations` (text -> statements, every fault with its place) -> `sortFunctions`, `sortDefinitions`
 * (cycles) -> `measure`, `checkDimension` (names and dimensions, against a `Scope`) -> `inlineFunctions` -> `withoutSingularities`
 * -> `simplify`, `differentiate`, `linearIn` -> compiler. Values that are computed once: `parseExpression` -> `measure`
 * -> `evaluate`. Numbers in trees are in internal units.
 */

export { isOne, isZero } from "./algebra.ts";
export { checkCondition, checkDimension, dimensionOf, unitOf } from "./check.ts";
export { checkUnit } from "./check-unit.ts";
export { type Names, type ParseOptions, written } from "./cursor.ts";
export { differentiate } from "./differentiate.ts";
export { applyFunction, applyOperator, constantValue, evaluate } from "./evaluate.ts";
export { type BuiltinFunction, type DimensionRule, distributions, functions, operators } from "./functions.ts";
export { type GlossaryEntry, glossary } from "./glossary.ts";
export { type Inlinable, inlineFunctions } from "./inline.ts";
export { type Linear, linearIn } from "./linear.ts";
export { type Block, type BlockOptions, parseAssignments, parseEquations } from "./lines.ts";
export { measure } from "./measure.ts";
export { constants, isNoise, isReserved, keywords } from "./names.ts";
export { spellOut } from "./normalise.ts";
export { parseExpression, parseUnit } from "./parser.ts";
export { printLatex } from "./print-latex.ts";
export { printMathML } from "./print-mathml.ts";
export { printText } from "./print-text.ts";
export { builtinMeasure, type Measure, makeScope, quantity, type Scope } from "./scope.ts";
export { simplify } from "./simplify.ts";
export { withoutSingularities } from "./singularities.ts";
export { type Sorted, sortByNeed, sortDefinitions, sortFunctions } from "./sort.ts";
export { suggest } from "./suggest.ts";
export { suggestUnits } from "./suggest-unit.ts";
export {
  type Arithmetic,
  binary,
  type Comparison,
  call,
  type DefinitionStatement,
  type DerivativeStatement,
  type FunctionStatement,
  type NumberTree,
  name,
  negate,
  number,
  type Statement,
  type Tree,
} from "./tree.ts";
export type { Setting } from "./typeset.ts";
export { callsIn, childrenOf, equalTrees, mapTree, namesIn, substitute, uses, visitTree, withChildren, withoutSpans } from "./walk.ts";
