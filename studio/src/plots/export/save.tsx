/** The button of a view that writes it into a file. */
import { useRef, useState } from "preact/hooks";
import type { Picture, PictureSource, View } from "../../../../src/figures/index.ts";
import { lazily } from "../../views/lazy.tsx";

const Choices = lazily(async () => (await import("./choices.tsx")).Choices);

export interface SaveProps {
  /** What the view is called in file names: `traces`. */
  readonly view: string;
  readonly title: string;
  readonly theme: string;
  readonly source: PictureSource | undefined;
  /** The picture on a page; absent: that of files. */
  picture(page?: View): Picture | undefined;
}

export function Save(props: SaveProps) {
  const menu = useRef<HTMLDetailsElement>(null);
  const [wasOpen, setOpen] = useState(false);
  const close = () => {
    if (menu.current) menu.current.open = false;
  };
  return (
    <details class="plot-save" ref={menu} onToggle={() => setOpen(true)}>
      <summary aria-label={`Save ${props.view}`}>Save</summary>
      {wasOpen && <Choices {...props} close={close} />}
    </details>
  );
}
