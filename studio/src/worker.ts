/** The worker: hosts the session and answers the page's calls. Nothing is computed on the page itself. */
import { portableHost } from "../../src/session/index.ts";
import type { FromWorker, ToWorker } from "./messages.ts";
import { answer, type Speak } from "./serve.ts";

// TypeScript's DOM library types `self` as a window; in a worker it has these two members.
const scope = self as unknown as {
  onmessage: ((event: MessageEvent<ToWorker>) => void) | null;
  postMessage(message: FromWorker): void;
};

const host = { ...portableHost, platform: "browser" };
const speak: Speak = (message) => scope.postMessage(message);
const respond = answer(host, speak);
scope.onmessage = ({ data }) => void respond(data);
