/** The views of networks, loaded when one is first opened. */
export { Activity } from "./activity.tsx";
export { Raster } from "./raster.tsx";
