/** The scale `voltage-conductance`: infinite populations by the density of their potential and conductance. */
export { voltageConductance } from "./voltage-conductance.ts";
