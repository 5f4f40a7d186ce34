/** The scale `mesoscopic`: finite populations, whose activity is drawn step by step. */
export { mesoscopic } from "./mesoscopic.ts";
