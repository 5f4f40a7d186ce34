/** A button that unfolds a list of things to do. Closes with Escape, a choice, or a click elsewhere. */
import type { ComponentChildren } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import type { Action } from "../actions/action.ts";
import { perform } from "../actions/basic.ts";
import { useStudio } from "../state/studio.ts";
import { Icon } from "./icons.tsx";

export interface MenuProps {
  readonly label: string;
  /** Right edges meet instead of left ones. */
  readonly atEnd?: boolean;
  readonly children: ComponentChildren;
}

export function Menu({ label, atEnd, children }: MenuProps) {
  const [isOpen, setOpen] = useState(false);
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (!isOpen) return;
    const elsewhere = (event: Event) => place.current?.contains(event.target as Node) || setOpen(false);
    const onEscape = (event: KeyboardEvent) => {
      if (event.key !== "Escape") return;
      setOpen(false);
      place.current?.querySelector("button")?.focus();
    };
    const choice = ({ target }: Event) => target instanceof Element && target.closest(".menu-item") && setOpen(false);
    const { current } = place;
    current?.addEventListener("click", choice);
    addEventListener("pointerdown", elsewhere);
    addEventListener("focusin", elsewhere);
    addEventListener("keydown", onEscape);
    return () => {
      current?.removeEventListener("click", choice);
      removeEventListener("pointerdown", elsewhere);
      removeEventListener("focusin", elsewhere);
      removeEventListener("keydown", onEscape);
    };
  }, [isOpen]);
  return (
    <div class="menu" ref={place}>
      <button type="button" class="quiet" aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
        {label}
        <Icon name="down" />
      </button>
      {isOpen && (
        <div class="menu-list" data-end={atEnd === true}>
          {children}
        </div>
      )}
    </div>
  );
}

/** A line of a menu. */
export function MenuItem({ action }: { readonly action: Action }) {
  const studio = useStudio();
  return (
    <button type="button" class="menu-item" onClick={() => perform(action, studio)}>
      <span>{action.name}</span>
      {action.key && <kbd>{action.key.shown}</kbd>}
    </button>
  );
}

/** Alternatives of which one is chosen; the menu stays open. */
export function MenuChoice<T extends string>(props: {
  readonly label: string;
  readonly all: readonly (readonly [value: T, label: string])[];
  readonly value: T;
  choose(value: T): void;
}) {
  return (
    <fieldset class="menu-choice" aria-label={props.label}>
      <span class="menu-label">{props.label}</span>
      <div class="choices">
        {props.all.map(([value, label]) => (
          <button type="button" key={value} aria-pressed={value === props.value} onClick={() => props.choose(value)}>
            {label}
          </button>
        ))}
      </div>
    </fieldset>
  );
}
