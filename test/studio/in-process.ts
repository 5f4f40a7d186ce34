/** A worker of the studio that answers in process. */
import { portableHost } from "../../src/session/index.ts";
import { Crew } from "../../studio/src/state/crew.ts";
import type { FromWorker, ToWorker } from "../../studio/src/worker/messages.ts";
import { answer } from "../../studio/src/worker/serve.ts";

/** What decides how the workers behave. */
export interface Manner {
  /** They never answer. */
  isDeaf?: boolean;
  /** The time that they see. */
  now?: () => number;
}

export class InProcess {
  onmessage: ((event: { readonly data: readonly FromWorker[] }) => void) | null = null;
  readonly asked: string[] = [];
  isEnded = false;
  readonly #respond: (message: ToWorker) => Promise<void>;
  readonly #isDeaf: boolean;

  constructor({ isDeaf = false, now = portableHost.now }: Manner) {
    this.#isDeaf = isDeaf;
    this.#respond = answer({ ...portableHost, now }, (one) => this.isEnded || this.onmessage?.({ data: [one] }));
  }

  postMessage(message: ToWorker): void {
    this.asked.push(message.call);
    if (!this.#isDeaf) void this.#respond(message);
  }

  terminate(): void {
    this.isEnded = true;
  }
}

/** A crew of such workers, all that it has begun in `workers`. @param manner  asked of each when it begins */
export function crewInProcess(workers: InProcess[], manner: Manner = {}): Crew {
  return new Crew(() => {
    const worker = new InProcess(manner);
    workers.push(worker);
    // What the engine asks of a worker.
    return worker as unknown as Worker;
  });
}
