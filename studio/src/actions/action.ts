/** What a person can have the studio do. Buttons, menus, keys, their list and the palette draw from the same actions. */
import type { Studio } from "../state/studio.ts";

/** A key that works anywhere on the page. */
export interface Key {
  /** As the browser calls it, in lower case. */
  readonly key: string;
  /** With Ctrl (Cmd): then also while a text is typed. */
  readonly ctrl: boolean;
  readonly shown: string;
}

export interface Action {
  /** No other action has it. */
  readonly id: string;
  /** What is done, as an order: `Open files`. */
  readonly name: string;
  /** The heading under which it stands. */
  readonly group: string;
  /** What it shows or means; found by these words too. */
  readonly about?: string;
  readonly key?: Key;
  /** What it switches on is on. */
  readonly isOn?: boolean;
  /** Why it cannot be done now, in a sentence; undefined where it can. */
  lacks?(studio: Studio): string | undefined;
  act(studio: Studio): void;
}
