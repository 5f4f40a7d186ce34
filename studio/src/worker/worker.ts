/** The worker: hosts the session and answers the page's calls. Nothing is computed on the page itself. */
import { portableHost } from "../../../src/session/index.ts";
import type { FromWorker, ToWorker } from "./messages.ts";
import { answer } from "./serve.ts";

// TypeScript's DOM library types `self` as a window; in a worker it has these two members.
const scope = self as unknown as {
  onmessage: ((event: MessageEvent<ToWorker>) => void) | null;
  postMessage(said: readonly FromWorker[]): void;
};

/** A message channel turns the event loop at once; timers of nested depth wait 4 ms. */
const { port1, port2 } = new MessageChannel();
const turns: (() => void)[] = [];
port1.onmessage = () => turns.shift()?.();
const atNextTurn = (act: () => void) => {
  turns.push(act);
  port2.postMessage(null);
};

/** What is said in one turn of the event loop goes in one message: the page takes it in at once, and draws once. */
let said: FromWorker[] = [];
const speak = (one: FromWorker) => {
  if (said.push(one) > 1) return;
  atNextTurn(() => {
    scope.postMessage(said);
    said = [];
  });
};

const respond = answer({ ...portableHost, platform: "browser", pause: () => new Promise(atNextTurn) }, speak);
scope.onmessage = ({ data }) => void respond(data);
