/** A page over the page. The browser keeps the focus inside and gives it back. */
import type { ComponentChildren } from "preact";
import { useEffect, useRef } from "preact/hooks";
import { Icon } from "./icons.tsx";
import "../styles/sheets.css";

export function Sheet({ title, close, children }: { readonly title: string; close(): void; readonly children: ComponentChildren }) {
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    const { current } = dialog;
    current?.showModal();
    // A click beside the sheet meets its backdrop, which is the dialog itself.
    const beside = ({ target }: Event) => target === current && close();
    current?.addEventListener("click", beside);
    return () => {
      current?.removeEventListener("click", beside);
      current?.close();
    };
  }, []);
  return (
    <dialog
      ref={dialog}
      class="sheet"
      aria-label={title}
      onCancel={(event) => {
        event.preventDefault();
        close();
      }}
    >
      <div class="sheet-page">
        <header class="sheet-head">
          <h2>{title}</h2>
          <button type="button" class="quiet square" aria-label="Close" onClick={close}>
            <Icon name="close" />
          </button>
        </header>
        {children}
      </div>
    </dialog>
  );
}
