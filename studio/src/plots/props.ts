/** What views are given. Types only. */
import type {
  Brush,
  ChangeKind,
  Computed,
  FiringSettings,
  Listen,
  LiveSettings,
  OverSettings,
  PlaneSettings,
  TracesSettings,
} from "../contract.ts";

/** What every view is given. `S` are its settings. */
export interface ViewProps<S> {
  readonly settings: S;
  change(settings: S, kind?: ChangeKind): void;
  readonly computed: Computed;
  /** The brush, shared by all views. */
  readonly brush: { value: Brush };
  /** Name of the theme: changes redraw. Colours come from the custom properties of the page. */
  readonly theme: string;
}

/** What other views over time are given beside: what the document says of their figures. */
export interface TimeProps extends ViewProps<TracesSettings> {
  readonly wanted: Readonly<Record<string, unknown>>;
}

/** What the phase plane is given beside: where the running simulation is. */
export interface PlaneProps extends ViewProps<PlaneSettings> {
  readonly listen?: Listen;
}

/** What the f-I view is given beside: the input as it is, and how to set it. */
export interface FiringProps extends ViewProps<FiringSettings> {
  /** In the unit of the curve; absent where the input is no constant. */
  readonly operating?: number | undefined;
  setInput(value: number, kind?: ChangeKind): void;
}

/** What a diagram over a parameter is given beside: what it can be over, where the model stands, and how to put it elsewhere. */
export interface OverProps extends ViewProps<OverSettings> {
  readonly choices: readonly { readonly value: string; readonly label: string }[];
  /** In the unit of the diagram; absent where no dial says it. */
  readonly operating?: number | undefined;
  setParameter(value: number, kind?: ChangeKind): void;
}

/** What the running mode is given beside: the frames as they come, and its buttons. */
export interface LiveProps extends ViewProps<LiveSettings> {
  readonly running: boolean;
  readonly listen: Listen;
  /** Why it stopped by itself. */
  readonly trouble?: string | undefined;
  toggle(): void;
  restart(): void;
  /** Adds to a state, in its unit. */
  kick(state: string, by: number): void;
}
