/** The connections of projections: who reaches whom, with which weight, after how long. */
export { type Block, blockSize, blocksOf } from "./blocks.ts";
export { positionsOf } from "./distance.ts";
export { type Expected, expectedConnections } from "./expected.ts";
export { openWiring } from "./open.ts";
export { Batch, type Law, type Neurons, type Projecting, type Wiring } from "./wiring.ts";
