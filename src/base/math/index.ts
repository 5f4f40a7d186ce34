/** Elementary functions, each written once: on numbers here, and over any `Operations` for the compiler. */
export { definitions, type FunctionDefinition, type FunctionName } from "./definitions.ts";
export * from "./functions.ts";
export { numberOperations } from "./number-operations.ts";
export type { Operations } from "./operations.ts";
export { constantPower, piecewise } from "./piecewise.ts";
