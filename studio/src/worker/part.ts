/** A thread of the studio: computes a part of a run. */
import { type FromThread, servePart, type ToThread } from "../../../src/session/index.ts";

// TypeScript's DOM library types `self` as a window; in a worker it has these two members.
const scope = self as unknown as {
  onmessage: ((event: MessageEvent<ToThread>) => void) | null;
  postMessage(said: FromThread, moved: readonly ArrayBuffer[]): void;
};

const respond = servePart((message, moved) => scope.postMessage(message, moved));
scope.onmessage = ({ data }) => void respond(data);
