/** Integration of single units (neurons, entries of `rates`) and of networks over compiled equations. */

export * from "./ages/index.ts";
export { arnoldiEigenvalues } from "./arnoldi.ts";
export { type Choice, choose, type MethodEntry, methods } from "./choice.ts";
export { inputsOver } from "./course.ts";
export * from "./delivery/index.ts";
export * from "./density/index.ts";
export type { Failure } from "./failure.ts";
export * from "./field/index.ts";
export { gridTime } from "./grid.ts";
export { Broadcasts } from "./network/broadcasts.ts";
export { type CascadeState, Cascades, type Spike } from "./network/cascades.ts";
export { atomsOf } from "./network/cut.ts";
export { countedRanges, countIn, type Histogram, type HistogramTap, histogramTaps } from "./network/histogram.ts";
export { needsOf } from "./network/needs.ts";
export {
  type Arithmetic,
  histogramPlace,
  type Network,
  type NetworkPopulation,
  networkOf,
  payloadBound,
  signalPlace,
} from "./network/network.ts";
export { type Fired, type Members, NetworkPart, type PartState } from "./network/part.ts";
export { partsOf } from "./network/parts.ts";
export { sharingOf } from "./network/sharing.ts";
export { Spikes } from "./network/spikes.ts";
export { type UnitNetwork, type UnitsPlace, unitNetworkOf } from "./network/unit-network.ts";
export type { Neuron } from "./neuron.ts";
export { jumpsOf } from "./population/arriving.ts";
export { isAtOnce, isCommon } from "./population/assemble.ts";
export type { Extent } from "./population/blocks.ts";
export { flowMethods } from "./population/flow-step.ts";
export type { PopulationRun } from "./population/run.ts";
export { isDrawable } from "./population/sheet.ts";
export { midpoints, profileInterval } from "./profiles.ts";
export { makeProgram, splitNoise } from "./program.ts";
export { relayRate } from "./relay.ts";
export { type ResidualSource, residualSystem } from "./residual-system.ts";
export { Series } from "./series.ts";
export type { Source } from "./sources.ts";
export { stimulationOf } from "./stimuli.ts";
export { systemOf } from "./system.ts";
export { type ActivityTap, activityTaps, binTicks, recordedTaps, type Signal, signalsOf, type Tap, tapsOf } from "./taps.ts";
export { constantIn, type ThresholdRule, thresholdRule } from "./threshold-rule.ts";
export { fineSampling, memoryOf, programOf, samplingInterval, Units } from "./units.ts";
export { type Constants, constantsOf, evaluateValue } from "./values.ts";
export { WaitingChunk } from "./waiting-chunk.ts";
export { type WeightMoments, weightMoments } from "./weight-moments.ts";
export * from "./wiring/index.ts";
