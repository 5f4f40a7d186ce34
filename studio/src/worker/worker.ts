/** The worker: hosts the session and answers the page's calls. Nothing is computed on the page itself. */
import { portableHost } from "../../../src/session/index.ts";
import type { FromWorker, ToWorker } from "./messages.ts";
import { answer } from "./serve.ts";

// TypeScript's DOM library types `self` as a window; in a worker it has these two members.
const scope = self as unknown as {
  onmessage: ((event: MessageEvent<ToWorker>) => void) | null;
  postMessage(message: FromWorker): void;
};

/** A message channel turns the event loop at once; timers of nested depth wait 4 ms. */
const { port1, port2 } = new MessageChannel();
const turns: (() => void)[] = [];
port1.onmessage = () => turns.shift()?.();
const pause = () =>
  new Promise<void>((done) => {
    turns.push(done);
    port2.postMessage(null);
  });

const respond = answer({ ...portableHost, platform: "browser", pause }, (message) => scope.postMessage(message));
scope.onmessage = ({ data }) => void respond(data);
