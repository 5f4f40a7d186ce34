/** The scale `fokker-planck`: infinite populations by the density of their membrane potential. */
export { fokkerPlanck } from "./fokker-planck.ts";
