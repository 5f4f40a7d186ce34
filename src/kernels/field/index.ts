/** Equations over space, on a grid of time. */
export { type FieldTransforms, fieldTransforms } from "./fourier-integrals.ts";
export { cellsOf, cellWidth, midpoints as cellMidpoints } from "./layout.ts";
export { fieldMethods } from "./method.ts";
export { type FieldModel, fieldModel, fieldNeeds, profileTicks } from "./plan.ts";
export { FieldRun, type FieldState } from "./run.ts";
