/** Storage of connections, and delivery of spikes over them. */
export { Delivery, type DeliveryState, type Refusal } from "./delivery.ts";
export { planDelivery } from "./plan.ts";
export type { Arithmetic, Channel, DeliveryPlan, Entering, Grain, Partition, Route, Share } from "./types.ts";
