/** Colours. Series are the colours of Okabe and Ito 2008 (Color Universal Design), told apart with any colour vision. */
import type { Ink, Palette } from "../scene/scene.ts";

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
  /** Colours at equal distances; between them they are mixed. */
  readonly palettes: Readonly<Record<Palette, readonly string[]>>;
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
  palettes: {
    sequential: ["#ffffff", "#c9dff0", "#73b5dd", blue, "#0a2647"],
    diverging: ["#08406b", blue, "#ffffff", vermillion, "#7a2f00"],
    cyclic: [blue, reddishPurple, orange, bluishGreen, blue],
  },
};

/** Blue is left out: it is too dark here. */
export const dark: Theme = {
  id: "dark",
  background: "#14171c",
  text: "#eceff3",
  soft: "#a3abb7",
  faint: "#2b3038",
  series: [skyBlue, orange, bluishGreen, reddishPurple, yellow, vermillion],
  palettes: {
    sequential: ["#14171c", "#0f3c63", blue, skyBlue, "#f3fbe8"],
    diverging: ["#bfe3f8", skyBlue, "#14171c", orange, "#fdeccb"],
    cyclic: [skyBlue, reddishPurple, orange, bluishGreen, skyBlue],
  },
};

export const themes: Readonly<Record<Theme["id"], Theme>> = { light, dark };

/** The colour of a role; series beyond the last begin again. */
export function colourOf(ink: Ink, theme: Theme): string {
  return typeof ink === "number" ? theme.series[ink % theme.series.length]! : theme[ink];
}
