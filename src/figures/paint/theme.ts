/** Colours. Series are the colours of Okabe and Ito 2008 (Color Universal Design), told apart with any colour vision. */
import type { Ink } from "../scene/scene.ts";

export interface Theme {
  readonly id: "light" | "dark";
  readonly background: string;
  readonly text: string;
  /** Axes, units, recorded data. */
  readonly soft: string;
  /** Grid lines. */
  readonly faint: string;
  /** The order is by contrast against the background. */
  readonly series: readonly string[];
}

const okabeIto = {
  orange: "#e69f00",
  skyBlue: "#56b4e9",
  bluishGreen: "#009e73",
  yellow: "#f0e442",
  blue: "#0072b2",
  vermillion: "#d55e00",
  reddishPurple: "#cc79a7",
} as const;

const { orange, skyBlue, bluishGreen, yellow, blue, vermillion, reddishPurple } = okabeIto;

/** Yellow is left out: it cannot be seen on white. */
export const light: Theme = {
  id: "light",
  background: "#ffffff",
  text: "#1b1e23",
  soft: "#5c6470",
  faint: "#e4e7eb",
  series: [blue, vermillion, bluishGreen, reddishPurple, orange, skyBlue],
};

/** Blue is left out: it is too dark here. */
export const dark: Theme = {
  id: "dark",
  background: "#14171c",
  text: "#eceff3",
  soft: "#a3abb7",
  faint: "#2b3038",
  series: [skyBlue, orange, bluishGreen, reddishPurple, yellow, vermillion],
};

export const themes: Readonly<Record<Theme["id"], Theme>> = { light, dark };

/** The colour of a role; series beyond the last begin again. */
export function colourOf(ink: Ink, theme: Theme): string {
  return typeof ink === "number" ? theme.series[ink % theme.series.length]! : theme[ink];
}
