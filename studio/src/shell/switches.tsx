/** Which views are open: buttons for those that are usual for the document, and a list of all, with the reason why one does not apply. */
import { useEffect, useRef } from "preact/hooks";
import type { Kind, ViewId } from "../contract.ts";
import { useStudio } from "../state/studio.ts";
import { lazily } from "../views/lazy.tsx";
import type { Offer } from "../views/offers.ts";
import { showAlone, toggleView } from "../views/switching.ts";
import { Menu } from "./menu.tsx";

const ViewList = lazily(async () => (await import("./view-list.tsx")).ViewList);

export interface SwitchesProps {
  readonly kind: Kind;
  readonly offers: readonly Offer[];
  readonly open: readonly ViewId[];
  /** The one that a narrow page shows. */
  readonly current: ViewId | undefined;
  /** Somebody wants to know what scales say of the document. */
  ask(): void;
}

export function Switches(props: SwitchesProps) {
  const { kind, offers, open, current, ask } = props;
  const studio = useStudio();
  const toggle = (id: ViewId) => toggleView(studio, id);
  const look = (id: ViewId) => showAlone(studio, id);
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
