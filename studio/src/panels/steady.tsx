/** Parts of a panel that stay as they are while others change. */
import type { ComponentType, JSX } from "preact";
import { useMemo } from "preact/hooks";

/** A component that is drawn again only when one of its properties is another, or a signal that it reads. */
export function steady<P extends object>(Part: ComponentType<P>): (props: P) => JSX.Element {
  return (props) => useMemo(() => <Part {...props} />, Object.values(props));
}
