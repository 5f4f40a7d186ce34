/** The worker of the static site. */
import { listen } from "./listen.ts";
import { sharedThreads } from "./threads.ts";

listen(sharedThreads());
