/** Storage of connections, and delivery of spikes over them. */
export { Delivery, type DeliveryState, type Refusal } from "./delivery.ts";
export { type Edges, Sketch } from "./edges.ts";
export { longestDelay, overlaps, planDelivery } from "./plan.ts";
export { leftOut } from "./sum.ts";
export type { Arithmetic, Channel, DeliveryPlan, Entering, Grain, Partition, Route, Share } from "./types.ts";
