/** Which views are open: buttons for those that are usual for the document, and a list of all, with the reason why one does not apply. */
import type { Signal } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import type { Kind, ViewId } from "../contract.ts";
import { lazily } from "../views/lazy.tsx";
import type { Offer } from "../views/offers.ts";
import { Menu } from "./menu.tsx";

const ViewList = lazily(async () => (await import("./view-list.tsx")).ViewList);

export interface SwitchesProps {
  readonly kind: Kind;
  readonly offers: readonly Offer[];
  readonly open: readonly ViewId[];
  /** The one that a narrow page shows. */
  readonly current: ViewId | undefined;
  readonly focus: Signal<ViewId | undefined>;
  change(open: readonly ViewId[]): void;
  /** Somebody wants to know what scales say of the document. */
  ask(): void;
}

export function Switches(props: SwitchesProps) {
  const { kind, offers, open, current, focus, change, ask } = props;
  const toggle = (id: ViewId) => {
    change(open.includes(id) ? open.filter((each) => each !== id) : [...open, id]);
    focus.value = undefined;
  };
  const look = (id: ViewId) => {
    if (!open.includes(id)) change([...open, id]);
    focus.value = id;
  };
  const narrow = useRef<HTMLFieldSetElement>(null);
  useEffect(() => {
    const row = narrow.current;
    const pressed = row?.querySelector<HTMLElement>('[aria-pressed="true"]');
    if (row && pressed) row.scrollLeft = pressed.offsetLeft - row.offsetLeft - (row.clientWidth - pressed.offsetWidth) / 2;
  }, [current]);
  const beside = offers.filter(({ view, lack }) => open.includes(view.id) || (view.usual.includes(kind) && lack === undefined));
  return (
    <>
      <div class="switch-row wide-only">
        <fieldset class="switches" aria-label="Open views">
          {beside.map(({ view: { id, name } }) => (
            <button type="button" key={id} aria-pressed={open.includes(id)} onClick={() => toggle(id)}>
              {name}
            </button>
          ))}
        </fieldset>
        <Menu label="All views">
          <ViewList offers={offers} ask={ask} choose={toggle} isPressed={(id) => open.includes(id)} />
        </Menu>
      </div>
      <div class="switch-row narrow-only">
        <fieldset class="switches" aria-label="View" ref={narrow}>
          {beside.map(({ view: { id, name, short } }) => (
            <button type="button" key={id} aria-pressed={current === id} onClick={() => look(id)}>
              {short ?? name}
            </button>
          ))}
        </fieldset>
        <Menu label="All views" atEnd>
          <ViewList offers={offers} ask={ask} choose={look} isPressed={(id) => current === id} />
        </Menu>
      </div>
    </>
  );
}
