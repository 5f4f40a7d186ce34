/** The connections of projections: who reaches whom, with which weight, after how long. */
export { type Block, blockSize, blocksOf } from "./blocks.ts";
export { positionsOf } from "./distance.ts";
export { Drawing } from "./drawing.ts";
export { type Expected, expectedConnections, type Indegree, indegreeOf } from "./expected.ts";
export { type Moments, momentsOf } from "./moments.ts";
export { MonotoneTable } from "./monotone-table.ts";
export { openWiring } from "./open.ts";
export { delayLawOf, weightLawOf } from "./values.ts";
export { Batch, type Law, type Neurons, type Projecting, type Wiring } from "./wiring.ts";
