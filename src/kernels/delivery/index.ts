/** Storage of connections, and delivery of spikes over them. */
export { Delivery } from "./delivery.ts";
export { planDelivery } from "./plan.ts";
export type { Arithmetic, DeliveryPlan, Entering, Partition, Route, Share } from "./types.ts";
