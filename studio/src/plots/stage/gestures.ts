/** What pointers and wheel mean: presses, drags, double presses, pinches and zooms, in points of the page. Knows no DOM. */
import { distance, type Point } from "./frame.ts";

/** A pointer that does something. */
export interface Contact extends Point {
  readonly id: number;
  readonly kind: "mouse" | "touch" | "pen";
  readonly shift: boolean;
  /** Ctrl, Meta, the middle or the right button: the view is moved instead. */
  readonly moves: boolean;
}

/** What a view does about it. A press that becomes a pinch or a double press is taken back by `cancel`. */
export interface Intents {
  press?(at: Point, how: { readonly shift: boolean; readonly kind: Contact["kind"] }): void;
  drag?(at: Point, from: Point): void;
  release?(at: Point): void;
  cancel?(): void;
  double?(at: Point): void;
  hover?(at: Point | undefined): void;
  /** Zoom about a position by a factor (below 1: closer), after moving by (dx, dy) points. */
  zoom?(at: Point, factor: number, dx: number, dy: number): void;
}

/** A second press counts as double within this time [ms] and distance [points]. */
const DOUBLE = { time: 350, far: 8 } as const;

/** A movement shorter than this is none [points]: hands shake, fingers more. */
const STILL = { mouse: 3, pen: 5, touch: 8 } as const;

/** Zoom of one unit of the wheel: a notch is 100, a touchpad sends many small ones. */
const WHEEL = 0.0015;

/** Contacts in flight. */
export class Gestures {
  readonly #intents: () => Intents;
  readonly #contacts = new Map<number, Contact>();
  #pressed: Contact | undefined;
  #isDragging = false;
  #last: { readonly at: Point; readonly time: number } | undefined;

  constructor(intents: () => Intents) {
    this.#intents = intents;
  }

  down(contact: Contact, time: number): void {
    this.#contacts.set(contact.id, contact);
    if (contact.moves) return;
    if (this.#contacts.size > 1) {
      this.#drop();
      return;
    }
    const isDouble = this.#last !== undefined && time - this.#last.time < DOUBLE.time && distance(this.#last.at, contact) < DOUBLE.far;
    this.#last = isDouble ? undefined : { at: contact, time };
    if (isDouble) {
      this.#intents().double?.(contact);
      return;
    }
    this.#pressed = contact;
    this.#isDragging = false;
    this.#intents().press?.(contact, contact);
  }

  move(contact: Contact): void {
    const before = this.#contacts.get(contact.id);
    if (!before) {
      this.#intents().hover?.(contact);
      return;
    }
    const others = [...this.#contacts.values()].filter(({ id }) => id !== contact.id);
    this.#contacts.set(contact.id, contact);
    if (others.length > 0) this.#pinch(before, contact, others[0]!);
    else if (before.moves) this.#intents().zoom?.(contact, 1, contact.x - before.x, contact.y - before.y);
    else if (this.#pressed?.id === contact.id) {
      this.#isDragging ||= distance(this.#pressed, contact) > STILL[contact.kind];
      if (this.#isDragging) this.#intents().drag?.(contact, this.#pressed);
    }
  }

  up(contact: Contact): void {
    this.#contacts.delete(contact.id);
    if (this.#pressed?.id !== contact.id) return;
    this.#pressed = undefined;
    this.#intents().release?.(contact);
  }

  /** The browser took the pointer away. */
  lost(id: number): void {
    this.#contacts.delete(id);
    if (this.#pressed?.id === id) this.#drop();
  }

  leave(): void {
    if (this.#contacts.size === 0) this.#intents().hover?.(undefined);
  }

  /** @param amount  pixels of the wheel: downwards zooms out. With `shift` or sideways the view moves. */
  wheel(at: Point, dx: number, dy: number, shift: boolean): void {
    const sideways = shift ? dx + dy : Math.abs(dx) > Math.abs(dy) ? dx : 0;
    if (sideways !== 0) this.#intents().zoom?.(at, 1, -sideways / 2, 0);
    // One event may zoom by a factor 2 at most: a flick of a free wheel must not lose the picture.
    else this.#intents().zoom?.(at, Math.min(2, Math.max(0.5, 1 + dy * WHEEL)), 0, 0);
  }

  #pinch(before: Contact, now: Contact, other: Contact): void {
    const factor = distance(before, other) / Math.max(distance(now, other), 1);
    const middle = { x: (now.x + other.x) / 2, y: (now.y + other.y) / 2 };
    this.#intents().zoom?.(middle, factor, (now.x - before.x) / 2, (now.y - before.y) / 2);
  }

  #drop(): void {
    if (!this.#pressed) return;
    this.#pressed = undefined;
    this.#intents().cancel?.();
  }
}
