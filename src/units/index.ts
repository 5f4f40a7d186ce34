/** Units and dimensions: exact, plain data. Text is read by `parseUnit` and literals by the parser, both in `language`. */

export { fromInternal, internalFromText, textFromInternal, toInternal } from "./convert.ts";
export {
  type BaseDimension,
  baseDimensions,
  type Dimension,
  dimension,
  dimensionless,
  equalDimensions,
  isDimensionless,
  isModestDimension,
  multiplyDimensions,
  powerOfDimension,
} from "./dimension.ts";
export {
  addRationals,
  equalRationals,
  isModest,
  largestUnitExponent,
  multiplyRationals,
  printRational,
  type Rational,
  rational,
  rationalFromNumber,
} from "./rational.ts";
export { baseUnits, prefixNames } from "./table.ts";
export {
  describeUnit,
  divideUnits,
  hasAngle,
  isCelsius,
  isCompound,
  makeUnit,
  multiplyUnits,
  noUnit,
  powerOfUnit,
  symbolFor,
  type Unit,
  type UnitPart,
  unitNamed,
  unitSymbol,
  unitSymbols,
} from "./unit.ts";
