/** Phase planes and phase lines. */
export { classify } from "./classify.ts";
export type { PortraitOptions } from "./parts.ts";
export { phasePortrait } from "./portrait.ts";
export { settingOf } from "./setting.ts";
export { describe as describePortrait } from "./words.ts";
