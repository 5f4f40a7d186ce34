/** The scale `event-driven`: networks of neurons with closed forms between events, from event to event. */
export { eventDriven } from "./event-driven.ts";
